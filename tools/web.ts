/**
 * `deno task web`: serves the page on this machine while one works on it, built anew at a reload where something changed. `--build`
 * writes it as one file instead.
 *
 * @module
 */

import { root } from "./_project.ts";
import { buildPage, pageSources, sourcesHash } from "./build_page.ts";

/** Where `--build` writes. */
const OUTPUT = new URL("web/dist/quanta.html", root);

/** Sizes as a person reads them. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

async function build(): Promise<void> {
  const page = await buildPage();
  Deno.mkdirSync(new URL(".", OUTPUT), { recursive: true });
  Deno.writeTextFileSync(OUTPUT, page.html);
  const { length } = new TextEncoder().encode(page.html);
  console.log(`web/dist/quanta.html: ${kilobytes(length)}, ${kilobytes(page.packed.length)} compressed`);
}

/** Serves until Ctrl-C. */
async function serve(port: number): Promise<void> {
  let built: { hash: string; html: Promise<string> } | undefined;
  const html = async (): Promise<string> => {
    const hash = await sourcesHash(pageSources());
    if (built?.hash !== hash) built = { hash, html: buildPage().then((page) => page.html) };
    return await built.html;
  };
  await html();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port,
    onListen: ({ port }) => console.log(`http://127.0.0.1:${port}/ (Ctrl-C ends it; reload after a change)`),
  }, async (request) => {
    if (new URL(request.url).pathname !== "/") return new Response("not found", { status: 404 });
    try {
      return new Response(await html(), { headers: { "content-type": "text/html", "cache-control": "no-store" } });
    } catch (error) {
      built = undefined;
      return new Response(String(error), { status: 500 });
    }
  });
  await server.finished;
}

/** The port that was asked for, or a free one where 8000 is taken. */
function portOf(args: readonly string[]): number {
  const at = args.indexOf("--port");
  if (at === -1) return 8000;
  const port = Number(args[at + 1]);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  console.error(`Cannot serve the page: --port must be a whole number from 0 to 65535, got ${args[at + 1]}`);
  Deno.exit(2);
}

if (import.meta.main) {
  if (Deno.args.includes("--build")) await build();
  else await serve(portOf(Deno.args));
}
