/**
 * What a workload tells of its processes, in the words of the checker.
 *
 * @module
 */

import { BURST_KIND, type WorkloadColumns } from "../../engine/workload.ts";
import { needsOf } from "../../engine/workload/_resources.ts";
import type { LoggedBurst } from "./log.ts";
import type { KnownProcess } from "./run_view.ts";

/** The processes of a workload, in its order. */
export function knownProcesses(columns: WorkloadColumns): KnownProcess[] {
  const { pid, names, arrival, cpu, bursts, processors, memory, resources, after, think, affinity, priority } = columns;
  return Array.from(arrival, (at, row): KnownProcess => {
    const number = pid?.[row] ?? row + 1;
    const program: LoggedBurst[] = [];
    if (bursts === undefined) program.push({ kind: "cpu", ticks: cpu![row] });
    else {
      for (let entry = bursts.offset[row]; entry < bursts.offset[row + 1]; entry++) {
        const device = bursts.device?.[entry] ? bursts.devices![bursts.device[entry] - 1].name : undefined;
        const burst = burstOf(bursts.kind[entry], bursts.value[entry], bursts.locks);
        program.push(device === undefined ? burst : { ...burst, device });
      }
    }
    return {
      pid: String(number),
      name: names?.[row] ?? `P${number}`,
      arrival: at,
      ...(after === undefined || after[row] < 0
        ? {}
        : { after: { pid: String(after[row]), think: think?.[row] ?? 0 } }),
      bursts: program,
      processors: processors?.[row] ?? 1,
      ...(memory === undefined ? {} : { memory: memory[row] }),
      ...(resources === undefined ? {} : { resources: needsOf(columns, row) }),
      affinity: affinity === undefined || affinity.of[row] === 0 ? null : affinity.sets[affinity.of[row] - 1],
      ...(priority === undefined ? {} : { priority: priority[row] }),
    };
  });
}

function burstOf(kind: number, value: number, locks: readonly string[]): LoggedBurst {
  if (kind === BURST_KIND.cpu) return { kind: "cpu", ticks: value };
  if (kind === BURST_KIND.io) return { kind: "io", ticks: value };
  return { kind: kind === BURST_KIND.lock ? "lock" : "unlock", ticks: 0, lock: locks[value] };
}
