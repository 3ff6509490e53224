// The least that each use must be allowed: what docs/permissions.md says, tried on the package as users get it.
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { makeHome } from "./home.ts";

const PACKAGE = "jsr:@quanta/quanta@^0.1.0";

/** A program with a function for processes. */
const withSquare = (imports: string, main: string) => `
import { ${imports} } from "${PACKAGE}/processes";
export function square(n: number): number { return n * n; }
if (import.meta.main) { ${main} }
`;

/** Uses by how docs/permissions.md calls them: the program, and what it prints. */
const USES: Record<string, [program: string, prints: string]> = {
  "simulate, analyse, draw; read and write JSON, CSV, SWF and OSTEP's job strings": [
    `
import { readWorkload, writeWorkload } from "${PACKAGE}/simulate";
import { compare } from "${PACKAGE}/analysis";
import { processColor } from "${PACKAGE}/pictures";
const { workload } = await readWorkload("name,arrival,bursts\\na,0,3\\n", { format: "csv" });
for (const format of ["json", "csv", "swf", "ostep", "yaml"] as const) [...writeWorkload(workload, format)];
const [{ result }] = await compare(workload, [{ label: "rr", options: { policy: "rr", quantum: 1 } }]);
console.log(result.metrics.makespan, typeof processColor);
`,
    "3 function\n",
  ],
  "read YAML": [
    `
import { readWorkload } from "${PACKAGE}/simulate";
await readWorkload("processes: [{ bursts: 3 }]", { format: "yaml" });
console.log("read");
`,
    "read\n",
  ],
  "locks, queues, values and events within one process": [
    `
import { Event, Lock, Queue, Value } from "${PACKAGE}/processes";
const [queue, event, value] = [new Queue<number>(), new Event(), new Value("int32", 2)];
using _ = new Lock().holdSync();
queue.putSync(1);
event.set();
console.log(await queue.get(), event.isSet(), value.value);
`,
    "1 true 2\n",
  ],
  "a manager": [
    `
import { Manager } from "${PACKAGE}/processes";
await using manager = new Manager();
console.log(await (await manager.list([1])).slice());
`,
    "[ 1 ]\n",
  ],
  "a process": [
    withSquare(
      "Process",
      `
const process = new Process({ module: import.meta.url, target: square, args: [3] });
process.start();
await process.join();
console.log(process.exitCode);
`,
    ),
    "0\n",
  ],
  "a pool, with time and memory limits": [
    withSquare(
      "Pool",
      `
await using pool = new Pool({ module: import.meta.url, processes: 1, memoryLimitMb: 64 });
console.log(await pool.apply(square, [3], { timeoutMs: 60_000 }));
`,
    ),
    "9\n",
  ],
  "a process of the operating system": [
    withSquare(
      "Process",
      `
const process = new Process({ module: import.meta.url, target: square, args: [3], startMethod: "spawn" });
process.start();
await process.join();
console.log(process.exitCode);
`,
    ),
    "0\n",
  ],
  "`Listener` and `Client` over TCP": [
    `
import { Client, Listener } from "${PACKAGE}/processes";
await using listener = new Listener({ address: { hostname: "127.0.0.1", port: 0 } });
const [there, here] = await Promise.all([listener.accept(), Client(listener.address)]);
here.sendSync("sent");
console.log(await there.recv());
`,
    "sent\n",
  ],
  "processes with permissions of their own": [
    withSquare(
      "Process",
      `
const permissions = { read: [new URL("main.ts", import.meta.url)], import: "inherit" } as const;
const process = new Process({ module: import.meta.url, target: square, args: [3], permissions, assertWorkerOptions: true });
process.start();
await process.join();
console.log(process.exitCode);
`,
    ),
    "0\n",
  ],
};

if (Deno.build.os !== "windows") {
  USES["`Listener` and `Client` over a Unix socket"] = [
    USES["`Listener` and `Client` over TCP"][0].replace(`{ address: { hostname: "127.0.0.1", port: 0 } }`, ""),
    "sent\n",
  ];
}

/** Rows of the table of docs/permissions.md: flags by use. */
function documented(): Map<string, string[]> {
  const text = Deno.readTextFileSync(new URL("../../docs/permissions.md", import.meta.url));
  return new Map(
    Array.from(
      text.matchAll(/^\| (.+?) \| (none|`(.+?)`) \|$/gm),
      ([, use, , flags]) => [use, flags?.split(" ") ?? []],
    ),
  );
}

Deno.test("docs/permissions.md names the least flags of each use", async (context) => {
  await using home = await makeHome();
  const table = documented();
  for (const [use, [program, prints]] of Object.entries(USES)) {
    await context.step(use, async () => {
      const flags = table.get(use);
      assert(flags !== undefined, "it is not in the table");
      await Deno.writeTextFile(`${home.folder}/main.ts`, program);
      const run = (flags: string[]) => home.deno("run", "--quiet", "--no-prompt", "--no-check", ...flags, "main.ts");
      const { code, stdout, stderr } = await run(flags);
      assertEquals([code, stdout], [0, prints], stderr);
      for (const flag of flags) {
        const without = await run(flags.filter((other) => other !== flag));
        assertNotEquals([without.code, without.stdout], [0, prints], `it works without ${flag}`);
        assertMatch(without.stderr, /--(allow|unstable)-|permission/, `without ${flag}`);
      }
    });
  }
  await home.registry[Symbol.asyncDispose]();
});
