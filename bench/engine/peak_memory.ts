/**
 * Simulates a workload of columns and prints the greatest resident memory of this process in bytes. Linux only: it is read
 * from `/proc`.
 *
 * Usage: peak_memory.ts PROCESSES POLICY, where POLICY is `none` or a policy's name.
 *
 * @module
 */

import type { PolicyName } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { makeWorkload } from "./workload.ts";

const [processes, policy] = Deno.args;
const workload = makeWorkload(Number(processes), "steady");
if (policy !== "none") {
  const { metrics } = simulate(workload, { policy: policy as PolicyName });
  if (!(metrics.turnaround.mean > 0)) throw new Error("the simulation gave no metrics");
}
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(Deno.readTextFileSync("/proc/self/status"));
if (peak === null) throw new Error("/proc/self/status has no VmHWM");
console.log(Number(peak[1]) * 1_024);
