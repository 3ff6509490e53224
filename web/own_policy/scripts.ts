/**
 * Policies to begin with: one for each way to say who runs next.
 *
 * @module
 */

/** The texts, by the hook that each is about. */
export const SCRIPTS = {
  slice: `// One queue, first in, first out; who runs too long goes to its end.
export default class MyRoundRobin {
  static options = {
    quantum: { summary: "Ticks that a process may run at a time.", min: 1 },
  };
  quantum = 4;

  slice(): number {
    return this.quantum;
  }
}
`,
  key: `import type { PolicyMachine, ProcessIndex } from "@quanta/quanta/simulate";

// Who has the least to do goes first.
export default class MyShortest {
  static keyName = "remaining";
  static clairvoyant = true;
  static options = {
    takes: { summary: "Whether it takes the CPU from who has more." },
  };
  takes = true;
  machine!: PolicyMachine;

  start(machine: PolicyMachine) {
    this.machine = machine;
  }

  key(process: ProcessIndex): number {
    return this.machine.remaining(process);
  }

  runningKey(process: ProcessIndex): number {
    return this.takes ? this.key(process) : -Infinity;
  }
}
`,
  pick: `import type { ProcessIndex, ReadyCause } from "@quanta/quanta/simulate";

// Who used up its quantum waits until nobody waits who did not.
export default class MyTwoQueues {
  static options = {
    quantum: { summary: "Ticks that a process may run at a time.", min: 1 },
  };
  quantum = 2;
  fresh: ProcessIndex[] = [];
  used: ProcessIndex[] = [];
  levels: number[] = [];

  ready(process: ProcessIndex, cause: ReadyCause) {
    this.levels[process] = cause === "quantum" ? 1 : 0;
    (cause === "quantum" ? this.used : this.fresh).push(process);
  }

  pick(): ProcessIndex {
    return this.fresh[0] ?? this.used[0] ?? -1;
  }

  picked() {
    if (this.fresh.length > 0) this.fresh.shift();
    else this.used.shift();
  }

  slice(): number {
    return this.quantum;
  }

  level(process: ProcessIndex): number {
    return this.levels[process] ?? 0;
  }
}
`,
} as const;
