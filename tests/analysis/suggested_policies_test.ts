import { assertEquals } from "@std/assert";
import { suggestedPolicies } from "../../analysis/suggested_policies.ts";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import type { ProcessSpec } from "../../engine/workload.ts";
import { runCli } from "../cli/run_cli.ts";

const USUAL = ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq"];

const CASES: readonly (readonly [what: string, processes: ProcessSpec[], wanted: readonly string[]])[] = [
  ["nothing but bursts", [{ bursts: 3 }, { bursts: 1 }], USUAL],
  ["one priority for all", [{ bursts: 3, priority: 2 }, { bursts: 1, priority: 2 }], USUAL],
  ["priorities", [{ bursts: 3, priority: 2 }, { bursts: 1 }], [...USUAL, "priority"]],
  ["tickets", [{ bursts: 3, tickets: 2 }, { bursts: 1 }], [...USUAL, "lottery", "stride"]],
  ["niceness", [{ bursts: 3, nice: 2 }, { bursts: 1 }], [...USUAL, "cfs", "eevdf"]],
  ["periods", [{ bursts: 3, period: 9 }, { bursts: 1, period: 5 }], ["fcfs", "rr", "edf", "rm", "dm", "llf"]],
  ["some periods", [{ bursts: 3, period: 9 }, { bursts: 1 }], USUAL],
];

for (const [what, processes, wanted] of CASES) {
  Deno.test(`suggestedPolicies() of ${what}`, () => {
    const names = suggestedPolicies(toColumns({ processes }));
    assertEquals(names, POLICIES.map(({ name }) => name).filter((name) => wanted.includes(name)));
    for (const policy of names) simulate({ processes }, { policy });
  });
}

Deno.test("suggestedPolicies() of rigid jobs are those that run them", () => {
  const processes = [{ bursts: 3, processors: 2 }, { bursts: 1 }];
  const names = suggestedPolicies(toColumns({ processes }), { rigid: true });
  assertEquals(names, ["fcfs", "sjf", "easy", "conservative"]);
  for (const policy of names) simulate({ processes }, { policy, rigid: true, cpus: 2 });
});

Deno.test("sim compare -p all compares every policy that can run, and names the others", async () => {
  const { code, out } = await runCli(["compare", "example:stallings", "-p", "rr:quantum=1,all", "-f", "json"]);
  assertEquals(code, 0);
  const { runs, notes } = JSON.parse(out);
  const labels = runs.map(({ label }: { label: string }) => label);
  assertEquals(labels[0], "rr:quantum=1");
  const left = /: (.*)$/.exec(notes.at(-1))![1].split(", ");
  assertEquals([...labels.slice(1), ...left].toSorted(), POLICIES.map(({ name }) => name).toSorted());
});
