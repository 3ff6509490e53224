/**
 * Synchronous: an order depends on its payment, is done only when that is, and fails when it fails. Asynchronous: an order
 * tells the mail what to send and is done; whether the mail was sent it cannot know.
 */

import { Process, Queue, type Sentinel, wait } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

type Answer = "paid" | "refused";

/** The program. */
export async function main(): Promise<void> {
  for (const answer of ["paid", "refused"] as const) {
    const [requests, answers] = [new Queue<string>(), new Queue<Answer>()];
    const payment = new Process({ module, target: pay, name: "payment", args: [requests, answers, answer] });
    const order = new Process({ module, target: orderSync, name: "sync order", args: [requests, answers] });
    for (const task of [payment, order]) task.start();
    for (const task of [payment, order]) await task.join();
    say(`the synchronous order ended with ${order.exitCode}, its payment with ${payment.exitCode}`, {
      exitCodes: [order.exitCode, payment.exitCode],
    });
  }
  const letters = new Queue<string>();
  const order = new Process({ module, target: orderAsync, name: "async order", args: [letters] });
  order.start();
  const mail = new Process({ module, target: sendMail, name: "mail", args: [letters, order.sentinel] });
  mail.start();
  for (const task of [order, mail]) await task.join();
  say(`the asynchronous order ended with ${order.exitCode}, its mail with ${mail.exitCode}`, {
    exitCodes: [order.exitCode, mail.exitCode],
  });
}

/** Is done when the payment is. */
export async function orderSync(requests: Queue<string>, answers: Queue<Answer>): Promise<void> {
  say("ask for the payment, and wait for it");
  await requests.put("order 1");
  if (await answers.get() === "refused") {
    say("failed, because the payment has");
    Deno.exit(1);
  }
  say("done, because the payment is");
}

export async function pay(requests: Queue<string>, answers: Queue<Answer>, answer: Answer): Promise<void> {
  const order = await requests.get();
  say(`${order} is ${answer}`, { answer });
  await answers.put(answer);
  if (answer === "refused") Deno.exit(1);
}

/** Is done when it has said what is to be done. */
export async function orderAsync(letters: Queue<string>): Promise<void> {
  await letters.put("order 2 is on its way");
  say("done; a letter is to be sent, some time");
}

/** Takes its time: it begins when the order has ended, and fails then. */
export async function sendMail(letters: Queue<string>, order: Sentinel): Promise<void> {
  await wait([order]);
  const letter = await letters.get();
  say(`cannot send the letter "${letter}": no stamps`);
  Deno.exit(1);
}

export const scenario = defineScenario({
  name: "sync-vs-async",
  chapter: "sync",
  summary: "A task that waits for the one it depends on, and one that only tells another what to do",
  verifies:
    "the synchronous task ends after its other one and as that does; the asynchronous one before, and knows nothing",
  symbols: ["Queue.put()", "Queue.get()", "Process.sentinel", "wait()"],
  module,
  parameters: {},
  verify(seen) {
    const place = (text: string, process: string) => seen.placeOf(text, process);
    seen.claim(
      "the synchronous order is done after its payment",
      place("done", "sync order") > place("order 1 is paid", "payment"),
    );
    const failed = place("order 1 is refused", "payment");
    seen.claim("it fails after its payment has failed", failed !== -1 && place("failed", "sync order") > failed);
    const codes = seen.valuesOf("exitCodes");
    seen.claimEqual("order and payment succeed or fail together", codes.slice(0, 2), [[0, 0], [1, 1]]);
    const done = place("done", "async order");
    seen.claim(
      "the asynchronous order is done before its letter is touched",
      done !== -1 && done < place("cannot", "mail"),
    );
    seen.claimEqual("it has succeeded although the mail failed", codes[2], [0, 1]);
  },
});
