/**
 * Compiled policies are kept: in the user's folder for such things, a file each, named by what it was made of.
 *
 * @module
 */

import type { CompiledForm } from "../engine/compiled_policy.ts";

/** A compiled policy as it is kept. */
export interface Kept {
  readonly form: CompiledForm;
  /** Random workloads on which it did what the plain form does. */
  readonly provedOn: number;
}

/** Files that are kept; the oldest go. */
const FILES_MAX = 256;

/** What stands before the binary. */
interface Header {
  readonly digest: string;
  readonly form: Omit<CompiledForm, "binary">;
  readonly provedOn: number;
}

/** Where they are kept unless one says otherwise; `null` where that cannot be told. */
export function usualCacheFolder(): string | null {
  const of = (variable: string, below: string) => {
    try {
      const folder = Deno.env.get(variable);
      return folder ? `${folder}${below}` : null;
    } catch {
      return null; // it may not be asked
    }
  };
  if (Deno.build.os === "windows") return of("LOCALAPPDATA", "\\quanta\\policies");
  if (Deno.build.os === "darwin") return of("HOME", "/Library/Caches/quanta/policies");
  return of("XDG_CACHE_HOME", "/quanta/policies") ?? of("HOME", "/.cache/quanta/policies");
}

/** SHA-256 in hexadecimal. */
export async function digestOf(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is kept under a name; `null` where there is nothing, or nothing whole. */
export async function readKept(folder: string, name: string): Promise<Kept | null> {
  try {
    const bytes = await Deno.readFile(`${folder}/${name}`);
    const end = bytes.indexOf(10);
    const { digest, form, provedOn }: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    const binary = bytes.slice(end + 1);
    if (await digestOf(binary) !== digest) return null;
    return { form: { ...form, binary }, provedOn };
  } catch {
    return null;
  }
}

/** Keeps a compiled policy; where it cannot be kept it is compiled again the next time. */
export async function keep(folder: string, name: string, { form, provedOn }: Kept): Promise<void> {
  const { binary, ...rest } = form;
  const header: Header = { digest: await digestOf(binary), form: rest, provedOn };
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const bytes = new Uint8Array(line.length + binary.length);
  bytes.set(line);
  bytes.set(binary, line.length);
  const path = `${folder}/${name}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeFile(path, bytes);
    await Deno.rename(path, `${folder}/${name}`);
    await forgetOldest(folder);
  } catch {
    await Deno.remove(path).catch(() => {});
  }
}

async function forgetOldest(folder: string): Promise<void> {
  const files: { path: string; time: number }[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    files.push({ path, time: (await Deno.stat(path)).mtime?.getTime() ?? 0 });
  }
  files.sort((a, b) => b.time - a.time);
  for (const { path } of files.slice(FILES_MAX)) await Deno.remove(path);
}
