// The command line as a program: what only a process of its own shows.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The config that `deno task sim` would choose here. */
const CONFIG = ROOT + new TextDecoder().decode(
  new Deno.Command(Deno.execPath(), { args: ["run", "-qA", "--no-config", `${ROOT}tools/registry.ts`] }).outputSync()
    .stdout,
).trim();

function sim(args: string[], options: Deno.CommandOptions = {}): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", `--config=${CONFIG}`, MAIN, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...options,
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

Deno.test("sim alone compares every policy and ends with 0", async () => {
  const { code, stdout, stderr } = await sim([]).output();
  assertEquals([code, text(stderr)], [0, ""]);
  for (const policy of ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq"]) {
    assertStringIncludes(text(stdout), `\n${policy} `);
  }
});

Deno.test("sim ends with 2 and a short message when it is used wrongly", async () => {
  const { code, stdout, stderr } = await sim(["run", "example:stallings", "--polcy", "rr"]).output();
  assertEquals([code, text(stdout)], [2, ""]);
  assertEquals(text(stderr).trimEnd().split("\n").length, 2);
});

Deno.test("sim reads relative paths from INIT_CWD", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/jobs.csv`, "arrival,bursts\n0,3\n1,2\n");
  const { code, stdout } = await sim(["run", "jobs.csv", "-f", "csv"], { env: { INIT_CWD: folder } }).output();
  await Deno.remove(folder, { recursive: true });
  assertEquals([code, text(stdout).split("\r\n").length], [0, 4]);
});

Deno.test("sim ends with 0 when the reader of its output goes away", async () => {
  const child = sim(["generate", "-n", "2000000"]).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  const errors = await new Response(child.stderr).text();
  assertEquals([(await child.status).code, errors], [0, ""]);
});

Deno.test("sim reads a workload from standard input", async () => {
  const child = sim(["compare", "-", "-f", "csv"], { stdin: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("0,180,0:100,20,0\n"));
  await writer.close();
  const { code, stdout } = await child.output();
  assertEquals([code, text(stdout).split("\r\n").length], [0, 8]);
});

Deno.test("sim stops on Ctrl-C with 130, says how far it came, and leaves no file", async () => {
  const folder = await Deno.makeTempDir();
  const workload = `${folder}/jobs.csv`;
  await Deno.writeTextFile(workload, "arrival,bursts\n" + "0,1000000\n".repeat(5000));
  const output = `${folder}/out.json`;
  const child = sim(["run", workload, "--quantum", "1", "-f", "json", "-o", output]).spawn();
  // The temporary file appears once the run has begun, and only then does Ctrl-C mean "stop cleanly".
  for (;;) {
    const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
    if (names.some((name) => name.endsWith(".tmp"))) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill("SIGINT");
  const { code, stderr } = await child.output();
  const left = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  await Deno.remove(folder, { recursive: true });
  assertEquals([code, left], [130, ["jobs.csv"]]);
  assertStringIncludes(text(stderr), "0 of 5,000 processes had finished at tick");
});

Deno.test("sim ends with 1 and a short message when standard output takes no more", async () => {
  if (Deno.build.os !== "linux") return;
  const child = new Deno.Command("sh", {
    args: ["-c", '"$0" "$@" > /dev/full', Deno.execPath(), "run", "-qA", `--config=${CONFIG}`, MAIN, "policies"],
    stderr: "piped",
  });
  const { code, stderr } = await child.output();
  assertEquals([code, text(stderr)], [1, "error: Cannot write standard output: no space left on device\n"]);
});
