import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "../run_cli.ts";

/** A stream that never ends, and whether somebody let go of it. */
function endless(
  piece: string,
): { stream: ReadableStream<Uint8Array>; taken: () => number; isCancelled: () => boolean } {
  const bytes = new TextEncoder().encode(piece.repeat(2 ** 20 / piece.length));
  let taken = 0;
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += bytes.length;
      controller.enqueue(bytes);
    },
    cancel() {
      isCancelled = true;
    },
  });
  return { stream, taken: () => taken, isCancelled: () => isCancelled };
}

const COMMANDS = [["check", "-"], ["verify", "--against", "ostep", "-"]];

Deno.test("readText() lets go of a device without end at its first bytes", async () => {
  for (const command of COMMANDS) {
    const { stream, taken, isCancelled } = endless("\0\0");
    const { code, err } = await runCli(command, { stdin: stream });
    assertEquals(code, 3);
    assertStringIncludes(err, "Cannot read standard input: it must be text, got binary data");
    assert(taken() < 2 ** 22 && isCancelled(), `${taken()} bytes were taken`);
    if (Deno.build.os === "windows") continue;
    const device = await runCli([...command.slice(0, -1), "/dev/zero"]);
    assertEquals([device.code, device.err.includes("got binary data")], [3, true]);
  }
});

Deno.test("readText() bounds what it reads", async () => {
  const { stream, taken, isCancelled } = endless("1,2\n");
  const { code, err } = await runCli(["check", "-"], { stdin: stream });
  assertEquals(code, 3);
  assertStringIncludes(err, "Cannot read standard input: it must be at most 256 megabytes of text, got more");
  assert(taken() < 2 ** 28 + 2 ** 22 && isCancelled());
});

Deno.test("readText() says what is no text, no file, or not there", async () => {
  const bytes = (...values: number[]) => new Blob([Uint8Array.from(values)]).stream();
  const { err } = await runCli(["check", "-"], { stdin: bytes(0x61, 0xff, 0x62) });
  assertStringIncludes(err, "Cannot read standard input: it must be UTF-8 text");
  assertStringIncludes((await runCli(["check", "-"], { stdin: bytes(0xc3) })).err, "it must be UTF-8 text");
  assertStringIncludes((await runCli(["check", "."])).err, "Cannot read .: it is a directory");
  assertStringIncludes((await runCli(["check", "nowhere.json"])).err, "no such file or directory");
});
