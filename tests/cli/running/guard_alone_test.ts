// Endings from outside, of a program that is too busy to hear of them.
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("guard_program.ts", import.meta.url));

/** How long a program may go on after a signal; a second by itself, and more where the machine does other things. */
const END_MS = 4000;

/** Whether a process is there, and no zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

interface Ending {
  readonly status: Deno.CommandStatus;
  readonly left: string[];
  readonly said: string;
  readonly endedMs: number;
}

/** Starts the program, waits until it says that everything is there, sends signals, and sees what is left. */
async function endingOf(how: string, signals: readonly Deno.Signal[]): Promise<Ending> {
  const folder = await Deno.makeTempDir();
  const args = ["run", "-A", "--no-check", "--config=deno.npm.json", PROGRAM, folder, how];
  const program = new Deno.Command(Deno.execPath(), { args, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
  const reader = program.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  const child = parseInt(value!);
  const sentMs = performance.now();
  for (const signal of signals) program.kill(signal);
  const status = await program.status;
  const endedMs = performance.now() - sentMs;
  let said = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) said += piece.value;
  const left = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  if (isAlive(child)) {
    left.push("the child");
    Deno.kill(child, "SIGKILL");
  }
  await Deno.remove(folder, { recursive: true });
  return { status, left, said, endedMs };
}

// How a process ended is read from /proc, and its signals are those of POSIX: elsewhere there is nothing to read.
const test = Deno.build.os === "linux" ? Deno.test : Deno.test.ignore;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  test(`a busy program ends within a second by ${signal}, with its exit code, and leaves nothing`, async () => {
    const { status, left, endedMs } = await endingOf("busy", [signal]);
    assertEquals([status.signal, left], [signal, []]);
    assertEquals(status.code, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
    assert(endedMs < END_MS, `it took ${endedMs} ms`);
  });
}

test("a program that hears Ctrl-C ends in good order before it is ended", async () => {
  const { status, said, left } = await endingOf("polite", ["SIGINT"]);
  assertEquals([status.code, status.signal, said], [130, null, "in good order\n"]);
  assertEquals(left.includes("out.json"), false);
  assertEquals(left.filter((name) => name.endsWith(".tmp")), []);
});

for (const how of ["uncaught", "rejected"]) {
  test(`a program that ends by an error that nobody caught leaves nothing (${how})`, async () => {
    const { status, left } = await endingOf(how, []);
    assertEquals([status.code, left], [1, []]);
  });
}
