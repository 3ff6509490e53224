import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { fromCommand } from "../../bench/command.ts";
import { CompiledC } from "../../bench/compiled_c.ts";
import { tellingLine } from "../../bench/errors.ts";
import { fromProgram } from "../../bench/program.ts";
import type { Contender } from "../../bench/suite.ts";

const DENO = Deno.execPath();
const ECHO = new URL("echo_program.ts", import.meta.url);

async function withProgram(request: unknown, work: (contender: Contender) => Promise<void>): Promise<void> {
  const command = [DENO, "run", "-qA", "--no-config", ECHO];
  const contender = fromProgram({ name: "echo", role: "peer", command, request });
  await contender.open!();
  try {
    await work(contender);
  } finally {
    await contender.close!();
  }
}

Deno.test("fromProgram() asks the same program again and again, and takes its time and result", async () => {
  await withProgram({ answer: { ms: 12.5, result: "42" } }, async (contender) => {
    assertEquals([await contender.run(), contender.result!()], [12.5, "42"]);
    assertEquals(await contender.run(), 12.5);
  });
});

Deno.test("fromProgram() throws what the program says that it cannot do", async () => {
  await withProgram({ answer: { error: "no such case" } }, async (contender) => {
    await assertRejects(async () => await contender.run(), Error, "no such case");
  });
});

Deno.test("fromProgram() refuses an answer that is no JSON, or has no time", async () => {
  await withProgram({ answer: "done!" }, async (contender) => {
    await assertRejects(async () => await contender.run(), Error, "its answer is not JSON: done!");
  });
  await withProgram({ answer: { seconds: 1 } }, async (contender) => {
    await assertRejects(async () => await contender.run(), Error, "its answer has no ms");
  });
});

Deno.test("fromProgram() says how a program ended that ended instead of answering", async () => {
  await withProgram({ die: 3 }, async (contender) => {
    const message = "it ended with code 3: TypeError: cannot go on";
    await assertRejects(async () => await contender.run(), Error, message);
    await assertRejects(async () => await contender.run(), Error, message);
  });
});

Deno.test("fromProgram() and fromCommand() say that there is no such program", async () => {
  const command = ["no-such-program-of-anybody"];
  assertThrows(
    () => void fromProgram({ name: "x", role: "peer", command, request: 0 }).open!(),
    Error,
    "there is no no-such-program-of-anybody",
  );
  const contender = fromCommand({ name: "x", role: "peer", command });
  await assertRejects(async () => await contender.run(), Error, "there is no no-such-program-of-anybody");
});

Deno.test("fromCommand() times a command and compares what it prints where asked", async () => {
  const printing = (text: string) =>
    fromCommand({
      name: "deno",
      role: "ours",
      command: [DENO, "eval", "--no-config", `console.log("${text}")`],
      comparesOutput: true,
    });
  const results: (string | null)[] = [];
  for (const text of ["one", "one", "two"]) {
    const contender = printing(text);
    assertEquals(typeof await contender.run(), "number");
    results.push(contender.result!());
  }
  assertEquals(results[0], results[1]);
  assertEquals(results[0] === results[2], false);
});

Deno.test("fromCommand() throws what a failing command says", async () => {
  const contender = fromCommand({
    name: "deno",
    role: "ours",
    command: [DENO, "eval", "--no-config", `console.error("Cannot do it: n must be 1"); Deno.exit(4)`],
  });
  await assertRejects(async () => await contender.run(), Error, "it ended with code 4: Cannot do it: n must be 1");
});

Deno.test("tellingLine() finds the line that speaks of an error, or takes the last", () => {
  assertEquals(tellingLine("Traceback\n  File x\nModuleNotFoundError: no simpy\n"), "ModuleNotFoundError: no simpy");
  assertEquals(tellingLine("error: Uncaught Error: bad\n    at file:///x.ts:1:1"), "error: Uncaught Error: bad");
  assertEquals(tellingLine("one\ntwo"), "two");
  assertEquals(tellingLine(""), "");
});

Deno.test("CompiledC.compile() gives a program whose folder goes with it, or says what cc said", () => {
  const source = Deno.makeTempFileSync({ suffix: ".c" });
  try {
    Deno.writeTextFileSync(source, "int main(void) { return 0 }\n");
    const error = assertThrows(() => CompiledC.compile(new URL(`file://${source}`), []), Error);
    // On a machine without a compiler that is what it must say.
    if (error.message === "there is no cc") return;
    assertEquals(error.message.includes("refuses"), true);
    Deno.writeTextFileSync(source, "int main(void) { return 0; }\n");
    let folder: string;
    {
      using compiled = CompiledC.compile(new URL(`file://${source}`), []);
      folder = compiled.folder;
      assertEquals(new Deno.Command(compiled.program).outputSync().code, 0);
    }
    assertThrows(() => Deno.statSync(folder), Deno.errors.NotFound);
  } finally {
    Deno.removeSync(source);
  }
});
