// A program on a web server, with the library on one too: what docs/processes.md says of it.
import { assertEquals } from "@std/assert";
import { outcomeOf } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);

/** The program: processes of all kinds, by modules that are told relative to it. */
const PROGRAM = `
import { Manager, Pool, Process, task } from "/workers/mod.ts";
import { square as elsewhere } from "./square.ts";
export function square(n: number): number { return n * n; }
if (import.meta.main) {
  const process = new Process({ module: import.meta.url, target: square, args: [3] });
  process.start();
  await process.join();
  console.log(process.exitCode);
  await using pool = new Pool({ module: import.meta.url, processes: 1, memoryLimitMb: 64 });
  console.log(await pool.map(square, [1, 2]), await pool.apply(task(import.meta.resolve("./square.ts"), elsewhere), [3]));
  await using manager = new Manager();
  console.log(await (await manager.dict({ a: 1 })).get("a"));
}
`;

/** Serves the project's sources, and the program at its root. */
function serve(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async ({ url }) => {
    const { pathname } = new URL(url);
    const headers = { "content-type": "text/typescript" };
    if (pathname === "/program.ts") return new Response(PROGRAM, { headers });
    const file = pathname === "/square.ts" ? "examples/square.ts" : pathname.slice(1);
    if (!/^(workers|examples)\/[\w/]+\.ts$/.test(file)) return new Response("not found", { status: 404 });
    return new Response(await Deno.readTextFile(new URL(file, ROOT)), { headers });
  });
}

Deno.test("a program on a web server runs processes, allowed no more than to import from there", async () => {
  const cache = await Deno.makeTempDir();
  await using server = serve();
  try {
    const at = `127.0.0.1:${server.addr.port}`;
    const args = ["run", "--quiet", "--no-config", "--no-lock", "--no-prompt", "--no-check", `--allow-import=${at}`];
    const { code, stdout, stderr } = await outcomeOf(
      Deno.execPath(),
      [...args, `http://${at}/program.ts`],
      { env: { DENO_DIR: cache } },
    );
    assertEquals([code, stdout], [0, "0\n[ 1, 4 ] 9\n1\n"], stderr);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});
