/**
 * A block of shared memory with a name.
 *
 *   words      +0 SIZE  +4 NAME (a text)  +8 unlinked  +16 bytes
 *   directory  a lock and the first entry, in the root block; entry  +0 NEXT  +4 the object
 *
 * The directory keeps a block alive (as a reference on its way would) until `unlink`. It changes by single stores under its lock.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { currentTree } from "../core/_root.ts";
import { inspectable } from "../core/_inspect.ts";
import { adopted, bindHandle, depart, dropKept, dropShared, keepWith, reviveKept, Shared } from "../core/_shared.ts";
import { shown } from "../core/_shown.ts";
import { readText, writeText } from "../core/_text.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { waitSync } from "../core/_wait.ts";

const SIZE = 0;
const NAME = 4;
const BYTES = 16;

/**
 * Options of {@linkcode SharedMemory}.
 *
 * @example
 * ```ts
 * import { SharedMemory, type SharedMemoryOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SharedMemoryOptions = { name: "frame", create: true, size: 64 };
 * const memory = new SharedMemory(options);
 * assertEquals([memory.name, memory.size], ["frame", 64]);
 * memory.unlink();
 * ```
 * @category Shared memory
 */
export interface SharedMemoryOptions {
  /** Its name in this tree of processes. Default with `create`: a new one. */
  name?: string;
  /** Whether to create it. */
  create?: boolean;
  /** Bytes, with `create`. */
  size?: number;
}

/**
 * Bytes that processes share: created by one, found by its name or received as an argument by others. It lives until it
 * was unlinked and nobody holds it; also when its creator is killed.
 *
 * @example
 * ```ts
 * import { SharedMemory } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const memory = new SharedMemory({ create: true, size: 16 });
 * memory.buf[0] = 7;
 * assertEquals(new SharedMemory({ name: memory.name }).buf[0], 7);
 * memory.unlink();
 * ```
 * @category Shared memory
 */
export class SharedMemory {
  static {
    inspectable(this, (memory) => {
      if (memory.#buf === null) return { name: memory.name, closed: true };
      return { name: memory.name, size: memory.#buf.length };
    });
  }

  readonly #shared!: Shared;
  #buf!: Uint8Array<SharedArrayBuffer> | null;
  /** Its name. */
  readonly name!: string;

  /**
   * Creates a block, or finds one: each time with a handle of its own, so that to close one closes no other.
   *
   * @throws {TypeError} when an option is of the wrong type.
   * @throws {RangeError} when a size is missing or out of range, or the name is missing.
   * @throws {Deno.errors.AlreadyExists} when it is to be created and there is one of that name.
   * @throws {Deno.errors.NotFound} when there is none of that name.
   */
  constructor(options: SharedMemoryOptions) {
    const given = adopted(options);
    if (given === null) checkOptions(options);
    if (given === null && !options.create) return find(options.name);
    const shared = given ?? create(options);
    this.#shared = shared;
    this.name = readText(shared.tree, shared.load(NAME));
    const start = shared.words + BYTES;
    const size = shared.load(SIZE);
    this.#buf = shared.tree.bytes(start + size).subarray(start, start + size);
    bindHandle(this, shared, freeMemory, size);
    keepWith(this.#buf, this);
  }

  /** The bytes themselves. @throws {Error} after `close`. */
  get buf(): Uint8Array<SharedArrayBuffer> {
    if (this.#buf === null) throw new Error("Cannot use the shared memory: it is closed in this process");
    return this.#buf;
  }

  /** The number of bytes. */
  get size(): number {
    return this.buf.length;
  }

  /** Ends this handle's use of it: what `buf` gave must not be used any more. Other handles, here and elsewhere, are not concerned. */
  close(): void {
    if (this.#buf === null) return;
    this.#buf = null;
    dropShared(this, this.#shared, freeMemory);
  }

  /** Closes it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Takes the name away; the memory is freed when nobody holds it. @throws {Deno.errors.NotFound} when it was unlinked before. */
  unlink(): void {
    const { tree, object } = this.#shared;
    withDirectory(tree, (directory) => {
      const link = linkTo(tree, directory, (_name, entryObject) => entryObject === object);
      if (link === 0) {
        throw new Deno.errors.NotFound(`Cannot unlink the shared memory: ${this.name} was unlinked before`);
      }
      tree.whole(() => {
        const entry = tree.core.wordLoad(link);
        publish(tree, link, tree.core.wordLoad(entry));
        tree.core.blockRelease(tree.self, entry);
        dropKept(tree, Kind.SharedMemory, object, freeMemory); // the directory's own reference
      });
    });
  }
}

/** @throws {TypeError} when an option is of the wrong type. */
function checkOptions(options: SharedMemoryOptions): void {
  const action = "open the shared memory";
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot ${action}: options must be { name, create, size }, got ${shown(options)}`);
  }
  const { name, create, size } = options;
  if (name !== undefined && typeof name !== "string") {
    throw new TypeError(`Cannot ${action}: name must be a string, got ${shown(name)}`);
  }
  if (create !== undefined && typeof create !== "boolean") {
    throw new TypeError(`Cannot ${action}: create must be true or false, got ${shown(create)}`);
  }
  if (size !== undefined && typeof size !== "number") {
    throw new TypeError(`Cannot ${action}: size must be a number, got ${shown(size)}`);
  }
}

function create({ name, size }: SharedMemoryOptions): Shared {
  if (size === undefined || !Number.isInteger(size) || size <= 0) {
    throw new RangeError(`Cannot create the shared memory: size must be a positive integer, got ${size}`);
  }
  if (name !== undefined && (name === "" || name.includes("\0"))) {
    throw new RangeError("Cannot create the shared memory: name must not be empty or contain NUL");
  }
  const tree = currentTree();
  return withDirectory(tree, (directory) => {
    const chosen = name ?? `memory-${tree.core.nextSerial()}`;
    if (linkTo(tree, directory, (entryName) => entryName === chosen) !== 0) {
      throw new Deno.errors.AlreadyExists(`Cannot create the shared memory: ${chosen} exists`);
    }
    const entry = tree.allocate(8, "name the shared memory");
    try {
      return Shared.create(Kind.SharedMemory, BYTES + size, "the shared memory", (shared) => {
        shared.store(SIZE, size);
        shared.store(NAME, writeText(tree, chosen));
        tree.core.wordStore(entry, tree.core.wordLoad(directory + FIRST));
        tree.core.wordStore(entry + 4, shared.object);
        tree.core.blockShare(tree.self, entry);
        depart(shared); // the directory's own reference
        publish(tree, directory + FIRST, entry);
      });
    } catch (error) {
      tree.core.blockRelease(tree.self, entry);
      throw error;
    }
  });
}

function find(name: string | undefined): SharedMemory {
  if (name === undefined) throw new RangeError("Cannot find the shared memory: name must be given, or create");
  const tree = currentTree();
  return withDirectory(tree, (directory) => {
    const link = linkTo(tree, directory, (entryName) => entryName === name);
    if (link === 0) throw new Deno.errors.NotFound(`Cannot find the shared memory: there is none of the name ${name}`);
    const object = tree.core.wordLoad(tree.core.wordLoad(link) + 4);
    const make = (shared: Shared) => new SharedMemory(shared as unknown as SharedMemoryOptions);
    return reviveKept(tree, Kind.SharedMemory, object, make) as SharedMemory;
  });
}

/** Where in the directory its first entry stands, behind its lock. */
const FIRST = 8;

/** Does something while holding the directory's lock. What a dead holder did was one store, or nothing. */
function withDirectory<T>(tree: Tree, action: (directory: number) => T): T {
  const { core, self } = tree;
  const directory = core.directory();
  waitSync(tree, { sequence: directory + 4, arm: () => core.lockArm(directory, self) }, Infinity);
  try {
    return action(directory);
  } finally {
    core.lockRelease(directory, self);
  }
}

/** Changes the directory, unless this process was ended meanwhile and its lock recovered. */
function publish(tree: Tree, address: number, value: number): void {
  if (tree.core.wordPublish(tree.self, address, value) !== 0) throw new ProcessEnded();
}

/** The word that names the entry which matches, or 0. */
function linkTo(tree: Tree, directory: number, matches: (name: string, object: number) => boolean): number {
  const { core } = tree;
  for (let link = directory + FIRST; core.wordLoad(link) !== 0; link = core.wordLoad(link)) {
    const object = core.wordLoad(core.wordLoad(link) + 4);
    if (matches(readText(tree, core.wordLoad(core.objectWords(object) + NAME)), object)) return link;
  }
  return 0;
}

export function freeMemory({ tree, words }: { tree: Tree; words: number }): void {
  tree.core.blockRelease(tree.self, tree.core.wordLoad(words + NAME));
}
