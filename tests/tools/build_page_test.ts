// The page as one file: what it must not have, and how large it may be.
import { assert, assertEquals } from "@std/assert";
import { base64 } from "../../engine/_wasm.ts";
import { base64 as extendedBase64 } from "../../engine/_wasm_extended.ts";
import { base64 as ownBase64 } from "../../engine/_wasm_own.ts";
import { bytesOfText } from "../../engine/binary_text.ts";
import { buildPage, pageSources, sourcesHash } from "../../tools/build_page.ts";

Deno.test("buildPage() makes one file below 400 kB compressed that loads nothing", async () => {
  const { html, packed } = await buildPage();
  assert(packed.length <= 400_000, `${packed.length} bytes`);
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(unpacked).text(), html);
  const [head, script] = html.split(/<script>/);
  assert(script.length > 100_000 && !head.includes("/*STYLE*/"));
  assertEquals(html.match(/<\/script>/g)!.length, 2, "a text of the script ends it");
  // A browser would ask for these.
  assertEquals(html.match(/<script[^>]* (?:src|type="module")|<link[^>]* href="(?!data:)|@import|\bimport\(/g), null);
  // In base64 they would take 70 kB more.
  assertEquals(html.match(/"AGFzbQ/g), null);
  const texts = Array.from(html.matchAll(/"~[^"]{5000,}"/g), ([text]) => JSON.parse(text) as string);
  const binaries = [base64, extendedBase64, ownBase64].map((text) => bytesOfText(text));
  // Those of the larger machine and of policies of one's own are what they have besides the first.
  for (const text of texts) {
    const bytes = bytesOfText(text, text === texts[0] ? undefined : texts[0]);
    assert(binaries.some((binary) => binary.toBase64() === bytes.toBase64()));
  }
  assertEquals(texts.length, 3);
  // One script, whose hash the page's rule names: nothing else runs, and nothing is asked of anybody.
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)!;
  const running = /<script>([\s\S]*?)<\/script>/.exec(html)![1];
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(running)));
  assert(
    policy.startsWith("default-src 'none'; ") && policy.includes(`script-src 'sha256-${digest.toBase64()}'`),
    policy,
  );
  assertEquals(html.match(/\bDeno\.(?!version)\w+/g), null);
});

Deno.test("sourcesHash() changes with a file's name and text, not with its line ends", async () => {
  const sources = pageSources();
  assert(sources.includes("web/main.tsx") && sources.includes("engine/simulate.ts"));
  assert(!sources.some((path) => path.startsWith("web/dist/") || path.startsWith("cli/")));
  const hashes = await Promise.all([sources, sources.slice(1), sources].map(sourcesHash));
  assertEquals(hashes[0], hashes[2]);
  assert(hashes[0] !== hashes[1]);
});
