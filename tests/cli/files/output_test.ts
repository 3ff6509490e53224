import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { OperationError } from "../../../cli/exit_code.ts";
import { openOutput, writeOutput } from "../../../cli/files/output.ts";
import { createWorld, runCli } from "../run_cli.ts";

/** Runs `test` in a folder of its own. */
async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

Deno.test("Output.commit() puts the whole file in its place at once", () =>
  inFolder(async (directory) => {
    const { io } = createWorld({ directory });
    await Deno.writeTextFile(join(directory, "result.txt"), "before");
    {
      await using output = await openOutput(io, "result.txt");
      await output.write("x".repeat(200_000));
      assertEquals(Deno.readTextFileSync(join(directory, "result.txt")), "before");
      await output.commit();
    }
    assertEquals(Deno.readTextFileSync(join(directory, "result.txt")).length, 200_000);
    assertEquals(names(directory), ["result.txt"]);
  }));

Deno.test("Output leaves nothing behind when it is not committed", () =>
  inFolder(async (directory) => {
    const { io } = createWorld({ directory });
    {
      await using output = await openOutput(io, "result.txt");
      await output.write("x".repeat(200_000));
    }
    assertEquals(names(directory), []);
  }));

Deno.test("openOutput() follows a link and keeps the mode of the file it replaces", () =>
  inFolder(async (directory) => {
    if (Deno.build.os === "windows") return;
    const { io } = createWorld({ directory });
    await Deno.writeTextFile(join(directory, "real.txt"), "before", { mode: 0o640 });
    await Deno.symlink("real.txt", join(directory, "link.txt"));
    await writeOutput(io, "link.txt", "after");
    assertEquals(Deno.readTextFileSync(join(directory, "real.txt")), "after");
    assertEquals(Deno.lstatSync(join(directory, "link.txt")).isSymlink, true);
    assertEquals(Deno.statSync(join(directory, "real.txt")).mode! & 0o777, 0o640);
  }));

Deno.test("openOutput() writes to a device without replacing it", async () => {
  if (Deno.build.os === "windows") return;
  const { io } = createWorld();
  await writeOutput(io, "/dev/null", "text");
  assert(Deno.statSync("/dev/null").isCharDevice);
});

Deno.test("openOutput() throws when the place cannot be written", () =>
  inFolder(async (directory) => {
    const { io } = createWorld({ directory });
    await assertRejects(
      () => writeOutput(io, "no/such/folder/x", "text"),
      OperationError,
      "Cannot write no/such/folder/x",
    );
    await assertRejects(() => writeOutput(io, ".", "text"), OperationError, "must be a file, got a directory");
    const { code } = await runCli(["run", "example:stallings", "-o", "no/x"], { directory });
    assertEquals(code, 1);
  }));

Deno.test("sim run writes report, drawing and trace relative to where the user stands", () =>
  inFolder(async (directory) => {
    const args = ["run", "example:mixed", "-f", "json", "-o", "r.json", "--svg", "g.svg", "--trace", "t.json"];
    const { code, out } = await runCli(args, { directory });
    assertEquals([code, out], [0, ""]);
    assertEquals(names(directory), ["g.svg", "r.json", "t.json"]);
    const { traceEvents } = JSON.parse(Deno.readTextFileSync(join(directory, "t.json")));
    assert(traceEvents.length > 20);
    assert(Deno.readTextFileSync(join(directory, "g.svg")).startsWith("<svg "));
  }));

Deno.test("sim run leaves no file when the workload deadlocks in the middle", () =>
  inFolder(async (directory) => {
    const stdin = JSON.stringify({
      processes: [
        { bursts: [2, { lock: "a" }, { cpu: 2 }, { lock: "b" }, { cpu: 1 }, { unlock: "b" }, { unlock: "a" }] },
        { bursts: [1, { lock: "b" }, { cpu: 2 }, { lock: "a" }, { cpu: 1 }, { unlock: "a" }, { unlock: "b" }] },
      ],
    });
    const args = ["run", "-", "-p", "rr", "--quantum", "1", "-f", "json", "-o", "r.json", "--trace", "t.json"];
    const { code } = await runCli(args, { directory, stdin });
    assertEquals([code, names(directory)], [3, []]);
  }));
