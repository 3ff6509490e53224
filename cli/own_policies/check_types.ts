/**
 * The types of a policy of one's own, looked at before it runs, by the runtime's own checker. It loads nothing from anywhere.
 *
 * @module
 */

import config from "../../deno.json" with { type: "json" };
import { OWN_HOOKS } from "../../engine/own_hooks.ts";
import { WorkloadInputError } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { IS_CLONE } from "../text/call.ts";
import { lineOfHook } from "./load_policies.ts";
import type { PolicyFile } from "./policy_words.ts";

/** Where types are had: in a clone from its files, the contract without the rest; of a package the checker knows its doors alone. */
const DOOR = `jsr:${config.name}@${config.version}/simulate`;
const ENGINE = IS_CLONE ? new URL("../../engine/mod.ts", import.meta.url).href : DOOR;
const CONTRACT = IS_CLONE ? new URL("../../engine/own_policy.ts", import.meta.url).href : DOOR;

/**
 * Refuses policies with mistakes in their types. Where the checker cannot be run it says so and goes on.
 *
 * @throws {WorkloadInputError} With file, line and column of each mistake.
 */
export async function checkTypes(files: readonly PolicyFile[], io: Io): Promise<void> {
  const typed = files.filter(({ path }) => /\.[mc]?ts$/.test(path));
  if (typed.length === 0) return;
  const { state } = await Deno.permissions.query({ name: "run", command: Deno.execPath() });
  if (state !== "granted" || Deno.build.standalone) {
    await io.stderr.write("note: types of the policy are not checked, which takes --allow-run\n");
    return;
  }
  const folder = await Deno.makeTempDir({ prefix: "quanta-types-" });
  const release = await io.keep({ folder });
  try {
    const names = ["@quanta/quanta", "@quanta/quanta/simulate"];
    const settings = { imports: Object.fromEntries(names.map((name) => [name, ENGINE])), lock: false };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(settings));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", `--config=${folder}/deno.json`, "--cached-only", ...await contracts(folder, typed)],
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) throw new WorkloadInputError(mistakes(new TextDecoder().decode(stderr), typed));
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    release();
  }
}

/** A module for each policy that holds it to the contract. */
async function contracts(folder: string, files: readonly PolicyFile[]): Promise<string[]> {
  const paths: string[] = [];
  for (const [index, { address }] of files.entries()) {
    const path = `${folder}/contract_${index}.ts`;
    const lines = [
      `import policy from ${JSON.stringify(address)};`,
      `import type { OwnPolicyClass } from ${JSON.stringify(CONTRACT)};`,
      "export const contract: OwnPolicyClass = policy;",
    ];
    await Deno.writeTextFile(path, lines.join("\n"));
    paths.push(path);
  }
  return paths;
}

/** What the checker said, a paragraph a mistake, at the places of the user's files. */
function mistakes(text: string, files: readonly PolicyFile[]): string {
  const told = text.replace(/\n*(?:Found \d+ errors?\.\s*)?error: Type checking failed\.[\s\S]*$/, "")
    .replaceAll(/^(?:Check .*\n)+/gm, "").trim();
  const shown = files.map(({ typed }) => typed).join(", ");
  const paragraphs = told.split(/\n\n+/).map((paragraph) => placed(paragraph, files));
  return `Cannot load policy ${shown}: it must fit the contract of policies, got\n${paragraphs.join("\n")}`;
}

/** A mistake with its place as one would type it; what is wrong with a class as a whole is at the line of the hook that it names. */
function placed(paragraph: string, files: readonly PolicyFile[]): string {
  const lines = paragraph.split("\n");
  const contract = /contract_(\d+)\.ts:\d+:\d+$/.exec(lines.at(-1) ?? "");
  if (contract === null) {
    const typed = (place: string) =>
      files.reduce((text, file) => text.replace(`${file.address}:`, `${file.typed}:`), place);
    return [...lines.slice(0, -1), typed(lines.at(-1) ?? "")].join("\n");
  }
  const file = files[Number(contract[1])];
  const hook = OWN_HOOKS.find((name) => new RegExp(`'${name}(?:\\(\\.\\.\\.\\))?'`).test(paragraph));
  const line = hook === undefined ? null : lineOfHook(file.path, hook);
  const words = lines.slice(0, lines.findIndex((each) => each.startsWith("export const contract")));
  return [...words, `    at ${file.typed}${line === null ? "" : `:${line}`}`].join("\n");
}
