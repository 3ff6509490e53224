// The page as one file: what it must not have, and how large it may be.
import { assert, assertEquals } from "@std/assert";
import { base64 } from "../../engine/_wasm.ts";
import { base64 as extendedBase64 } from "../../engine/_wasm_extended.ts";
import { bytesOfText } from "../../engine/binary_text.ts";
import { buildPage, pageSources, sourcesHash } from "../../tools/build_page.ts";

Deno.test("buildPage() makes one file below 440 kB compressed that loads nothing", async () => {
  const { html, packed } = await buildPage();
  assert(packed.length <= 440_000, `${packed.length} bytes`);
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(unpacked).text(), html);
  const [head, script] = html.split(/<script>/);
  assert(script.length > 100_000 && !head.includes("/*STYLE*/"));
  assertEquals(html.match(/<\/script>/g)!.length, 2, "a text of the script ends it");
  // A browser would ask for these.
  assertEquals(html.match(/<script[^>]* (?:src|type="module")|<link[^>]* href="(?!data:)|@import|\bimport\(/g), null);
  // In base64 they would take 50 kB more.
  assertEquals(html.match(/"AGFzbQ/g), null);
  const binaries = Array.from(html.matchAll(/":[^"]{100000,}"/g), ([text]) => bytesOfText(JSON.parse(text)));
  assertEquals(binaries, [base64, extendedBase64].map(bytesOfText));
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
