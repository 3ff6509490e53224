// What the package's page links to travels with the package.
import { assert, assertEquals } from "@std/assert";
import { join, normalize } from "node:path/posix";
import config from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

const PAGES = [
  ...["README.md", "README.zh.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...Array.from(Deno.readDirSync(new URL("docs", ROOT)), ({ name }) => `docs/${name}`),
];

/** Links of Markdown and pictures of HTML, by path from the root; those to other places and within a page are left out. */
function linksOf(page: string): string[] {
  const text = Deno.readTextFileSync(new URL(page, ROOT)).replace(/```[\s\S]*?```/g, "");
  return Array.from(
    text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href|srcset)="([^"]+)"/g),
    ([, link, source]) => link ?? source,
  )
    .filter((link) => !/^(?:[a-z]+:|#)/.test(link))
    .map((link) => normalize(join(page, "..", link.replace(/#.*/, ""))));
}

function isPublished(path: string): boolean {
  const isIn = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  return config.publish.include.some(isIn) && !config.publish.exclude.some(isIn);
}

for (const page of PAGES) {
  Deno.test(`what ${page} links to is there and in the package`, () => {
    assert(isPublished(page), `${page} is not in the package`);
    for (const path of linksOf(page)) {
      assert(Deno.statSync(new URL(path, ROOT)).isFile || path.endsWith("/"), `${path} is no file`);
      assert(isPublished(path), `${page} links to ${path}, which is not in the package`);
    }
  });
}

Deno.test("links are found", () => {
  assertEquals(linksOf("README.md").includes("docs/README.md"), true);
});
