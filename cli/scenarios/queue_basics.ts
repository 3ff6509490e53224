/**
 * A queue that holds three items: what it says when it is full and when it is empty, what a put or get does then with and
 * without a time limit, and what closing it does not do to a process that waits in `get`.
 */

import { Event, Process, Queue, QueueEmpty, QueueFull } from "../../mod.ts";
import { defineScenario, milliseconds, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main({ unit }: { unit: number }): Promise<void> {
  say("The course's first example");
  const queue = new Queue<number>(3);
  for (let puts = 0; puts < 3; puts++) await queue.put(3);
  sayFailure("put without waiting", () => queue.putNowait(3), QueueFull, "queue is full");
  print(queue.full());
  for (let gets = 0; gets < 3; gets++) print(queue.getNowait());
  print(queue.full());
  sayFailure("get without waiting", () => queue.getNowait(), QueueEmpty, "queue is empty");
  print(queue.empty());

  say("With a time limit");
  sayFailure(`get for ${unit} ms`, () => queue.getSync(unit), QueueEmpty, "still empty");
  for (let puts = 0; puts < 3; puts++) queue.putSync(3);
  sayFailure(`put for ${unit} ms`, () => queue.putSync(3, unit), QueueFull, "still full");

  say("From process to process");
  const letters = new Queue<string[]>();
  const child = new Process({ module, target: send, name: "sender", args: [letters] });
  child.start();
  const letter = await letters.get();
  say(`got ${JSON.stringify(letter)}`, { letter });
  await child.join();
  await closeWhileWaiting();
}

/** Says what the course prints. */
function print(value: unknown): void {
  say(String(value), { print: value });
}

function sayFailure(action: string, act: () => void, error: typeof QueueFull | typeof QueueEmpty, text: string): void {
  try {
    act();
    say(`${action}: nothing is wrong`);
  } catch (reason) {
    if (!(reason instanceof error)) throw reason;
    say(text, { print: text, error: reason.name, action });
  }
}

export async function send(letters: Queue<string[]>): Promise<void> {
  await letters.put([new Date().toString().slice(0, 24), "Hello", "Quanta"]);
}

/** Closing is a process's own farewell to the queue: nobody who waits in another process is told. */
async function closeWhileWaiting(): Promise<void> {
  say("Closing");
  const [items, closed] = [new Queue<string>(), new Event()];
  const consumer = new Process({ module, target: consume, name: "consumer", args: [items] });
  const producer = new Process({ module, target: produce, name: "producer", args: [items, closed] });
  for (const process of [consumer, producer]) process.start();
  items.close();
  try {
    await items.put("one more");
  } catch (error) {
    say((error as Error).message, { refused: true });
  }
  say(`closed here; the consumer still waits: ${consumer.isAlive()}`, { alive: consumer.isAlive() });
  closed.set();
  for (const process of [consumer, producer]) await process.join();
}

export async function consume(items: Queue<string>): Promise<void> {
  say(`got ${await items.get()}`);
}

/** Puts when main has closed the queue for itself. */
export async function produce(items: Queue<string>, closed: Event): Promise<void> {
  await closed.wait();
  await items.put("an item from the producer");
}

export const scenario = defineScenario({
  name: "queue-basics",
  chapter: "queue",
  summary: "A queue of three: full and empty, time limits, and what close does to a waiting consumer",
  verifies:
    "it prints what the course's prints; Full and Empty with and without a time limit; close disturbs nobody else",
  symbols: ["Queue", "Queue.putNowait()", "Queue.getNowait()", "Queue.close()", "QueueFull", "QueueEmpty"],
  module,
  parameters: { unit: milliseconds("Time limit of a put and of a get", 10) },
  verify(seen) {
    const printed = seen.valuesOf("print").map(String);
    const wanted = ["queue is full", "true", "3", "3", "3", "false", "queue is empty", "true"];
    seen.claimEqual("it prints what the course's example prints", printed.slice(0, 8), wanted);
    const errors = seen.valuesOf("error");
    const inTurn = ["QueueFull", "QueueEmpty", "QueueEmpty", "QueueFull"];
    seen.claimEqual("full and empty are errors, without waiting and when the time is up", errors, inTurn);
    const [letter] = seen.valuesOf("letter") as string[][];
    seen.claimEqual("the child's list reaches its parent", letter.slice(1), ["Hello", "Quanta"]);
    seen.claim(
      "who has closed the queue cannot put",
      seen.valuesOf("refused").length === 1,
    );
    const closed = seen.placeOf("closed here");
    seen.claimEqual("a consumer that waits in get is not told", seen.events[closed]?.data?.alive, true);
    seen.claim("it gets what another process puts later", seen.placeOf("got an item", "consumer") > closed);
  },
});
