/**
 * A pipe has two ends. Of a one-way pipe the first only receives and the second only sends; a duplex pipe does both at
 * both. Messages keep their boundaries: values, or bytes into a buffer that must be large enough.
 */

import { BufferTooShort, type Connection, Pipe, Process } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main(): Promise<void> {
  const [receiver, sender] = Pipe(false);
  say(`before: poll says ${receiver.pollSync()}`, { poll: receiver.pollSync() });
  const child = new Process({ module, target: greet, name: "greeter", args: [sender] });
  child.start();
  sender.close();
  await receiver.poll(Infinity);
  say(`then: poll says ${receiver.pollSync()}`, { poll: receiver.pollSync() });
  say(String(await receiver.recv()), { received: true });
  await child.join();
  try {
    receiver.sendSync("the wrong way");
  } catch (error) {
    say((error as Error).message, { refused: true });
  }
  await exchangeBytes();
}

export async function greet(sender: Connection): Promise<void> {
  await sender.send("Hello,This is Python!");
}

/** Bytes there and back over a duplex pipe. */
async function exchangeBytes(): Promise<void> {
  const [here, there] = Pipe();
  const child = new Process({ module, target: double, name: "doubler", args: [there] });
  child.start();
  there.close();
  await here.sendBytes(new Uint8Array([0, 1, 2, 3, 4, 5]), 1, 4);
  const buffer = new Uint8Array(6);
  const bytes = await here.recvBytesInto(buffer, 2);
  say(`${bytes} bytes into a buffer from its third on: ${buffer.join(" ")}`, { bytes, buffer: [...buffer] });
  await here.sendBytes(new Uint8Array(8));
  try {
    await here.recvBytesInto(buffer);
  } catch (error) {
    if (!(error instanceof BufferTooShort)) throw error;
    say(`${error.message}; the error has them all`, { tooShort: error.bytes.length });
  }
  here.close();
  await child.join();
}

/** Sends back twice of each byte, two times. */
export async function double(connection: Connection): Promise<void> {
  for (let messages = 0; messages < 2; messages++) {
    const bytes = await connection.recvBytes();
    await connection.sendBytes(bytes.map((byte) => byte * 2));
  }
}

export const scenario = defineScenario({
  name: "pipe",
  chapter: "pipe",
  summary: "A message over a pipe, one way; bytes there and back over a duplex one",
  verifies: "the message arrives whole, the wrong way is refused, bytes land where they should, a short buffer is told",
  symbols: ["Pipe()", "Connection.send()", "Connection.recv()", "Connection.poll()", "Connection.recvBytesInto()"],
  module,
  parameters: {},
  verify(seen) {
    const told = seen.said("MainProcess");
    const polls = seen.valuesOf("poll");
    seen.claimEqual("poll says false before and true when something is there", polls, [false, true]);
    const message = told.find(({ data }) => data?.received)?.text;
    seen.claimEqual("the message arrives as it was sent", message, "Hello,This is Python!");
    seen.claim("the receiving end cannot send", seen.valuesOf("refused").length === 1);
    const bytes = told.find(({ data }) => data?.buffer)?.data;
    seen.claimEqual("bytes 1 to 4 were sent, doubled, and put at the offset", bytes, {
      bytes: 4,
      buffer: [0, 0, 2, 4, 6, 8],
    });
    seen.claimEqual(
      "a message that does not fit is in the error, whole",
      seen.valuesOf("tooShort"),
      [8],
    );
  },
});
