/**
 * Temporary files and folders that a program left which could not clear up, killed or out of memory: found by the lock
 * that whoever uses one holds, which the system takes back at any end.
 *
 * @module
 */

import { basename, dirname, join } from "node:path";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** A name beside `place` for what is to become it. */
export function temporaryName(place: string): string {
  return join(dirname(place), `.${basename(place)}.${crypto.randomUUID()}.tmp`);
}

/** A file that was made under a new name and is locked. */
export interface TemporaryFile {
  readonly path: string;
  readonly file: Deno.FsFile;
}

/**
 * Makes and locks a file. Another program may take it for abandoned before it is locked; then there is another one.
 *
 * @param nameIt Gives a new name at each call, and may do what must be done before there is such a file.
 */
export async function createTemporary(
  nameIt: () => Promise<string>,
  options: Pick<Deno.OpenOptions, "mode"> = {},
): Promise<TemporaryFile> {
  for (;;) {
    const path = await nameIt();
    const file = await Deno.open(path, { write: true, createNew: true, ...options });
    if (await isLocked(file) && await isThere(path)) return { path, file };
    file.close();
  }
}

async function isLocked(file: Deno.FsFile): Promise<boolean> {
  // Some file systems know no locks; nothing is swept on them.
  return await file.tryLock(true).catch(() => true);
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

/** Removes the temporary files for `place` that nobody uses. What cannot be removed stays, without a word. */
export async function sweepFiles(place: string): Promise<void> {
  const name = basename(place).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  await sweep(dirname(place), new RegExp(`^\\.${name}\\.${UUID}\\.tmp$`), (path) => path);
}

/** Removes the folders in `folder` whose names begin with `prefix`, and a UUID, and whose file `lock` nobody holds. */
export async function sweepFolders(folder: string, prefix: string): Promise<void> {
  await sweep(folder, new RegExp(`^${prefix}${UUID}$`), (path) => join(path, LOCK_NAME));
}

/** The file that is locked in a folder. */
export const LOCK_NAME = "lock";

async function sweep(folder: string, pattern: RegExp, lockOf: (path: string) => string): Promise<void> {
  try {
    for await (const { name, isSymlink } of Deno.readDir(folder)) {
      if (isSymlink || !pattern.test(name)) continue;
      const path = join(folder, name);
      using lock = await Deno.open(lockOf(path), { write: true }).catch(() => null);
      if (lock === null || !await lock.tryLock(true).catch(() => false)) continue;
      await Deno.remove(path, { recursive: true }).catch(() => {});
    }
  } catch {
    // A folder that cannot be read has nothing that we could remove.
  }
}
