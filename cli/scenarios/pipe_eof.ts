/**
 * The end of a pipe is reported when the other end is closed in every process that has it. Who forgets to close his own
 * copy of it waits for himself: for ever, or here until a time limit that tells the cause.
 */

import { type Connection, EndOfFileError, Pipe, Process } from "../../mod.ts";
import { defineScenario, milliseconds, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main({ unit }: { unit: number }): Promise<void> {
  say("Everybody closes the ends that he does not use");
  await sendAndClose(unit, { closesOwn: true });
  say("The consumer forgets its own copy of the sending end");
  await sendAndClose(unit, { closesOwn: false });
}

async function sendAndClose(unit: number, { closesOwn }: { closesOwn: boolean }): Promise<void> {
  const [receiver, sender] = Pipe(false);
  const name = closesOwn ? "careful consumer" : "forgetful consumer";
  const consumer = new Process({ module, target: consume, name, args: [receiver, sender, closesOwn, unit] });
  consumer.start();
  receiver.close();
  await sender.send("Hello,This is Python!");
  sender.close();
  say("sent, and closed here");
  await consumer.join();
}

export async function consume(
  receiver: Connection,
  sender: Connection,
  closesOwn: boolean,
  unit: number,
): Promise<void> {
  if (closesOwn) sender.close();
  say(String(await receiver.recv()));
  if (!closesOwn) {
    const something = await receiver.poll(unit);
    say(
      `recv would hang: after ${unit} ms there is ${something ? "something" : "nothing"}, because one end is open here`,
      {
        something,
      },
    );
    sender.close();
    say("closed here too");
  }
  try {
    await receiver.recv();
  } catch (error) {
    if (!(error instanceof EndOfFileError)) throw error;
    say(`end of file: ${error.message}`, { endOfFile: true });
  }
}

export const scenario = defineScenario({
  name: "pipe-eof",
  chapter: "pipe",
  summary: "Ends closed rightly and the end of file; an end left open, and the wait that it causes",
  verifies:
    "the end of file comes when all copies of the other end are closed, and not while the consumer has one itself",
  symbols: ["Connection.close()", "EndOfFileError", "Connection.poll()"],
  module,
  parameters: { unit: milliseconds("How long the forgetful consumer waits", 50) },
  verify(seen) {
    const endOf = (name: string) =>
      seen.events.findIndex(({ process, data }) => process === name && data?.endOfFile === true);
    for (const name of ["careful consumer", "forgetful consumer"]) {
      seen.claim(`the ${name} gets the message`, seen.placeOf("Hello,This is Python!", name) !== -1);
    }
    seen.claim("who closed its own copy is told the end of file", endOf("careful consumer") !== -1);
    const hang = seen.events.findIndex(({ data }) => data?.something !== undefined);
    seen.claim("who left it open waits in vain", hang !== -1 && seen.events[hang].data?.something === false);
    const closed = seen.placeOf("closed here too", "forgetful consumer");
    seen.claim("and is told the end when it closes it", closed > hang && endOf("forgetful consumer") > closed);
  },
});
