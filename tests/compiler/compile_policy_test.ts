/**
 * What is compiled, what is refused and where, what goes wrong at run time and where, and what is kept.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { compileFiles } from "../../compiler/compile_policy.ts";
import { CompileError, compilePolicy } from "../../compiler/mod.ts";
import { differenceOf } from "../../compiler/prove.ts";
import { withCompiledForm } from "../../engine/with_compiled_form.ts";
import { loadPolicy, type OwnPolicyClass, PolicyError, simulate } from "../../engine/mod.ts";

/** A folder for what is kept, removed afterwards. */
async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Both forms of a file. */
async function bothForms(path: string): Promise<{ plain: OwnPolicyClass; compiled: OwnPolicyClass }> {
  const address = import.meta.resolve(path);
  const [{ form }, plain] = await Promise.all([compileFiles(address, { cache: null }), loadPolicy(address)]);
  return { plain, compiled: withCompiledForm(plain, form) };
}

/** The mistakes of a text, as `line:column message`. */
async function mistakesIn(source: string): Promise<string[]> {
  const error = await assertRejects(() => compilePolicy({ source }, { cache: null }), CompileError);
  return error.mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

Deno.test("compileFiles() makes numbers, texts, lists, loops and operators do what JavaScript does", async () => {
  const { plain, compiled } = await bothForms("./policies/language.ts");
  assertEquals(differenceOf(plain, compiled, 200), null);
});

Deno.test("compileFiles() takes files beside the policy and classes that it extends", async () => {
  const { plain, compiled } = await bothForms("./policies/several_files.ts");
  assertEquals(differenceOf(plain, compiled, 100), null);
});

Deno.test("differenceOf() names the workload, the tick, the process and both answers where two policies differ", async () => {
  const fifo = await loadPolicy(import.meta.resolve("../engine/own_policies/fcfs.ts"));
  const other = await loadPolicy(import.meta.resolve("../engine/own_policies/lifo.ts"));
  const difference = differenceOf(fifo, other, 50);
  assert(difference !== null);
  const shape =
    /^on random workload \d+ \("P1 .*", .*cpus \d+.*\) timeline\[\d+\] at tick \d+, process \d+: \w+ is .+ compiled, .+ plain$/;
  assert(shape.test(difference), difference);
});

Deno.test("compilePolicy() refuses what cannot be compiled at its line, with what would be right", async () => {
  assertEquals(await mistakesIn("export default class A {\n  seen = new Map<number, number>();\n}"), [
    "2:14 Map cannot be compiled: keep an array by process",
  ]);
  assertEquals(
    await mistakesIn("export default class A {\n  pick(): number {\n    return undefined;\n  }\n  ready() {}\n}"),
    [
      "3:12 undefined cannot be compiled: use -1 for no process, or another number for none",
    ],
  );
  const two = await mistakesIn(
    "export default class A {\n  left;\n  slice(process) {\n    return this.help(process);\n  }\n  help(x) {\n    return x;\n  }\n}",
  );
  assertEquals(two, [
    "2:3 the type of left must be written: left: number",
    "6:3 what help answers must be written: help(…): number",
    "6:8 the type of x must be written: x: number",
  ]);
  assertEquals(
    await mistakesIn("export default class A {\n  key(process: number): string {\n    return 'a';\n  }\n}"),
    [
      "2:25 it must be key(…): number",
    ],
  );
  const [outside] = await mistakesIn('import { readFileSync } from "node:fs";\nexport default class A {}');
  assertStringIncludes(outside, '1:30 "node:fs" cannot be compiled: import files beside it');
  assertEquals(await mistakesIn("const a = 1;"), ["1:1 the file must export a class: export default class Name { … }"]);
});

Deno.test("compilePolicy() refuses what has no such member, and functions that use what is around them, at their lines", async () => {
  const source = [
    "export default class A {",
    "  queue: number[] = [];",
    "  ready(process: number) {",
    "    this.queu.push(process);",
    "  }",
    "  pick() {",
    "    const least = this.queue.length;",
    "    return this.queue.findIndex((each) => each > least);",
    "  }",
    "}",
  ].join("\n");
  const [member, closure] = await mistakesIn(source);
  assertStringIncludes(member, "4:10 property 'queu' does not exist on type 'A'");
  assertStringIncludes(
    closure,
    "8:50 least has no value here; a function inside of another must not use what is outside of it: write a loop",
  );
});

Deno.test("compilePolicy() says of a file that is not there that it cannot be read", async () => {
  const address = import.meta.resolve("./policies/nowhere.ts");
  const error = await assertRejects(() => compilePolicy(address, { cache: null }), CompileError);
  assertStringIncludes(error.message, "nowhere.ts: it must be a file that can be read");
  await assertRejects(
    () => compilePolicy(address, { workloads: 0 }),
    RangeError,
    "workloads must be a whole number from 1",
  );
});

Deno.test("a compiled policy names hook, tick, process and place of what goes wrong in it", async () => {
  const { compiled } = await bothForms("./policies/faulty.ts");
  const text = await Deno.readTextFile(new URL("./policies/faulty.ts", import.meta.url));
  const run = (fault: string) => () =>
    simulate({ processes: [{ bursts: 5 }, { arrival: 1, bursts: 2 }] }, { policy: compiled, fault });
  const cases: Record<string, string> = {
    index: "slice of P1 (pid 1) at tick 0 must ask for an element from 0 to 2 of an array, got 3",
    endless: "slice of P1 (pid 1) at tick 0 must come to its end within 200,000,000 steps, got more",
    memory: "slice of P1 (pid 1) at tick 0 must take at most 256 MiB of memory, got more",
    recursion: "slice of P1 (pid 1) at tick 0 must call itself less deeply, got a stack that is full",
    throws: "slice of P1 (pid 1) at tick 0 must not throw, got Error: never",
    nothing: "slice of P1 (pid 1) at tick 0 must ask of an object, got null",
    fraction: "slice of P1 (pid 1) at tick 0 must be a whole number of ticks from 1, or Infinity, got 1.5",
    process: "slice of P1 (pid 1) at tick 0 must ask of a process from 0 to 1, got 9",
    pick: "pick at tick 0 must answer a process that is ready, or -1, got P2 (pid 2), which is not ready",
  };
  for (const [fault, message] of Object.entries(cases)) {
    const error = assertThrows(run(fault), PolicyError);
    assertStringIncludes(error.message, `Cannot go on under faulty: ${message}`);
    const line = text.split("\n").findIndex((each) => each.includes(`// ${fault} `)) + 1;
    if (line > 0) assertEquals(error.place?.split(":").at(-2), String(line), fault);
  }
  assertEquals(simulate({ processes: [{ bursts: 5 }] }, { policy: compiled, fault: "none" }).processes[0].finish, 5);
});

Deno.test("a compiled policy that makes objects without end runs on, as nobody needs them", async () => {
  const source = [
    "class Pair { left = 0; right = 0; }",
    "export default class Wasteful {",
    "  last = new Pair();",
    "  slice(process: number) {",
    "    for (let turn = 0; turn < 20000; turn++) {",
    "      const list = [turn, process];",
    "      this.last = new Pair();",
    "      this.last.left = list[0];",
    "    }",
    "    return 1 + this.last.left % 2;",
    "  }",
    "}",
  ].join("\n");
  const policy = await compilePolicy({ source }, { cache: null, workloads: 2 });
  const processes = Array.from({ length: 60 }, () => ({ bursts: 10 }));
  assertEquals(simulate({ processes }, { policy }).metrics.makespan, 600);
});

Deno.test("compilePolicy() keeps what it made: the second time nothing is compiled, and nothing proved", async () => {
  const source = "export default class Kept {\n  slice() {\n    return 3;\n  }\n}";
  await withFolder(async (cache) => {
    await compilePolicy({ source }, { cache, workloads: 5 });
    const [{ name }, ...others] = Array.from(Deno.readDirSync(cache));
    assertEquals(others, []);
    const before = await Deno.readFile(`${cache}/${name}`);
    const start = performance.now();
    const policy = await compilePolicy({ source }, { cache, workloads: 5 });
    const took = performance.now() - start;
    assertEquals(simulate({ processes: [{ bursts: 7 }] }, { policy }).processes[0].dispatches, 3);
    assertEquals(await Deno.readFile(`${cache}/${name}`), before);
    assert(took < 500, `${took} ms`);
    // What is not whole is made again.
    await Deno.writeFile(`${cache}/${name}`, before.subarray(0, before.length - 10));
    await compilePolicy({ source }, { cache, workloads: 5 });
    assertEquals(await Deno.readFile(`${cache}/${name}`), before);
  });
});

Deno.test("a start that finds a compiled policy kept loads no compiler", async () => {
  await withFolder(async (cache) => {
    const source = "export default class Kept {}";
    await compilePolicy({ source }, { cache, workloads: 1 });
    const text = [
      `import { compilePolicy } from ${JSON.stringify(import.meta.resolve("../../compiler/mod.ts"))};`,
      `await compilePolicy({ source: ${JSON.stringify(source)} }, { cache: ${JSON.stringify(cache)}, workloads: 1 });`,
      // What the compiler's package puts there when it is loaded.
      'console.log("i64_new" in globalThis ? "loaded" : "not loaded");',
    ].join("\n");
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-check",
        "--config=deno.npm.json",
        `data:application/typescript,${encodeURIComponent(text)}`,
      ],
      cwd: new URL("../../", import.meta.url),
    }).output();
    assertEquals(new TextDecoder().decode(stdout).trim(), "not loaded");
  });
});
