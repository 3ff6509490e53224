// Claims that do not hold are found: a scenario that cannot fail verifies nothing.
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { ClaimError, Evidence, type ScenarioEvent } from "../../../cli/scenarios/_evidence.ts";
import { loadScenario, SCENARIO_NAMES } from "../../../cli/scenarios/mod.ts";
import type { ParameterSet } from "../../../cli/scenarios/_parameters.ts";
import { runScenario } from "../../../cli/scenarios/_run.ts";
import type { Scenario } from "../../../cli/scenarios/_scenario.ts";

const KEEP = () => Promise.resolve(() => {});
const NEVER = new AbortController().signal;

function defaultsOf({ parameters }: Scenario<ParameterSet>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, { initial }]) => [key, typeof initial === "function" ? initial() : initial]),
  );
}

/** The events of a run with the defaults. */
async function eventsOf(scenario: Scenario<ParameterSet>): Promise<readonly ScenarioEvent[]> {
  const outcome = await runScenario(scenario, {
    options: defaultsOf(scenario),
    signal: NEVER,
    timeoutMs: 60_000,
    keep: KEEP,
  });
  assertEquals(outcome.failure, null);
  return outcome.evidence.events;
}

/** Whether a scenario's claims hold of these events. */
function holds(scenario: Scenario<ParameterSet>, events: readonly ScenarioEvent[]): boolean {
  try {
    scenario.verify(new Evidence(defaultsOf(scenario), events) as never);
    return true;
  } catch {
    return false;
  }
}

Deno.test("verify() of every scenario refuses an empty log", async () => {
  for (const name of SCENARIO_NAMES) assert(!holds(await loadScenario(name), []), name);
});

/** Swaps the first events that say these, in the order of the log. */
function swapped(events: readonly ScenarioEvent[], first: string, second: string): ScenarioEvent[] {
  const places = [first, second].map((part) =>
    events.findIndex(({ kind, text }) => kind === "said" && text.includes(part))
  );
  const copy = [...events];
  [copy[places[0]], copy[places[1]]] = [copy[places[1]], copy[places[0]]];
  return copy;
}

const DISTORTIONS: { name: string; how: string; distort: (events: readonly ScenarioEvent[]) => ScenarioEvent[] }[] = [
  { name: "daemon", how: "the daemon says its end", distort: (events) => said(events, "func_one", "End func_one") },
  { name: "isolation", how: "main's n is 0", distort: (events) => withData(events, "main's n", { n: 0 }) },
  { name: "join", how: "End comes later", distort: (events) => swapped(events, "End (10", "is over") },
  { name: "lock", how: "two lines of different pairs are swapped", distort: lockedPairsMixed },
  { name: "traffic-light", how: "a car passes at red", distort: (events) => swapped(events, "turns green", "passes") },
  { name: "deadlock", how: "nobody is told", distort: (events) => events.filter(({ data }) => !data?.cycle) },
  { name: "pipe-eof", how: "no end of file", distort: (events) => events.filter(({ data }) => !data?.endOfFile) },
  {
    name: "pool-capacity",
    how: "a fourth task begins",
    distort: (events) => withData(events, "have been handed in", { begins: 99 }),
  },
  { name: "producers-consumers", how: "an item is lost", distort: (events) => dropped(events, "gets 2.3") },
  {
    name: "terminate",
    how: "it is alive afterwards",
    distort: (events) => withData(events, "end, alive", { alive: true }),
  },
];

function said(events: readonly ScenarioEvent[], process: string, text: string): ScenarioEvent[] {
  const model = events.find((event) => event.process === process && event.kind === "said")!;
  return [...events, { ...model, text }];
}

function withData(events: readonly ScenarioEvent[], text: string, data: Record<string, unknown>): ScenarioEvent[] {
  return events.map((event) => event.text.includes(text) ? { ...event, data: { ...event.data, ...data } } : event);
}

function dropped(events: readonly ScenarioEvent[], text: string): ScenarioEvent[] {
  return events.filter((event) => event.text !== text);
}

function lockedPairsMixed(events: readonly ScenarioEvent[]): ScenarioEvent[] {
  const copy = [...events];
  const lines = copy.flatMap((event, place) =>
    event.kind === "said" && event.process.startsWith("printer") ? [place] : []
  );
  const [first, second] = lines.slice(-3);
  [copy[first], copy[second]] = [copy[second], copy[first]];
  return copy;
}

for (const { name, how, distort } of DISTORTIONS) {
  Deno.test(`verify() of ${name} refuses a log in which ${how}`, async () => {
    const scenario = await loadScenario(name);
    const events = await eventsOf(scenario);
    assert(holds(scenario, events));
    assert(!holds(scenario, distort(events)));
  });
}

Deno.test("runScenario() reports a claim that does not hold, by its name", async () => {
  const scenario = await loadScenario("isolation");
  const broken: Scenario<ParameterSet> = { ...scenario, verify: (seen) => seen.claim("pigs fly", false, "no pig") };
  const { failure } = await runScenario(broken, { options: {}, signal: NEVER, timeoutMs: 60_000, keep: KEEP });
  assertInstanceOf(failure, ClaimError);
  assertEquals([failure.claim, failure.message], ["pigs fly", "it must be that pigs fly, got no pig"]);
});

Deno.test("runScenario() reports a program that fails, with its error", async () => {
  const scenario = await loadScenario("isolation");
  const module = new URL("./failing_main.ts", import.meta.url).href;
  const { failure } = await runScenario({ ...scenario, module }, {
    options: {},
    signal: NEVER,
    timeoutMs: 60_000,
    keep: KEEP,
  });
  assert(
    failure !== null && /MainProcess must end with 0, got 1: .*TypeError: a failing main/s.test(failure.message),
    failure?.message,
  );
});

Deno.test("Evidence.claimEqual() compares as JSON and names what it got", () => {
  const seen = new Evidence({}, []);
  seen.claimEqual("lists are equal", [1, [2]], [1, [2]]);
  assertThrows(() => seen.claimEqual("lists differ", [1], [2]), ClaimError, "it must be that lists differ, got [1]");
  assertEquals(seen.claims, ["lists are equal"]);
});
