/**
 * A process as a class: its fields travel with it, and `run` is what it does. Calling `run` by hand runs it in the caller,
 * as any function; only what `start` started can be joined.
 */

import { currentProcess, Process } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** A process that introduces itself. */
export class Person extends Process {
  readonly person: string;

  constructor(person: string) {
    super({ module, name: `Person ${person}` });
    this.person = person;
  }

  override run(): void {
    const { pid, parentPid } = currentProcess();
    say(`process ${pid}, parent ${parentPid}`);
    say(`my name is ${this.person}`, { person: this.person, pid });
  }
}

/** The program. */
export async function main(): Promise<void> {
  const boss = new Person("王五");
  boss.run();
  try {
    await boss.join();
  } catch (error) {
    say(`join: ${(error as Error).message}`, { refused: true });
  }
  const children = [new Person("张三"), new Person("李四")];
  for (const child of children) {
    child.start();
    await child.join();
  }
  say("main process ends");
}

export const scenario = defineScenario({
  name: "subclass",
  chapter: "module",
  summary: "A subclass of Process with its own run and fields; run called by hand runs in the caller",
  verifies:
    "started, run runs in a process of its own with its fields; called directly, in the caller, and cannot be joined",
  symbols: ["class … extends Process", "Process.run()"],
  module,
  parameters: {},
  verify(seen) {
    const pids = new Map(seen.of("created").map(({ process, pid }) => [process, pid]));
    const ranIn = Object.fromEntries(
      seen.said().flatMap(({ data, pid }) => typeof data?.person === "string" ? [[data.person, pid]] : []),
    );
    seen.claimEqual("run called directly runs in the caller", ranIn["王五"], pids.get("MainProcess"));
    for (const name of ["张三", "李四"]) {
      seen.claimEqual(`${name} runs in a process of its own, with its field`, ranIn[name], pids.get(`Person ${name}`));
    }
    const refusal = seen.said("MainProcess").find(({ data }) => data?.refused);
    seen.claim(
      "join of what start did not start is refused",
      /not started by start/.test(refusal?.text ?? ""),
      refusal?.text,
    );
    seen.claimEqual("main ends after its children", seen.said().at(-1)?.text, "main process ends");
  },
});
