import { assertEquals } from "@std/assert";
import { endsOf, longestStretch } from "../../cli/sweep_runs.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { runCli } from "./run_cli.ts";

Deno.test("longestStretch() adds CPU bursts with only lock operations between them", () => {
  assertEquals(longestStretch(toColumns({ processes: [{ bursts: 4 }, { bursts: 7 }] })), 7);
  assertEquals(longestStretch(toColumns({ processes: [{ bursts: [4, 9, 5] }] })), 5);
  const program = [{ cpu: 4 }, { lock: "a" }, { cpu: 3 }, { unlock: "a" }, { io: 1 }, { cpu: 6 }];
  assertEquals(longestStretch(toColumns({ processes: [{ bursts: program }] })), 7);
});

Deno.test("endsOf() finds the ends, or none", () => {
  const point = (quantum: number, isSwitching: boolean, isFcfs: boolean) => ({ quantum, isSwitching, isFcfs });
  const both = [point(1, true, false), point(2, true, false), point(3, false, false), point(4, false, true)];
  assertEquals(endsOf(both), { switchingUpTo: 2, fcfsFrom: 4 });
  assertEquals(endsOf([point(1, false, false)]), { switchingUpTo: null, fcfsFrom: null });
  assertEquals(endsOf([point(1, true, true), point(2, false, false), point(3, false, true)]), {
    switchingUpTo: 1,
    fcfsFrom: 3,
  });
});

Deno.test("sim sweep finds that round robin is FCFS from the longest burst on", async () => {
  for (const example of ["stallings", "mixed", "silberschatz-fcfs", "ostep-io"]) {
    const { out } = await runCli(["sweep", `example:${example}`, "--switch-cost", "1", "-f", "json"]);
    const { longestBurst, fcfsFrom, runs } = JSON.parse(out);
    assertEquals(fcfsFrom <= longestBurst, true);
    for (const { quantum, isFcfs } of runs) if (quantum >= longestBurst) assertEquals(isFcfs, true);
  }
});
