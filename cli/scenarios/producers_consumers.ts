/**
 * Several producers and several consumers over one queue. First each consumer goes home when it finds the sign that
 * nothing more comes; then over a JoinableQueue, where the consumers are daemons and main waits until every item is done.
 */

import { JoinableQueue, Process, Queue } from "../../mod.ts";
import { count, defineScenario, milliseconds, randomFrom, say, seed, sleep } from "./_scenario.ts";

const module = import.meta.url;

interface Item {
  readonly producer: number;
  readonly number: number;
}

interface Options {
  readonly producers: number;
  readonly consumers: number;
  readonly items: number;
  readonly capacity: number;
  readonly unit: number;
  readonly seed: number;
}

/** The program. */
export async function main(options: Options): Promise<void> {
  const { producers, consumers, capacity } = options;
  say("With a sign for each consumer that nothing more comes");
  const queue = new Queue<Item | null>(capacity);
  const makers = startProducers(queue, options);
  const takers = Array.from(
    { length: consumers },
    (_, index) => new Process({ module, target: consume, name: `consumer ${index + 1}`, args: [queue] }),
  );
  for (const taker of takers) taker.start();
  for (const maker of makers) await maker.join();
  for (const _ of takers) await queue.put(null);
  for (const taker of takers) await taker.join();
  say("everything is taken", { taken: true });

  say("With a queue that knows what is done");
  const joinable = new JoinableQueue<Item>(capacity);
  for (let index = 0; index < consumers; index++) {
    new Process({ module, target: serve, name: `server ${index + 1}`, args: [joinable], daemon: true }).start();
  }
  const others = startProducers(joinable, options);
  for (const maker of others) await maker.join();
  await joinable.join();
  say(`all ${producers * options.items} items are done`, { done: true });
}

function startProducers(queue: Queue<Item | null>, { producers, items, unit, seed }: Options): Process<never[]>[] {
  return Array.from({ length: producers }, (_, index) => {
    const args: Parameters<typeof produce> = [queue, { producer: index + 1, items, unit, seed: seed + index }];
    const producer = new Process({ module, target: produce, name: `producer ${index + 1}`, args });
    producer.start();
    return producer as unknown as Process<never[]>;
  });
}

interface Order {
  readonly producer: number;
  readonly items: number;
  readonly unit: number;
  readonly seed: number;
}

/** Makes items, each in a time that chance decides. */
export async function produce(queue: Queue<Item | null>, { producer, items, unit, seed }: Order): Promise<void> {
  const random = randomFrom(seed);
  for (let number = 1; number <= items; number++) {
    await sleep(unit * random());
    say(`puts ${producer}.${number}`);
    await queue.put({ producer, number });
  }
}

/** Takes items until it is told that nothing more comes. */
export async function consume(queue: Queue<Item | null>): Promise<void> {
  for (let item = await queue.get(); item !== null; item = await queue.get()) {
    say(`gets ${item.producer}.${item.number}`, { ...item });
  }
}

/** Takes items for ever, and says when each is done. */
export async function serve(queue: JoinableQueue<Item>): Promise<void> {
  for (;;) { // a daemon: ends with main
    const item = await queue.get();
    say(`has done ${item.producer}.${item.number}`, { ...item });
    queue.taskDone();
  }
}

export const scenario = defineScenario({
  name: "producers-consumers",
  chapter: "queue",
  summary: "Several producers and consumers over one Queue, then over a JoinableQueue with taskDone",
  verifies:
    "every item is taken once, a producer's items in their order; join returns when all are done and not before",
  symbols: ["Queue", "JoinableQueue", "JoinableQueue.taskDone()", "JoinableQueue.join()"],
  module,
  parameters: {
    producers: count("Producers", { initial: 3, max: 20 }),
    consumers: count("Consumers", { initial: 2, max: 20 }),
    items: count("Items of each producer", { initial: 8, max: 1000 }),
    capacity: count("Items that the queue holds", { initial: 4, max: 100_000 }),
    unit: milliseconds("The longest that it takes to make an item", 5),
    seed: seed(),
  },
  verify(seen) {
    const { producers, items } = seen.options;
    const all = Array.from({ length: producers * items }, (_, i) => `${Math.floor(i / items) + 1}.${i % items + 1}`);
    for (const [who, how] of [["consumer", "taken"], ["server", "done"]]) {
      const takes = seen.said(new RegExp(`^${who}`));
      const names = takes.map(({ data }) => `${data?.producer}.${data?.number}`);
      seen.claimEqual(`every item is ${how} once`, names.toSorted(), all.toSorted());
      const last = new Map<string, number>();
      const inOrder = takes.every(({ process, data }) => {
        const [key, number] = [`${process} ${data?.producer}`, Number(data?.number)];
        const isLater = number > (last.get(key) ?? 0);
        last.set(key, number);
        return isLater;
      });
      seen.claim(`each ${who} gets a producer's items in their order`, inOrder, names);
      const end = seen.events.findIndex(({ data }) => data?.[how] === true);
      const lastTake = seen.events.findLastIndex((event) => event === takes.at(-1));
      seen.claim(`main goes on when all are ${how}, not before`, end > lastTake);
    }
  },
});
