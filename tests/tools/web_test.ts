// `deno task web`: a server on this machine alone, which Ctrl-C ends.
import { assert, assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);

/** The first line of a stream. */
async function firstLine(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("\n")) {
    const part = await reader.read();
    if (part.done) break;
    text += part.value;
  }
  await reader.cancel();
  return text.split("\n")[0];
}

Deno.test({
  name: "deno task web serves the page on this machine alone, and Ctrl-C ends it",
  ignore: Deno.build.os === "windows", // where no signal can be sent to another program
  async fn() {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-qA", "--no-config", "tools/web.ts", "--port", "0"],
      cwd: ROOT,
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const line = await firstLine(child.stdout);
    const url = /^http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    assert(url !== undefined, line);
    const [page, other] = [await fetch(url), await fetch(`${url}deno.json`)];
    assertEquals([page.status, page.headers.get("content-type"), other.status], [200, "text/html", 404]);
    assert((await page.text()).startsWith("<!doctype html>"));
    await other.body?.cancel();
    child.kill("SIGINT");
    const { signal, code } = await child.status;
    assert(signal === "SIGINT" || code === 130, `${signal} ${code}`);
  },
});

Deno.test("deno task web refuses a port that is none", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-config", "tools/web.ts", "--port", "x"],
    cwd: ROOT,
  }).output();
  assertEquals(code, 2);
  assertEquals(
    new TextDecoder().decode(stderr),
    "Cannot serve the page: --port must be a whole number from 0 to 65535, got x\n",
  );
});
