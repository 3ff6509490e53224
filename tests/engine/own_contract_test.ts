// What breaks the contract of a policy of one's own is named, with hook, tick and process.
import { assert, assertEquals, assertThrows } from "@std/assert";
import type { OwnPolicy, OwnPolicyClass, PolicyMachine, ProcessIndex } from "../../engine/own_policy.ts";
import { PolicyError } from "../../engine/policy_error.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";

const THREE = {
  processes: [{ name: "A", bursts: 5 }, { name: "B", arrival: 1, bursts: 3 }, { name: "C", arrival: 2, bursts: 2 }],
};

/** A queue of its own, to break one hook of. */
class Kept implements OwnPolicy {
  queue: ProcessIndex[] = [];
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  ready(process: ProcessIndex): void {
    this.queue.push(process);
  }
  pick(): ProcessIndex {
    return this.queue[0] ?? -1;
  }
  picked(): void {
    this.queue.shift();
  }
}

const BROKEN: readonly (readonly [
  what: string,
  policy: OwnPolicyClass,
  hook: string,
  time: number,
  pid: number | null,
  says: RegExp,
])[] = [
  [
    "a slice that is no number",
    class extends Kept {
      slice = () => NaN;
    },
    "slice",
    0,
    1,
    /A \(pid 1\) at tick 0 must be a whole number of ticks from 1, or Infinity, got NaN/,
  ],
  [
    "a slice below 0",
    class extends Kept {
      slice = () => -1;
    },
    "slice",
    0,
    1,
    /got -1/,
  ],
  [
    "half a tick",
    class extends Kept {
      slice = () => 0.5;
    },
    "slice",
    0,
    1,
    /got 0.5/,
  ],
  [
    "a slice that is a text",
    class extends Kept {
      slice = () => "4" as never;
    },
    "slice",
    0,
    1,
    /got "4"/,
  ],
  [
    "a key that is no number",
    class {
      key = () => NaN;
    },
    "key",
    0,
    1,
    /must be a number, got NaN/,
  ],
  [
    "a key that is undefined",
    class {
      key = () => undefined as never;
    },
    "key",
    0,
    1,
    /must be a number, got nothing/,
  ],
  [
    "a running key that is no number",
    class {
      key = () => 0;
      runningKey = () => NaN;
    },
    "runningKey",
    1,
    1,
    /must be a number/,
  ],
  [
    "an answer that is neither true nor false",
    class extends Kept {
      preempts = () => 1 as never;
    },
    "preempts",
    1,
    2,
    /must be true or false, got 1/,
  ],
  [
    "who is not ready",
    class extends Kept {
      override pick = () => 2;
    },
    "pick",
    0,
    null,
    /answer a process that is ready, or -1, got C \(pid 3\), which is not ready/,
  ],
  [
    "who is not there",
    class extends Kept {
      override pick = () => 17;
    },
    "pick",
    0,
    null,
    /got 17/,
  ],
  [
    "nobody at all",
    class extends Kept {
      override pick = () => undefined as never;
    },
    "pick",
    0,
    null,
    /got nothing/,
  ],
  [
    "who is lost",
    class extends Kept {
      override ready(process: ProcessIndex) {
        if (process !== 1) super.ready(process);
      }
    },
    "pick",
    7,
    2,
    /B \(pid 2\) at tick 7 must answer a process while one is ready, since tick 1/,
  ],
  [
    "another one when asked again",
    class extends Kept {
      override pick(): ProcessIndex {
        return this.queue.shift() ?? -1;
      }
    },
    "pick",
    0,
    null,
    /the same when asked again/,
  ],
  [
    "a key that changes",
    class {
      n = 0;
      key() {
        return this.n++;
      }
    },
    "key",
    0,
    1,
    /must stay 0 while it is ready/,
  ],
  [
    "a change in a question",
    class extends Kept {
      key() {
        this.machine.reorder();
        return 0;
      }
      runningKey = () => 0;
    },
    "key",
    1,
    2,
    /change nothing/,
  ],
  [
    "what is left of a burst, though it does not know",
    class extends Kept {
      slice(process: ProcessIndex) {
        return this.machine.remaining(process);
      }
    },
    "slice",
    0,
    1,
    /clairvoyant/,
  ],
  [
    "a timer without its hook",
    class extends Kept {
      slice() {
        this.machine.setTimer(9);
        return 1;
      }
    },
    "slice",
    0,
    1,
    /have the hook timer/,
  ],
  [
    "a timer that is over",
    class extends Kept {
      slice() {
        this.machine.setTimer(0);
        return 1;
      }
      timer() {}
    },
    "slice",
    0,
    1,
    /after 0/,
  ],
  [
    "nobody that there is",
    class extends Kept {
      slice() {
        return this.machine.priority(3);
      }
    },
    "slice",
    0,
    1,
    /a process from 0 to 2, got 3/,
  ],
  [
    "an idle CPU for too long",
    class extends Kept {
      static idleLimit = 2;
      override pick = () => -1;
      timer() {}
    },
    "pick",
    2,
    1,
    /not leave a process ready for 2 ticks while a CPU idles/,
  ],
  [
    "a level that is none",
    class extends Kept {
      level = () => -1;
    },
    "level",
    0,
    1,
    /from 0 to 255/,
  ],
];

for (const [what, policy, hook, time, pid, says] of BROKEN) {
  Deno.test(`simulate() refuses a policy that answers ${what}`, () => {
    const transitions = hook === "level" ? "full" : "off";
    const error = assertThrows(() => simulate(THREE, { policy, transitions }), PolicyError);
    assertEquals([error.hook, error.time, error.pid], [hook, time, pid], error.message);
    assert(says.test(error.message), error.message);
  });
}

Deno.test("simulate() says where a policy throws, and what", () => {
  class Throws {
    slice(): number {
      throw new RangeError("out of luck");
    }
  }
  const error = assertThrows(() => simulate(THREE, { policy: Throws }), PolicyError, "RangeError: out of luck");
  assert(error.place?.includes("own_contract_test.ts:"), error.message);
  assert(error.cause instanceof RangeError);
});

Deno.test("Simulation.step() throws the same again after a policy has failed", () => {
  const simulation = new Simulation(THREE, {
    policy: class {
      slice = () => 0;
    },
  });
  const error = assertThrows(() => simulation.step(), PolicyError);
  assertEquals(assertThrows(() => simulation.step(), PolicyError), error);
});

const REFUSED: readonly (readonly [what: string, policy: OwnPolicyClass, says: string])[] = [
  [
    "a hook that is spelled otherwise",
    class {
      preempt() {}
    } as never,
    "Did you mean preempts?",
  ],
  [
    "a field that is spelled otherwise",
    class {
      static tie = "arrival";
    },
    "Did you mean ties?",
  ],
  [
    "pick without ready",
    class {
      pick = () => -1;
    },
    "hook ready",
  ],
  [
    "runningKey without key",
    class {
      runningKey = () => 0;
    },
    "hook key",
  ],
  [
    "runningKey and preempts",
    class {
      key = () => 0;
      runningKey = () => 0;
      preempts = () => false;
    },
    "one of the hooks",
  ],
  [
    "an option without a field",
    class {
      static options = { pace: { summary: "Pace." } };
    } as never,
    "field pace",
  ],
  [
    "an option without words",
    class {
      static options = { pace: { summary: "" } };
      pace = 1;
    } as never,
    "summary",
  ],
  [
    "a tie rule that is none",
    class {
      static ties = "pid" as never;
    },
    "one of joined, arrival, last",
  ],
  ["an object", {} as never, "policy must be one of"],
];

for (const [what, policy, says] of REFUSED) {
  Deno.test(`simulate() refuses a class with ${what}`, () => {
    const error = assertThrows(() => simulate(THREE, { policy }));
    assert(
      error instanceof Error && error.message.startsWith("Cannot simulate:") && error.message.includes(says),
      String(error),
    );
  });
}

Deno.test("simulate() refuses of a machine what a policy of one's own cannot do with it", () => {
  const run = (options: Record<string, unknown>) => () => simulate(THREE, { policy: Kept, ...options });
  assertThrows(run({ cpus: 2, queues: "per-cpu" }), RangeError, "queues must be shared");
  assertThrows(run({ rigid: true }), RangeError, "rigid");
  assertThrows(run({ quantum: 3 }), TypeError, "quantum must be an option of kept");
});

Deno.test("pick() is asked for each idle CPU, and may leave one idle", () => {
  class OddOnes extends Kept {
    override pick(cpu = -1): ProcessIndex {
      return this.queue.find((process) => cpu === process % 2) ?? -1;
    }
    override picked(process?: ProcessIndex): void {
      this.queue = this.queue.filter((each) => each !== process);
    }
  }
  const { timeline } = simulate(THREE, { policy: OddOnes, cpus: 2, timeline: "full" });
  assertEquals(timeline.map(({ cpu, pid, start }) => [cpu, pid, start]), [[0, 1, 0], [1, 2, 1], [0, 3, 5]]);
});

Deno.test("setTimer() rings at its tick, and reorder() asks keys anew", () => {
  class Turns {
    machine!: PolicyMachine;
    sign = 1;
    start(machine: PolicyMachine): void {
      this.machine = machine;
      machine.setTimer(3);
    }
    key(process: ProcessIndex): number {
      return this.sign * process;
    }
    timer(): void {
      this.sign = -1;
      this.machine.reorder();
    }
  }
  const { processes } = simulate(THREE, { policy: Turns });
  assertEquals(processes.map(({ finish }) => finish), [5, 10, 7]);
});

Deno.test("lastOn() and runningOn() know the CPUs with and without a timeline", () => {
  const runs = (["off", "full"] as const).map((timeline) => {
    const seen: number[] = [];
    class Watches extends Kept {
      override ready(process: ProcessIndex): void {
        seen.push(this.machine.now, this.machine.runningOn(0), this.machine.lastOn(0));
        super.ready(process);
      }
    }
    simulate(THREE, { policy: Watches, timeline });
    return seen;
  });
  assertEquals(runs[0], [0, -1, -1, 1, 0, 0, 2, 0, 0]);
  assertEquals(runs[1], runs[0]);
});

Deno.test("executed() does not count the turn that begins when slice() asks, with and without a timeline", () => {
  const asked: number[][] = [];
  class Asks {
    machine!: PolicyMachine;
    start(machine: PolicyMachine) {
      this.machine = machine;
    }
    slice(process: ProcessIndex) {
      asked.push([this.machine.now, process, this.machine.executed(process)]);
      return 2;
    }
  }
  const workload = { processes: [{ bursts: 3 }, { bursts: 3 }] };
  for (const timeline of ["full", "off"] as const) {
    asked.length = 0;
    simulate(workload, { policy: Asks, timeline, transitions: timeline, decisions: timeline });
    assertEquals(asked, [[0, 0, 0], [2, 1, 0], [4, 0, 2], [5, 1, 2]]);
  }
});

Deno.test("two classes of one name have a name each", () => {
  const names = [class Same {}, class Same {}].map((policy) => String(simulate(THREE, { policy }).options.policy));
  assertEquals(names[0] === names[1], false);
  assert(names.every((name) => name.startsWith("same")));
});

Deno.test("group() numbers groups as the workload names them, and nothing says that they are ignored", () => {
  const seen: number[] = [];
  class Grouped extends Kept {
    override ready(process: ProcessIndex): void {
      seen.push(this.machine.group(process));
      super.ready(process);
    }
  }
  const processes = [{ bursts: 1, group: "b" }, { bursts: 1 }, { bursts: 1, group: "a" }];
  const { notes } = simulate({ processes }, { policy: Grouped });
  assertEquals([seen, notes], [[1, 0, 2], []]);
});
