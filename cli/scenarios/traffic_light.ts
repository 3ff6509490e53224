/**
 * A traffic light is an event: set is green, clear is red. Cars that come at red wait for it; at green they go on.
 */

import { Event, Process, Semaphore } from "../../mod.ts";
import { count, defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program: the light. Every phase ends when what it is for has been seen. */
export async function main({ cars }: { cars: number }): Promise<void> {
  const [green, arrived, passed] = [new Event(), new Semaphore(0), new Semaphore(0)];
  const start = (name: string) => {
    const car = new Process({ module, target: drive, name, args: [green, arrived, passed] });
    car.start();
    return car;
  };
  say("the light is red", { light: "red" });
  const early = Array.from({ length: cars }, (_, index) => start(`early car ${index + 1}`));
  for (const _ of early) await arrived.acquire();
  say("the light turns green", { light: "green" });
  green.set();
  for (const _ of early) await passed.acquire();
  const late = start("car at green");
  await passed.acquire();
  green.clear();
  say("the light turns red", { light: "red" });
  const last = start("car at red");
  for (let arrivals = 0; arrivals < 2; arrivals++) await arrived.acquire();
  say("the light turns green for the last", { light: "green" });
  green.set();
  for (const car of [...early, late, last]) await car.join();
}

/** A car that comes to the light. */
export async function drive(green: Event, arrived: Semaphore, passed: Semaphore): Promise<void> {
  if (green.isSet()) say("comes at green", { comes: "green" });
  else say("comes at red, and waits", { comes: "red" });
  arrived.release();
  await green.wait();
  say("passes", { passes: true });
  passed.release();
}

export const scenario = defineScenario({
  name: "traffic-light",
  chapter: "event",
  summary: "An event as a red and green light; cars that wait and go",
  verifies: "no car passes at red; those that wait go when it turns green, and one that comes at green need not wait",
  symbols: ["Event.set()", "Event.clear()", "Event.wait()", "Event.isSet()", "Semaphore"],
  module,
  parameters: { cars: count("Cars that come at red", { initial: 4, max: 30 }) },
  verify(seen) {
    let light: unknown;
    let passedAtRed = 0;
    const passed: string[] = [];
    for (const { process, data } of seen.said()) {
      if (data?.light !== undefined) light = data.light;
      if (data?.passes !== true) continue;
      passed.push(process);
      if (light === "red") passedAtRed += 1;
    }
    const { cars } = seen.options;
    seen.claimEqual("no car passes at red", passedAtRed, 0);
    seen.claimEqual("every car passes", new Set(passed).size, cars + 2);
    const comes = (name: string | RegExp) => seen.valuesOf("comes", name);
    seen.claimEqual("the early cars come at red and wait", comes(/^early/), Array(cars).fill("red"));
    seen.claimEqual("who comes at green finds it green", comes("car at green"), ["green"]);
    seen.claimEqual("who comes when it is red again waits again", comes("car at red"), ["red"]);
  },
});
