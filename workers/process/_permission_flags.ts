/**
 * Permissions of a process of the system, as flags of its runtime: those of its parent, or narrowed.
 *
 * The library itself needs `ffi` to map the tree's memory. Where the process is not to have that, it gets it at first and gives it back
 * before it imports the user's module (`_system_bootstrap.ts`).
 *
 * @module
 */

import { shown } from "../core/_shown.ts";
import { type Grant, type PermissionName, PERMISSIONS, type RuntimeFlags } from "./_runtime_flags.ts";

/** What the process may do. */
export interface Granted {
  flags: string[];
  /** Whether its own code may use `ffi`. */
  ffi: boolean;
}

/** Whether this process may do all of a kind, or something of it. */
export type Asks = (descriptor: Deno.PermissionDescriptor) => boolean;

const asks: Asks = (descriptor) => Deno.permissions.querySync(descriptor).state === "granted";

/**
 * @param permissions As for `Process`; undefined for those of this process.
 * @param own The flags of this process.
 * @throws {RangeError} when it would be more than this process may do itself.
 */
export function permissionFlags(
  permissions: Deno.PermissionOptions | undefined,
  own: Pick<RuntimeFlags, "grants" | "permissionSet">,
  may: Asks = asks,
): Granted {
  const inherits = permissions === undefined || permissions === "inherit";
  if (inherits && own.permissionSet !== null) {
    return { flags: [own.permissionSet === "" ? "-P" : `-P=${own.permissionSet}`], ffi: true };
  }
  const flags = inherits ? [] : ["--no-prompt"];
  const wanted = inherits || permissions === "none" ? {} : permissions;
  let ffi = false;
  for (const kind of PERMISSIONS) {
    const value = inherits ? "inherit" : (wanted as Record<string, unknown>)[kind] ?? false;
    const allow = allowed(kind, value, own.grants[kind], may);
    if (kind === "ffi") {
      if (typeof allow === "string" && inherits) {
        flags.push(`--allow-ffi=${allow}`);
        ffi = true;
        continue;
      }
      if (typeof allow === "string") {
        throw new RangeError(
          `Cannot start the process: permissions.ffi must be true, false or "inherit" with startMethod "spawn", got ${
            shown(value)
          }`,
        );
      }
      ffi = allow === true;
      flags.push("--allow-ffi");
      continue;
    }
    if (allow === true) flags.push(`--allow-${kind}`);
    else if (allow !== null) flags.push(`--allow-${kind}=${allow}`);
    else if (kind === "import" && !inherits && value === false) flags.push("--deny-import"); // some hosts may be imported from without a flag
    const { deny, ignore } = own.grants[kind] ?? {};
    if (deny !== undefined) flags.push(deny === true ? `--deny-${kind}` : `--deny-${kind}=${deny}`);
    if (ignore !== undefined) flags.push(ignore === true ? `--ignore-${kind}` : `--ignore-${kind}=${ignore}`);
  }
  const isAll = PERMISSIONS.every((kind) => flags.includes(`--allow-${kind}`)) && flags.length === PERMISSIONS.length;
  return { flags: isAll ? ["-A"] : flags, ffi };
}

/** What is allowed of a kind: all, a list, or nothing. */
function allowed(kind: PermissionName, value: unknown, own: Grant | undefined, may: Asks): true | string | null {
  if (value === false || value === undefined) return null;
  const all = may({ name: kind } as Deno.PermissionDescriptor);
  if (value === "inherit") return all ? true : typeof own?.allow === "string" ? own.allow : null;
  if (value === true) {
    if (!all) throw tooMuch(kind, value);
    return true;
  }
  if (!Array.isArray(value)) {
    throw new TypeError(
      `Cannot start the process: permissions.${kind} must be true, false, "inherit" or a list, got ${shown(value)}`,
    );
  }
  const items = value.map((item) =>
    item instanceof URL && item.protocol === "file:" ? fromFileUrl(item) : String(item)
  );
  for (const item of items) {
    if (!may({ name: kind, [WORDS[kind]]: item } as unknown as Deno.PermissionDescriptor)) throw tooMuch(kind, item);
  }
  return items.length === 0 ? null : items.join(",");
}

function tooMuch(kind: string, value: unknown): RangeError {
  return new RangeError(
    `Cannot start the process: permissions.${kind} must be no more than this process has itself, got ${shown(value)}`,
  );
}

function fromFileUrl(url: URL): string {
  return decodeURIComponent(url.pathname);
}

/** What a descriptor of each kind calls the thing it is about. */
const WORDS: Readonly<Record<PermissionName, string>> = {
  read: "path",
  write: "path",
  net: "host",
  env: "variable",
  sys: "kind",
  run: "command",
  ffi: "path",
  import: "host",
};
