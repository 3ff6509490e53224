// What the catalogue says that a policy refuses, held against what `simulate` does with it.
import { assertStringIncludes, assertThrows } from "@std/assert";
import { POLICIES } from "../../engine/policies.ts";
import type { MachineFeature, Policy } from "../../engine/policy.ts";
import { simulate } from "../../engine/simulate.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { ProcessSpec } from "../../engine/workload.ts";

/** A process that every policy can run, with deadline and period for those that ask for them. */
const PROCESS: ProcessSpec = { bursts: 3, deadline: 20, period: 20 };

/** Options and a process that use each feature. */
const USES: Readonly<Record<MachineFeature, { options?: object; process?: Partial<ProcessSpec> }>> = {
  cpus: { options: { cpus: 2 } },
  queues: { options: { queues: "per-cpu" } },
  groups: { options: { groups: true }, process: { group: "a" } },
  affinity: { process: { affinity: [0] } },
  speeds: { options: { speeds: [1, 2] } },
  migrationCost: { options: { migrationCost: 1 } },
  cacheWarmup: { options: { cacheWarmup: 1 } },
  switchCost: { options: { switchCost: 1 } },
  lockProtocol: { options: { lockProtocol: "inheritance" } },
  lockOrder: { options: { lockOrder: "priority" } },
  bursts: { process: { bursts: [1, 1, 1] } },
};

/** Conditions under which refusals of a policy hold or not. */
function settingsOf({ name, rigid, rigidOnly }: Policy): Readonly<Record<string, unknown>>[] {
  if (name === "mlfq") return [{}, { preemption: "head" }];
  return rigid && !rigidOnly ? [{}, { rigid: true }] : [{}];
}

for (const policy of POLICIES) {
  for (const setting of settingsOf(policy)) {
    const condition = Object.entries(setting).map(([name, value]) => ` with ${name} ${value}`).join("");
    Deno.test(`simulate() refuses of a machine what the catalogue says of ${policy.name}${condition}, and nothing else`, () => {
      const inForce: Readonly<Record<string, unknown>> = { ...setting, ...(policy.rigidOnly ? { rigid: true } : {}) };
      for (const [feature, { options, process }] of Object.entries(USES)) {
        const refusal = policy.refuses?.find(({ features, when = {} }) =>
          features.includes(feature as MachineFeature) &&
          Object.entries(when).every(([name, value]) => inForce[name] === value)
        );
        const workload = { processes: [{ ...PROCESS, ...process }, PROCESS] };
        const run = () =>
          simulate(workload, { policy: policy.name, cpus: 2, ...setting, ...options } as SimulationOptions);
        if (refusal === undefined) run();
        else assertStringIncludes(assertThrows(run, RangeError).message, refusal.reason);
      }
    });
  }
}
