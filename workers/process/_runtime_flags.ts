/**
 * How this program was started, as far as it matters for processes of the system that it starts: the runtime's flags, which the system
 * keeps as words, and the configuration that Deno found by itself. A child must resolve modules and keep to permissions as its parent does.
 *
 * @module
 */

/** Kinds of permissions, as flags and `Deno.permissions` name them. */
export const PERMISSIONS = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;
export type PermissionName = (typeof PERMISSIONS)[number];

/** What flags say of one kind of permission; true for all of it. */
export interface Grant {
  allow?: true | string;
  deny?: true | string;
  ignore?: true | string;
}

/** What a command line says. */
export interface RuntimeFlags {
  /** What a child gets as it is. */
  passed: string[];
  grants: Partial<Record<PermissionName, Grant>>;
  /** `-P`, which takes permissions of the configuration. */
  permissionSet: string | null;
  /** `--config`, or false for `--no-config`; null where Deno looks for it. */
  config: string | false | null;
}

const LETTERS: Readonly<Record<string, PermissionName>> = {
  R: "read",
  W: "write",
  N: "net",
  E: "env",
  S: "sys",
  I: "import",
};

/** Flags of which a child must know, by what they begin with. */
const PASSED = new RegExp(
  "^--(?:unstable|no-remote|no-npm|node-modules-dir|node-modules-linker|vendor|lock|no-lock|frozen|cert|cached-only|location|" +
    "v8-flags|seed|conditions|unsafely-ignore-certificate-errors|min-dep-age|use-env-proxy|no-code-cache|no-prompt|import-map|quiet)",
);
/** Those whose value may stand in the next word. */
const VALUED = new Set([
  ...["--config", "-c", "--import-map", "--cert", "--location", "--seed", "--conditions", "--node-modules-linker"],
  ...["--min-dep-age", "--ext", "--log-level", "-L", "--preload", "--require", "--inspect-publish-uid", "--filter"],
]);
/** Those whose value is a path, so that it must not depend on the working directory. */
const PATHS = new Set(["--cert", "--import-map", "--lock"]);
/** Subcommands of which the first word that is no flag begins the program's own words. */
const PROGRAMS = new Set(["run", "serve", "eval", "repl"]);
const SUBCOMMANDS = new Set([...PROGRAMS, "test", "bench"]);

/** Reads the words of a command line; `absolute` makes paths independent of the working directory. */
export function readFlags(words: readonly string[], absolute: (path: string) => string): RuntimeFlags {
  const flags: RuntimeFlags = { passed: [], grants: {}, permissionSet: null, config: null };
  let subcommand: string | null = null;
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    if (word === "--") break;
    if (!word.startsWith("-") || word === "-") {
      if (subcommand === null && SUBCOMMANDS.has(word)) {
        subcommand = word;
        continue;
      }
      if (subcommand === null || PROGRAMS.has(subcommand)) break;
      continue;
    }
    const equals = word.indexOf("=");
    const name = equals === -1 ? word : word.slice(0, equals);
    let value: string | null = equals === -1 ? null : word.slice(equals + 1);
    if (value === null && VALUED.has(name)) value = words[++at] ?? "";
    take(flags, name, value, absolute);
  }
  return flags;
}

function take(flags: RuntimeFlags, name: string, value: string | null, absolute: (path: string) => string): void {
  if (name === "--config" || name === "-c") flags.config = absolute(value!);
  else if (name === "--no-config") flags.config = false;
  else if (name === "--allow-all") grantAll(flags);
  else if (name === "--permission-set") flags.permissionSet = value ?? "";
  else if (/^--(allow|deny|ignore)-/.test(name)) grant(flags, name.slice(2), value, absolute);
  else if (PASSED.test(name)) {
    const shown = value !== null && PATHS.has(name) && !/^[a-z]+:\/\//.test(value) ? absolute(value) : value;
    flags.passed.push(shown === null ? name : `${name}=${shown}`);
  } else if (/^-[A-Za-z]+$/.test(name)) {
    const letters = [...name.slice(1)];
    letters.forEach((letter, index) => {
      const own = index === letters.length - 1 ? value : null;
      if (letter === "A") grantAll(flags);
      else if (letter === "P") flags.permissionSet = own ?? "";
      else if (letter === "q") flags.passed.push("--quiet");
      else if (letter in LETTERS) grant(flags, `allow-${LETTERS[letter]}`, own, absolute);
    });
  }
}

function grantAll({ grants }: RuntimeFlags): void {
  for (const kind of PERMISSIONS) grants[kind] = { ...grants[kind], allow: true };
}

/** @param name Such as `allow-read`. */
function grant({ grants }: RuntimeFlags, name: string, value: string | null, absolute: (path: string) => string): void {
  const [what, kind] = name.split("-") as [keyof Grant, PermissionName];
  if (!PERMISSIONS.includes(kind)) return;
  const before = grants[kind] ?? {};
  const isPath = kind === "read" || kind === "write";
  const list = value === null ? true : isPath ? value.split(",").map(absolute).join(",") : value;
  grants[kind] = {
    ...before,
    [what]: before[what] === true || list === true ? true : [before[what], list].filter(Boolean).join(","),
  };
}

/**
 * The configuration that Deno finds by itself: next to the main module, or where the program began, or above.
 *
 * @param folder Where it begins.
 * @param exists Whether a file is there.
 * @returns Its path, and whether there is a `package.json`.
 */
export function findConfig(
  folder: string,
  exists: (path: string) => boolean,
): { config: string | null; packages: boolean } {
  let packages = false;
  for (let at = folder.replace(/\/+$/, "");; at = at.slice(0, at.lastIndexOf("/"))) { // ends with the root
    packages ||= exists(`${at}/package.json`);
    const config = ["deno.json", "deno.jsonc"].map((name) => `${at}/${name}`).find(exists);
    if (config !== undefined || at === "") return { config: config ?? null, packages };
  }
}
