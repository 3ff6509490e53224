// The package as its users get it: from a registry, which holds what `deno publish` sends, into an empty folder.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { makeHome } from "./home.ts";
import { outcomeOf } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);

/** A program that uses what each door gives. */
const DOORS = `
import { simulate as all } from "jsr:@quanta/quanta@^0.1.0";
import { simulate } from "jsr:@quanta/quanta@^0.1.0/simulate";
import { Process } from "jsr:@quanta/quanta@^0.1.0/processes";
import { compare } from "jsr:@quanta/quanta@^0.1.0/analysis";
import { TimelinePicture } from "jsr:@quanta/quanta@^0.1.0/pictures";
import { compilePolicy } from "jsr:@quanta/quanta@^0.1.0/compiler";
console.log(all === simulate, typeof Process, typeof compare, typeof TimelinePicture, typeof compilePolicy);
`;

/** A pool of all kinds, a manager and a socket: what loads every worker's part. */
const POOL = `
import { Client, Listener, Manager, Pool } from "jsr:@quanta/quanta@^0.1.0/processes";
export function square(n: number): number { return n * n; }
export function useUpHeap(): void { const kept: unknown[] = []; for (;;) kept.push(new Array(10_000).fill(Math.random())); }
if (import.meta.main) {
  { await using pool = new Pool({ module: import.meta.url, processes: 2 }); console.log(await pool.map(square, [1, 2, 3])); }
  {
    await using pool = new Pool({ module: import.meta.url, processes: 1, memoryLimitMb: 32 });
    console.log(await pool.apply(useUpHeap, []).catch((error) => error.name), await pool.apply(square, [4]));
  }
  await using manager = new Manager();
  console.log(await (await manager.list([1, 2])).slice());
  await using managed = await manager.pool({ module: import.meta.url, processes: 1 });
  console.log(await managed.map(square, [5]));
  await using listener = new Listener({ address: { hostname: "127.0.0.1", port: 0 } });
  const [there, here] = await Promise.all([listener.accept(), Client(listener.address)]);
  here.sendSync("over a socket");
  console.log(await there.recv());
}
`;
const POOL_SAYS = "[ 1, 4, 9 ]\nWorkerDied 16\n[ 1, 2 ]\n[ 25 ]\nover a socket\n";

/** A policy of one's own. */
const MINE = `
import type { PolicyMachine, Ticks } from "@quanta/quanta/simulate";
export default class Mine {
  static options = { pace: { summary: "Ticks of a turn.", min: 1 } };
  pace = 4;
  start(_machine: PolicyMachine): void {}
  slice(): Ticks { return this.pace; }
}
`;

/** What a user asks of the program, and the same in a clone. */
const QUESTIONS = [
  ["compare", "example:stallings", "--gantt"],
  ["run", "generate:processes=50:load=0.9", "--policy", "mlfq", "--format", "json"],
  ["compare", "generate:processes=40:load=0.9", "-p", "fcfs,rr", "--seeds", "1..4", "--jobs", "2"],
  ["explain", "example:stallings", "--policy", "srtf", "--at", "8"],
  ["policies", "mlfq"],
  ["page", "example:stallings", "--policies", "rr", "--no-open", "--output", "-"],
];

/** A report whose hint names the program as its user calls it, on whatever line that has room. */
function hinted(report: string): string {
  return report.replace(/^In a browser:\s(?:deno task )?sim page/m, "In a browser: sim page");
}

Deno.test("the package, installed from a registry", async (context) => {
  await using home = await makeHome();
  const { deno, folder, registry } = home;

  await context.step("each door imports", async () => {
    await Deno.writeTextFile(`${folder}/doors.ts`, DOORS);
    const { code, stdout, stderr } = await deno("run", "--quiet", "doors.ts");
    assertEquals([code, stdout], [0, "true function function function function\n"], stderr);
  });

  await context.step("each door's types are those of the sources", async () => {
    const { code, stderr } = await deno("check", "--quiet", "doors.ts");
    assertEquals(code, 0, stderr);
  });

  const clone = (args: string[]) =>
    outcomeOf(Deno.execPath(), ["run", "-qA", "--config=deno.npm.json", "cli/main.ts", ...args], { cwd: ROOT });

  // The types of the policy are looked at too, which takes those of the package.
  await Deno.writeTextFile(`${folder}/mine.ts`, MINE);
  const ofOwn = [["run", "example:stallings", "-p", `${folder}/mine.ts`, "--pace", "2"]];
  for (const question of [...QUESTIONS, ...logQuestions(), ...ofOwn]) {
    await context.step(`jsr:@quanta/quanta/cli ${question.join(" ")} answers as a clone does`, async () => {
      const [own, asked] = [await clone(question), await deno("run", "-qA", "jsr:@quanta/quanta/cli", ...question)];
      assertEquals([asked.code, asked.stderr], [0, ""]);
      assertEquals(hinted(asked.stdout), hinted(own.stdout));
    });
  }

  await context.step("deno install makes it a command, whose hints name it as it is called", async () => {
    const install = ["install", "-gA", "--quiet", "--root", `${folder}/home`, "-n", "sim", "jsr:@quanta/quanta/cli"];
    const { code, stderr } = await deno(...install);
    assertEquals(code, 0, stderr);
    const env = {
      DENO_DIR: `${folder}/../cache`,
      INIT_CWD: "/", // of a task that is not ours
      JSR_URL: registry.url,
      PATH: `${pathOf(Deno.execPath())}:${Deno.env.get("PATH")}`,
    };
    const sim = (...args: string[]) => outcomeOf(`${folder}/home/bin/sim`, args, { cwd: folder, env });
    await Deno.writeTextFile(`${folder}/jobs.csv`, "name,arrival,bursts\neditor,0,1 io 20 2\ncompiler,3,50\n");
    const compared = await sim("compare", "jobs.csv");
    assertEquals([compared.code, compared.stderr], [0, ""]);
    assertStringIncludes(compared.stdout, "srtf");
    assertStringIncludes((await sim("compare", "--no-such-option")).stderr, "\nsim compare ");
    assertEquals((await sim("scenario", "run", "lock")).code, 0);
  });

  await context.step("once cached or installed it runs whole without the registry, in workers too", async () => {
    await Deno.writeTextFile(`${folder}/pool.ts`, POOL);
    const cached = await deno("cache", "--quiet", "pool.ts");
    assertEquals(cached.code, 0, cached.stderr);
    await registry[Symbol.asyncDispose]();
    const { code, stdout, stderr } = await deno("run", "-qA", "--unstable-net", "--cached-only", "pool.ts");
    assertEquals([code, stdout], [0, POOL_SAYS], stderr);
    // Nobody has asked for it before: it came with the program.
    const verified = await deno("run", "-qA", "--cached-only", "jsr:@quanta/quanta/cli", "verify", "--format", "json");
    assertEquals(verified.code, 0, verified.stderr);
  });
});

/** What is asked of the log that comes with the project's data, where it is there. */
function logQuestions(): string[][] {
  const log = new URL("../shared/data/NASA-iPSC-1993-3.1-cln.swf.gz", ROOT);
  try {
    Deno.statSync(log);
    return [["compare", log.pathname]];
  } catch {
    return [];
  }
}

/** The folder of a file. */
function pathOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/"));
}
