// What is seen of policies of one's own on random workloads.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { checkPolicy } from "../../analysis/check_policy.ts";
import type { PolicyMachine, ProcessIndex } from "../../engine/own_policy.ts";
import Priority from "../engine/own_policies/priority.ts";
import Rr from "../engine/own_policies/rr.ts";
import Srtf from "../engine/own_policies/srtf.ts";

const WORKLOADS = 60;

Deno.test("checkPolicy() sees that round robin conserves work, preempts nobody and starves nobody", async () => {
  const { violation, workConserving, preemptive, starvation } = await checkPolicy(Rr, { workloads: WORKLOADS });
  assertEquals([violation, workConserving, preemptive, starvation?.mayStarve], [null, true, false, false]);
});

for (const policy of [Srtf, Priority]) {
  Deno.test(`checkPolicy() sees that ${policy.name} preempts and may starve`, async () => {
    const { violation, preemptive, starvation } = await checkPolicy(policy, { workloads: WORKLOADS });
    assertEquals([violation, preemptive, starvation?.mayStarve], [null, true, true]);
  });
}

Deno.test("checkPolicy() holds decisions against a reference", async () => {
  const workloads = WORKLOADS;
  const right = await checkPolicy(Srtf, {
    workloads,
    reference: (ready) =>
      ready.toSorted((a, b) => a.remaining - b.remaining || a.arrival - b.arrival || a.pid - b.pid)[0].pid,
  });
  assertEquals(right.violation, null);
  const wrong = await checkPolicy(Srtf, { workloads, reference: (ready) => ready[0].pid });
  assert(wrong.violation?.message.includes("by the reference"), String(wrong.violation?.message));
});

Deno.test("checkPolicy() finds a policy that draws from elsewhere", async () => {
  const { violation } = await checkPolicy(
    class {
      slice = () => 1 + Math.floor(Math.random() * 3);
    },
    { workloads: 20 },
  );
  assert(violation?.message.startsWith("it must run twice alike"));
});

Deno.test("checkPolicy() sees a CPU that idles beside a ready process", async () => {
  class Patient {
    machine!: PolicyMachine;
    queue: ProcessIndex[] = [];
    start(machine: PolicyMachine): void {
      this.machine = machine;
    }
    ready(process: ProcessIndex): void {
      this.queue.push(process);
      this.machine.setTimer(this.machine.now + 2);
    }
    pick(): ProcessIndex {
      const process = this.queue[0] ?? -1;
      return process >= 0 && this.machine.readySince(process) + 2 <= this.machine.now ? process : -1;
    }
    picked(): void {
      this.queue.shift();
    }
    timer(): void {
      if (this.queue.length > 0) this.machine.setTimer(this.machine.now + 1);
    }
  }
  const { violation, workConserving } = await checkPolicy(Patient, { workloads: 20 });
  assertEquals([violation, workConserving], [null, false]);
});

Deno.test("checkPolicy() refuses numbers of workloads that are none", async () => {
  await assertRejects(
    () => checkPolicy(Rr, { workloads: 0 }),
    RangeError,
    "workloads must be a whole number from 1, got 0",
  );
});
