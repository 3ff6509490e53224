/**
 * A list of fixed length in shared memory.
 *
 *   bytes   +0 MARK  +4 COUNT  +8 entries, 16 bytes each, then what they hold, each at a multiple of 8
 *   entry   +0 TYPE  +4 SIZE (bytes)  +8 PLACE (from the beginning)  +12 ROOM (bytes)
 *
 * @module
 */

import { inspectable } from "../core/_inspect.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { bindState } from "../core/_shared.ts";
import { shown } from "../core/_shown.ts";
import { SharedMemory } from "./shared_memory.ts";

/**
 * What a {@linkcode ShareableList} holds. bigints are of 64 bits.
 *
 * @example
 * ```ts
 * import { type ShareableItem, ShareableList } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const items: ShareableItem[] = ["howdy", 273.15, 100n, null, true];
 * using list = new ShareableList(items);
 * assertEquals([...list], items);
 * list.shm.unlink();
 * ```
 * @category Shared memory
 */
export type ShareableItem = number | bigint | boolean | string | Uint8Array | null;

/**
 * Options of {@linkcode ShareableList}.
 *
 * @example
 * ```ts
 * import { ShareableList, type ShareableListOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ShareableListOptions = { name: "readings" };
 * using list = new ShareableList([1, 2], options);
 * using same = new ShareableList(null, options);
 * assertEquals(same.get(1), 2);
 * list.shm.unlink();
 * ```
 * @category Shared memory
 */
export interface ShareableListOptions {
  /** The name of its shared memory in this tree of processes. Default with items: a new one. */
  name?: string;
}

const MARK = 0x7473_694c;
const HEAD_BYTES = 8;
const ENTRY_BYTES = 16;
const Type = { null: 0, false: 1, true: 2, number: 3, bigint: 4, string: 5, bytes: 6 } as const;
const TYPE_COUNT = 7;
const ROOM_MIN = 8;

/**
 * A list that processes share by its name or as an argument, of a length that stays, whose items may change: numbers, bigints,
 * booleans, texts, bytes and null. An item may become one of another type as long as it takes no more room: eight bytes, or for
 * texts and bytes what the first one took, rounded up to eight.
 *
 * It has no lock. To set an item takes several steps, so that where others set it too, or read it meanwhile, hold a lock of yours.
 *
 * @example
 * ```ts
 * import { ShareableList } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * using list = new ShareableList(["howdy", 273.15, 100n, null, true]);
 * list.set(0, "hello");
 * using same = new ShareableList(null, { name: list.shm.name });
 * assertEquals([...same], ["hello", 273.15, 100n, null, true]);
 * list.shm.unlink();
 * ```
 * @category Shared memory
 */
export class ShareableList {
  static {
    inspectable(this, (list) => list.#isClosed ? { closed: true } : { name: list.shm.name, items: [...list] });
  }

  /** The memory that it is in: to be unlinked when nobody needs the list any more. */
  readonly shm: SharedMemory;
  #isClosed = false;

  /**
   * Makes a list, or finds one.
   *
   * @param items What it holds, copied; null to find the list of a name.
   * @throws {TypeError} when an item is of another type, or what has the name is no list.
   * @throws {RangeError} when a bigint does not fit 64 bits, the name is missing, or the shared memory is used up.
   * @throws {Deno.errors.AlreadyExists} when there are items and the name is taken.
   * @throws {Deno.errors.NotFound} when there are none and nothing has the name.
   */
  constructor(items: Iterable<ShareableItem> | null, options: ShareableListOptions = {}) {
    if (items instanceof SharedMemory) this.shm = items; // from another process
    else if (items === null) this.shm = found(options);
    else this.shm = made(items, options);
    bindState(this, Kind.ShareableList, () => {
      this.#view();
      return this.shm;
    });
  }

  /** The number of items. */
  get length(): number {
    return this.#view().getUint32(4, true);
  }

  /** An item; a negative index counts from the end. @throws {RangeError} when there is none. */
  get(index: number): ShareableItem {
    const view = this.#view();
    const entry = this.#entry(view, index);
    return read(this.shm.buf, view, entry);
  }

  /**
   * Sets an item.
   *
   * @throws {RangeError} when there is no such index, or the item takes more room than there is.
   * @throws {TypeError} when it is of no type that a list holds.
   */
  set(index: number, item: ShareableItem): void {
    const view = this.#view();
    const entry = this.#entry(view, index);
    const bytes = bytesOf(item, "set an item");
    const room = view.getUint32(entry + 12, true);
    if (bytes.length > room) {
      throw new RangeError(`Cannot set an item: it must take at most ${room} bytes, got ${bytes.length}`);
    }
    write(this.shm.buf, view, entry, item, bytes);
  }

  /** How many items are the same as one. */
  count(item: ShareableItem): number {
    return [...this].filter((other) => isSame(item, other)).length;
  }

  /** The first index of an item that is the same, or -1. */
  indexOf(item: ShareableItem): number {
    return [...this].findIndex((other) => isSame(item, other));
  }

  /** The items, as they are when they are reached. */
  *[Symbol.iterator](): Iterator<ShareableItem> {
    for (let index = 0; index < this.length; index++) yield this.get(index);
  }

  /** Ends this handle's use of it; see {@linkcode SharedMemory.close}. */
  close(): void {
    this.#isClosed = true;
    this.shm.close();
  }

  /** Closes it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #view(): DataView<SharedArrayBuffer> {
    const { buffer, byteOffset, length } = this.shm.buf;
    return new DataView(buffer, byteOffset, length);
  }

  #entry(view: DataView, index: number): number {
    const length = view.getUint32(4, true);
    const at = index < 0 ? index + length : index;
    if (Number.isInteger(at) && at >= 0 && at < length) return HEAD_BYTES + at * ENTRY_BYTES;
    throw new RangeError(`Cannot reach an item: index must be within length ${length}, got ${shown(index)}`);
  }
}

/** The memory of a new list. */
function made(items: Iterable<ShareableItem>, { name }: ShareableListOptions): SharedMemory {
  if (typeof items !== "object" || !(Symbol.iterator in items)) {
    throw new TypeError(`Cannot create a ShareableList: items must be iterable, or null, got ${shown(items)}`);
  }
  const list = [...items];
  const contents = list.map((item) => bytesOf(item, "create a ShareableList"));
  const rooms = contents.map(({ length }) => Math.max(ROOM_MIN, (length + 7) & ~7));
  const begin = HEAD_BYTES + list.length * ENTRY_BYTES;
  const size = rooms.reduce((sum, room) => sum + room, begin);
  const memory = new SharedMemory({ create: true, size, name });
  const { buf } = memory;
  const view = new DataView(buf.buffer, buf.byteOffset, buf.length);
  let place = begin;
  for (const [index, item] of list.entries()) {
    const entry = HEAD_BYTES + index * ENTRY_BYTES;
    view.setUint32(entry + 8, place, true);
    view.setUint32(entry + 12, rooms[index], true);
    write(buf, view, entry, item, contents[index]);
    place += rooms[index];
  }
  view.setUint32(4, list.length, true);
  view.setUint32(0, MARK, true); // last: from now on it is a list
  return memory;
}

/** The memory of a list that there is. */
function found({ name }: ShareableListOptions): SharedMemory {
  const memory = new SharedMemory({ name });
  const { buf } = memory;
  const view = new DataView(buf.buffer, buf.byteOffset, buf.length);
  if (buf.length >= HEAD_BYTES && view.getUint32(0, true) === MARK) return memory;
  memory.close();
  throw new TypeError(`Cannot find a ShareableList: the shared memory ${name} holds something else`);
}

/** What an item takes in memory. */
function bytesOf(item: unknown, action: string): Uint8Array {
  if (typeof item === "string") return new TextEncoder().encode(item);
  if (typeof item === "number") return new Uint8Array(new Float64Array([item]).buffer);
  if (typeof item === "bigint") {
    if (BigInt.asIntN(64, item) === item) return new Uint8Array(new BigInt64Array([item]).buffer);
    throw new RangeError(`Cannot ${action}: a bigint must fit 64 bits, got ${item}`);
  }
  if (item instanceof Uint8Array) return item;
  if (item === null || typeof item === "boolean") return new Uint8Array(0);
  throw new TypeError(
    `Cannot ${action}: an item must be a number, bigint, boolean, string, Uint8Array or null, got ${shown(item)}`,
  );
}

function typeOf(item: ShareableItem): number {
  if (item === null) return Type.null;
  if (typeof item === "boolean") return item ? Type.true : Type.false;
  return typeof item === "object" ? Type.bytes : Type[typeof item as "number" | "bigint" | "string"];
}

function write(buf: Uint8Array, view: DataView, entry: number, item: ShareableItem, bytes: Uint8Array): void {
  buf.set(bytes, view.getUint32(entry + 8, true));
  view.setUint32(entry, typeOf(item), true);
  view.setUint32(entry + 4, bytes.length, true);
}

function read(buf: Uint8Array, view: DataView, entry: number): ShareableItem {
  const [type, size, place] = [0, 4, 8].map((offset) => view.getUint32(entry + offset, true));
  const bytes = new Uint8Array(buf.subarray(place, place + size));
  if (type >= TYPE_COUNT) throw new TypeError("Cannot read an item: the list was overwritten");
  switch (type) {
    case Type.null:
      return null;
    case Type.false:
    case Type.true:
      return type === Type.true;
    case Type.number:
      return view.getFloat64(place, true);
    case Type.bigint:
      return view.getBigInt64(place, true);
    case Type.string:
      return new TextDecoder().decode(bytes);
    default:
      return bytes;
  }
}

function isSame(one: ShareableItem, other: ShareableItem): boolean {
  if (!(one instanceof Uint8Array && other instanceof Uint8Array)) return Object.is(one, other) || one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
