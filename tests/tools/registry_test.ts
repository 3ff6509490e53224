import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);

/** A JSR of one package, just large enough to be imported from. */
function serveRegistry(): Deno.HttpServer<Deno.NetAddr> {
  const source = "export const Command = 1;\n";
  const range = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT))).imports["@cliffy/command"];
  const version = /\d+\.\d+\.\d+/.exec(range)![0];
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/@cliffy/command/meta.json") {
      return Response.json({ scope: "cliffy", name: "command", versions: { [version]: {} } });
    }
    if (pathname === `/@cliffy/command/${version}_meta.json`) {
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source));
      const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
      return Response.json({
        manifest: { "/mod.ts": { size: source.length, checksum: `sha256-${hex}` } },
        exports: { ".": "./mod.ts" },
      });
    }
    if (pathname === `/@cliffy/command/${version}/mod.ts`) return new Response(source);
    return new Response("not found", { status: 404 });
  });
}

/** Runs the probe in a folder of its own, with an empty cache, against a JSR at `jsrUrl`. */
async function probe(folder: string, jsrUrl: string): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-config", `${folder}/tools/registry.ts`],
    env: { JSR_URL: jsrUrl, DENO_DIR: `${folder}/cache` },
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

async function withCopy(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/tools`);
    await Deno.copyFile(new URL("tools/registry.ts", ROOT), `${folder}/tools/registry.ts`);
    await Deno.copyFile(new URL("deno.json", ROOT), `${folder}/deno.json`);
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("tools/registry.ts chooses deno.json when JSR answers, and keeps the answer", async () => {
  await withCopy(async (folder) => {
    const server = serveRegistry();
    const jsrUrl = `http://127.0.0.1:${server.addr.port}/`;
    assertEquals(await probe(folder, jsrUrl), "deno.json");
    await server.shutdown();
    assertEquals(await probe(folder, jsrUrl), "deno.json");
  });
});

Deno.test("tools/registry.ts falls back when the kept answer has become wrong: JSR is gone, and the cache too", async () => {
  await withCopy(async (folder) => {
    const server = serveRegistry();
    const jsrUrl = `http://127.0.0.1:${server.addr.port}/`;
    assertEquals(await probe(folder, jsrUrl), "deno.json");
    await server.shutdown();
    await Deno.remove(`${folder}/cache`, { recursive: true });
    assertEquals(await probe(folder, jsrUrl), "deno.npm.json");
  });
});

Deno.test("tools/registry.ts falls back when JSR is gone, and the project names a package that it never gave", async () => {
  await withCopy(async (folder) => {
    const server = serveRegistry();
    const jsrUrl = `http://127.0.0.1:${server.addr.port}/`;
    assertEquals(await probe(folder, jsrUrl), "deno.json");
    await server.shutdown();
    const config = JSON.parse(Deno.readTextFileSync(`${folder}/deno.json`));
    config.imports["@cliffy/command"] = "jsr:@cliffy/command@^9.0.0";
    Deno.writeTextFileSync(`${folder}/deno.json`, JSON.stringify(config));
    assertEquals(await probe(folder, jsrUrl), "deno.npm.json");
  });
});

Deno.test("tools/registry.ts chooses deno.npm.json when JSR refuses, and asks again for another JSR", async () => {
  await withCopy(async (folder) => {
    const server = serveRegistry();
    const jsrUrl = `http://127.0.0.1:${server.addr.port}/`;
    assertEquals(await probe(folder, "http://127.0.0.1:9/"), "deno.npm.json");
    assertEquals(await probe(folder, jsrUrl), "deno.json");
    await server.shutdown();
  });
});

Deno.test("tools/registry.ts chooses deno.npm.json when JSR accepts a connection and never answers", async () => {
  await withCopy(async (folder) => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const connections: Deno.Conn[] = [];
    const accepting = (async () => {
      for await (const connection of listener) connections.push(connection);
    })();
    assertEquals(await probe(folder, `http://127.0.0.1:${listener.addr.port}/`), "deno.npm.json");
    listener.close();
    await accepting;
    for (const connection of connections) connection.close();
  });
});

Deno.test("deno.json and deno.npm.json list the same names, carriers of the npm copies aside", () => {
  const carriers = ["deno-std", "windmill-cli"];
  const names = (file: string) => {
    const { imports, name, exports = {} } = JSON.parse(Deno.readTextFileSync(new URL(file, ROOT)));
    const doors = Object.keys(exports).map((door) => name + door.slice(1));
    return [...new Set([...Object.keys(imports), ...doors])]
      .filter((listed) => !carriers.includes(listed)).sort();
  };
  assertEquals(names("deno.npm.json"), names("deno.json"));
});

Deno.test("deno.npm.json resolves every door of the package as deno.json exports it", () => {
  const read = (file: string) => JSON.parse(Deno.readTextFileSync(new URL(file, ROOT)));
  const { name, exports } = read("deno.json");
  const { imports } = read("deno.npm.json");
  for (const [door, file] of Object.entries(exports)) assertEquals(imports[name + door.slice(1)], file, door);
});

Deno.test("deno.json and deno.npm.json agree in what both say", () => {
  const read = (file: string) => JSON.parse(Deno.readTextFileSync(new URL(file, ROOT)));
  const [jsr, npm] = [read("deno.json"), read("deno.npm.json")];
  for (const key of ["unstable", "exclude", "fmt", "lint"]) assertEquals(npm[key], jsr[key], key);
});
