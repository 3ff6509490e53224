/**
 * `sim policies new`: a file to begin a policy of one's own with, and a test of it.
 *
 * @module
 */

import { resolve } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { defineCommand } from "../command.ts";
import { OperationError, UsageError } from "../exit_code.ts";
import { writeOutput } from "../files/output.ts";
import { CALL, IS_CLONE } from "../text/call.ts";

/** `sim policies new`. */
export const policiesNew = defineCommand({
  name: "policies",
  usage: "policies new <name>",
  action: "make a policy",
  description:
    "Writes a policy to begin with, round robin with a queue of its own, and a test of it, into files of that name here.",
  args: [
    { name: "action", summary: "new" },
    { name: "name", summary: "What it is to be called, such as fair-share" },
  ],
  flags: {},
  examples: [{ command: "sim policies new fair-share", summary: "fair_share.ts and fair_share_test.ts" }],
  async run({ args: [, name = ""], io }) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      throw new UsageError(
        `Cannot make a policy: NAME must be of small letters and digits, with - between words, got ${name || "none"}`,
      );
    }
    const file = name.replaceAll("-", "_");
    const className = name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const texts = { [`${file}.ts`]: policyText(className, name), [`${file}_test.ts`]: testText(className, file) };
    for (const path of Object.keys(texts)) {
      const exists = await Deno.lstat(resolve(io.directory, path)).then(() => true, () => false);
      if (exists) throw new OperationError(`Cannot make a policy: ${path} must not be there yet`);
    }
    for (const [path, text] of Object.entries(texts)) await writeOutput(io, path, text);
    await io.stdout.write(
      `${Object.keys(texts).join(" and ")} are there. Next:\n\n` +
        `  ${CALL} run example:stallings -p ./${file}.ts\n` +
        `  ${CALL} compare example:stallings -p rr,./${file}.ts\n` +
        `  ${CALL} policies check ./${file}.ts\n` +
        `  deno test ${IS_CLONE ? "--no-check " : ""}./${file}_test.ts\n`,
    );
  },
});

function policyText(className: string, name: string): string {
  const words = name.replaceAll("-", " ");
  return `/**
 * ${words[0].toUpperCase()}${words.slice(1)}: so far round robin, with a queue of its own.
 *
 * A process is a number: from 0, in the order of arrival, then pid. -1 is none. The hooks that a policy may have, and what it may ask of
 * the machine, are in https://jsr.io/@quanta/quanta/doc/simulate (OwnPolicy, PolicyMachine).
 */
export default class ${className} {
  static title = "${words[0].toUpperCase()}${words.slice(1)}";
  static options = {
    quantum: { summary: "Ticks that a process may run at a time.", min: 1 },
  };

  /** The option; this is its default. */
  quantum = 4;
  queue: number[] = [];

  /** A process became ready: new, io, lock, quantum or preempted is why. */
  ready(process: number, _cause: string): void {
    this.queue.push(process);
  }

  /** Who would get a CPU now; must change nothing. */
  pick(): number {
    return this.queue.length > 0 ? this.queue[0] : -1;
  }

  /** It got one. */
  picked(process: number): void {
    this.queue.splice(this.queue.indexOf(process), 1);
  }

  /** How long it may run. */
  slice(_process: number): number {
    return this.quantum;
  }
}
`;
}

function testText(className: string, file: string): string {
  const from = IS_CLONE
    ? new URL("../../engine/mod.ts", import.meta.url).href
    : `jsr:@quanta/quanta@^${config.version}/simulate`;
  return `import assert from "node:assert/strict";
import { exampleWorkload, simulate } from "${from}";
import ${className} from ${JSON.stringify(`./${file}.ts`)};

Deno.test("${className} runs as round robin does", () => {
  const workload = exampleWorkload("stallings")!.workload;
  const mine = simulate(workload, { policy: ${className}, quantum: 1, timeline: "full" });
  const theirs = simulate(workload, { policy: "rr", quantum: 1, timeline: "full" });
  assert.deepEqual(mine.timeline, theirs.timeline);
});
`;
}
