/**
 * Starting does not wait, `join` does. Children sleep for one unit, two, three ... and finish in that order; "End" comes
 * before all of them or after all of them.
 */

import { Event, Process, Queue } from "../../mod.ts";
import { count, defineScenario, milliseconds, say, sleep } from "./_scenario.ts";

const module = import.meta.url;

/** How often the sleeps are tried, each time four times as long, where the machine wakes sleepers too late to tell them apart. */
const TRIES_MAX = 5;

/** The program. */
export async function main({ children, unit }: { children: number; unit: number }): Promise<void> {
  say("Without join");
  await startAll(children, unit, { joins: false });
  for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
    say("With join");
    if (await startAll(children, unit * 4 ** attempt, { joins: true })) break;
    say("A sleeper woke after the next one was to wake; once more with sleeps four times as long");
  }
}

/** Starts the children and says "End"; answers whether they finished in order. */
async function startAll(children: number, unit: number, { joins }: { joins: boolean }): Promise<boolean> {
  const begin = new Event();
  const finished = new Queue<number>();
  const sleepers = Array.from({ length: children }, (_, index) => {
    const args: Parameters<typeof sleeper> = [begin, (index + 1) * unit, finished];
    return new Process({ module, target: sleeper, name: `child ${index + 1}`, args });
  });
  for (const child of sleepers) child.start();
  const sayEnd = () => {
    const alive = sleepers.filter((child) => child.isAlive()).length;
    say(`End (${alive} of ${children} children are alive)`, { alive });
  };
  if (!joins) sayEnd();
  begin.set();
  for (const child of sleepers) await child.join();
  if (joins) sayEnd();
  const order = sleepers.map(() => finished.getSync());
  say(`They finished in this order: ${order.join(", ")} ms`, { order });
  return order.every((timeMs, place) => place === 0 || timeMs > order[place - 1]);
}

export async function sleeper(begin: Event, timeMs: number, finished: Queue<number>): Promise<void> {
  await begin.wait();
  await sleep(timeMs);
  say(`My sleep of ${timeMs} ms is over`, { timeMs });
  await finished.put(timeMs);
}

export const scenario = defineScenario({
  name: "join",
  chapter: "module",
  summary: "Children sleep and finish in order of their sleep; End comes before or after them",
  verifies:
    "without join End comes before every child's end, with join after all of them; the shorter sleep ends first",
  symbols: ["Process.start()", "Process.join()", "Process.isAlive()"],
  module,
  parameters: {
    children: count("Children to start", { initial: 10, max: 50 }),
    unit: milliseconds("How much longer each sleeps than the one before; the course's is 1s", 10),
  },
  verify(seen) {
    const { children } = seen.options;
    const ends = seen.said("MainProcess").filter(({ text }) => text.startsWith("End"));
    const [without, withJoin] = [ends[0], ends.at(-1)!];
    const place = (event: unknown) => seen.events.findIndex((candidate) => candidate === event);
    const sleepers = seen.said(/^child/);
    const [first, last] = [sleepers.slice(0, children), sleepers.slice(-children)];
    seen.claimEqual("without join all children are alive when main says End", without?.data?.alive, children);
    seen.claim(
      "without join End comes before every child's end",
      first.every((event) => place(event) > place(without)),
    );
    seen.claim("with join End comes after every child's end", last.every((event) => place(event) < place(withJoin)));
    seen.claimEqual("with join no child is alive when main says End", withJoin.data?.alive, 0);
    const order = seen.said("MainProcess").findLast(({ data }) => data?.order !== undefined);
    const times = (order?.data?.order ?? []) as number[];
    const isSorted = times.every((time, i) => i === 0 || time > times[i - 1]);
    seen.claim("the shorter sleep ends first", isSorted && times.length === children, times);
  },
});
