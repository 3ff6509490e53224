// Arrays of a compiled policy. An index is a number as everywhere in its file, so these are classes of our own instead of the
// compiler's: `$get` and `$set` are what its `list[index]` becomes, with the place in its file. A number that nobody has put
// there is NaN, which is what `undefined` counts as. Taking the first away is as cheap as taking the last.

import { fail, Fault } from "./faults";
import { placeOf, updated } from "./numbers";

/** Elements at the most. */
// @ts-ignore: decorator
@inline const LENGTH_MAX: f64 = 134217728;

/** A length as the author writes it. */
export function lengthOf(length: f64, site: u32 = 0): i32 {
  if (!(length >= 0 && length <= LENGTH_MAX && floor(length) == length)) fail(Fault.Length, length, LENGTH_MAX, site);
  return i32(length);
}

/** A place counted from the front, or from the back where it is less than 0, within a length. */
function placeIn(place: f64, length: i32): i32 {
  if (place != place) return 0;
  const whole = trunc(place);
  return i32(whole < 0 ? max(whole + f64(length), 0) : min(whole, f64(length)));
}

/** What stands where nothing was put. */
// @ts-ignore: decorator
@inline function nothing<T>(): T {
  if (isFloat<T>()) return <T>NaN;
  if (isReference<T>()) return changetype<T>(0);
  return <T>0;
}

// @ts-ignore: decorator
@global @final export class $Array<T> {
  /** Where the elements stand, which the collector follows; the address of the first one, and that after the last place. */
  items: StaticArray<T>;
  first: usize;
  end: usize;
  count: i32;

  constructor(length: f64 = 0) {
    const count = lengthOf(length);
    const room = max(count, 4);
    this.items = new StaticArray<T>(room);
    this.first = changetype<usize>(this.items);
    this.end = this.first + (usize(room) << alignof<T>());
    this.count = count;
    if (isFloat<T>()) for (let index = 0; index < count; index += 1) this.write(index, nothing<T>());
  }

  // @ts-ignore: decorator
  @inline slot(index: i32): usize {
    return this.first + (usize(index) << alignof<T>());
  }
  // @ts-ignore: decorator
  @inline read(index: i32): T {
    return load<T>(this.slot(index));
  }
  // @ts-ignore: decorator
  @inline write(index: i32, value: T): void {
    store<T>(this.slot(index), value);
  }
  // Of each two methods one takes an index of the author's, the other a process as the core numbers it.
  // @ts-ignore: decorator
  @inline $get(index: f64, site: u32): T {
    const place = placeOf(index);
    if (f64(place) != index) fail(Fault.Index, index, f64(this.count), site);
    return this.$getAt(place, site);
  }
  // @ts-ignore: decorator
  @inline $getAt(place: i32, site: u32): T {
    if (u32(place) >= u32(this.count)) fail(Fault.Index, place, f64(this.count), site);
    const value = this.read(place);
    if (isReference<T>() && !isNullable<T>() && changetype<usize>(value) == 0) fail(Fault.Hole, place, f64(this.count), site);
    return value;
  }
  /** The element where there is one. */
  // @ts-ignore: decorator
  @inline $getOr(index: f64, other: T): T {
    const place = placeOf(index);
    return f64(place) == index ? this.$getOrAt(place, other) : other;
  }
  // @ts-ignore: decorator
  @inline $getOrAt(place: i32, other: T): T {
    return u32(place) < u32(this.count) ? $either(this.read(place), other) : other;
  }
  // @ts-ignore: decorator
  @inline $set(index: f64, value: T, site: u32): T {
    const place = placeOf(index);
    if (f64(place) != index || u32(place) >= u32(this.count)) this.lengthen(index, site);
    this.write(place, value);
    return value;
  }
  // @ts-ignore: decorator
  @inline $setAt(place: i32, value: T, site: u32): T {
    if (u32(place) >= u32(this.count)) this.lengthen(place, site);
    this.write(place, value);
    return value;
  }
  /** `list[index] += value` and the like. */
  // @ts-ignore: decorator
  @inline $update(index: f64, operator: u32, value: f64, site: u32): f64 {
    return this.$set(index, updated(this.$get(index, site), operator, value), site);
  }
  /** An index past the end makes it longer. */
  lengthen(index: f64, site: u32): void {
    if (!(index >= 0 && floor(index) == index)) fail(Fault.Index, index, f64(this.count), site);
    this.setLength(lengthOf(index + 1, site));
  }
  setLength(count: i32): void {
    if (count > this.count) this.makeRoom(count);
    for (let index = this.count; index < count; index += 1) this.write(index, nothing<T>());
    if (isReference<T>()) for (let index = count; index < this.count; index += 1) this.write(index, nothing<T>());
    this.count = count;
  }
  /** Room for so many from the first on: what was taken from the front is used again before there is more memory. */
  makeRoom(count: i32): void {
    if (this.slot(count) <= this.end) return;
    const start = changetype<usize>(this.items);
    const bytes = usize(this.count) << alignof<T>();
    const room = i32((this.end - start) >> alignof<T>());
    if (count <= room >> 1) {
      memory.copy(start, this.first, bytes);
      if (isReference<T>()) memory.fill(start + bytes, 0, this.end - start - bytes);
      this.first = start;
      return;
    }
    lengthOf(f64(count));
    const more = max(count, this.count << 1);
    const items = new StaticArray<T>(more);
    memory.copy(changetype<usize>(items), this.first, bytes);
    this.items = items;
    this.first = changetype<usize>(items);
    this.end = this.first + (usize(more) << alignof<T>());
  }

  // @ts-ignore: decorator
  @inline get $length(): f64 {
    return f64(this.count);
  }
  set $length(length: f64) {
    this.setLength(lengthOf(length));
  }
  // @ts-ignore: decorator
  @inline push(value: T): f64 {
    const count = this.count;
    if (this.slot(count) == this.end) this.makeRoom(count + 1);
    this.write(count, value);
    this.count = count + 1;
    return f64(count + 1);
  }
  /** `push(...others)`. */
  $append(others: $Array<T>): f64 {
    const count = others.count;
    for (let index = 0; index < count; index += 1) this.push(others.read(index));
    return f64(this.count);
  }
  unshift(value: T): f64 {
    if (this.first > changetype<usize>(this.items)) this.first -= sizeof<T>();
    else {
      this.makeRoom(this.count + 1);
      memory.copy(this.slot(1), this.first, usize(this.count) << alignof<T>());
    }
    this.count += 1;
    this.write(0, value);
    return f64(this.count);
  }
  // @ts-ignore: decorator
  @inline pop(): T {
    if (this.count == 0) return this.none();
    this.count -= 1;
    const value = this.read(this.count);
    if (isReference<T>()) this.write(this.count, nothing<T>());
    return value;
  }
  // @ts-ignore: decorator
  @inline shift(): T {
    if (this.count == 0) return this.none();
    const value = this.read(0);
    if (isReference<T>()) this.write(0, nothing<T>());
    this.first += sizeof<T>();
    this.count -= 1;
    return value;
  }
  none(): T {
    if (!isFloat<T>() && !isNullable<T>()) fail(Fault.Empty, 0);
    return nothing<T>();
  }
  at(index: f64): T {
    const place = i32(trunc(index));
    const from = place < 0 ? place + this.count : place;
    return u32(from) < u32(this.count) ? this.read(from) : this.none();
  }
  indexOf(value: T, from: f64 = 0): f64 {
    for (let index = placeIn(from, this.count); index < this.count; index += 1) {
      if (this.read(index) == value) return f64(index);
    }
    return -1;
  }
  lastIndexOf(value: T): f64 {
    for (let index = this.count - 1; index >= 0; index -= 1) if (this.read(index) == value) return f64(index);
    return -1;
  }
  includes(value: T): bool {
    return this.indexOf(value) >= 0;
  }
  slice(from: f64 = 0, to: f64 = Infinity): $Array<T> {
    const first = placeIn(from, this.count);
    const end = placeIn(to, this.count);
    const part = new $Array<T>();
    for (let index = first; index < end; index += 1) part.push(this.read(index));
    return part;
  }
  splice(from: f64, removed: f64 = Infinity): $Array<T> {
    const first = placeIn(from, this.count);
    const number = i32(max(0, min(trunc(removed), f64(this.count - first))));
    const part = new $Array<T>();
    for (let index = 0; index < number; index += 1) part.push(this.read(first + index));
    if (first == 0) {
      if (isReference<T>()) for (let index = 0; index < number; index += 1) this.write(index, nothing<T>());
      this.first = this.slot(number);
      this.count -= number;
      return part;
    }
    const at = this.slot(first);
    const rest = usize(this.count - first - number) << alignof<T>();
    memory.copy(at, at + (usize(number) << alignof<T>()), rest);
    this.setLength(this.count - number);
    return part;
  }
  /** `splice` with one element to put there. */
  $splice(from: f64, removed: f64, value: T): $Array<T> {
    const first = placeIn(from, this.count);
    const part = this.splice(f64(first), removed);
    if (first == 0) {
      this.unshift(value);
      return part;
    }
    this.makeRoom(this.count + 1);
    const at = this.slot(first);
    memory.copy(at + (1 << alignof<T>()), at, usize(this.count - first) << alignof<T>());
    this.count += 1;
    this.write(first, value);
    return part;
  }
  fill(value: T, from: f64 = 0, to: f64 = Infinity): $Array<T> {
    const end = placeIn(to, this.count);
    for (let index = placeIn(from, this.count); index < end; index += 1) this.write(index, value);
    return this;
  }
  reverse(): $Array<T> {
    for (let low = 0, high = this.count - 1; low < high; low += 1, high -= 1) {
      const value = this.read(low);
      this.write(low, this.read(high));
      this.write(high, value);
    }
    return this;
  }
  concat(other: $Array<T>): $Array<T> {
    const all = this.slice();
    for (let index = 0; index < other.count; index += 1) all.push(other.read(index));
    return all;
  }
  /** Stable, as in JavaScript: by merging runs. */
  sort(compare: (a: T, b: T) => f64): $Array<T> {
    let from = this.slice();
    let to = this.slice();
    for (let run = 1; run < this.count; run <<= 1) {
      for (let low = 0; low < this.count; low += run << 1) {
        const middle = min(low + run, this.count);
        const end = min(middle + run, this.count);
        let left = low;
        let right = middle;
        for (let index = low; index < end; index += 1) {
          const takesLeft = left < middle && (right >= end || !(compare(from.read(left), from.read(right)) > 0));
          to.write(index, takesLeft ? from.read(left++) : from.read(right++));
        }
      }
      const other = from;
      from = to;
      to = other;
    }
    for (let index = 0; index < this.count; index += 1) this.write(index, from.read(index));
    return this;
  }
  findIndex(found: (value: T, index: f64) => bool): f64 {
    for (let index = 0; index < this.count; index += 1) if (found(this.read(index), f64(index))) return f64(index);
    return -1;
  }
  some(found: (value: T, index: f64) => bool): bool {
    return this.findIndex(found) >= 0;
  }
  every(holds: (value: T, index: f64) => bool): bool {
    for (let index = 0; index < this.count; index += 1) if (!holds(this.read(index), f64(index))) return false;
    return true;
  }
  filter(holds: (value: T, index: f64) => bool): $Array<T> {
    const part = new $Array<T>();
    for (let index = 0; index < this.count; index += 1) {
      if (holds(this.read(index), f64(index))) part.push(this.read(index));
    }
    return part;
  }
  map<U>(made: (value: T, index: f64) => U): $Array<U> {
    const all = new $Array<U>();
    for (let index = 0; index < this.count; index += 1) all.push(made(this.read(index), f64(index)));
    return all;
  }
}

/** `Array.from({ length }, () => …)`. */
// @ts-ignore: decorator
@global export function $listFrom<T>(length: f64, made: (none: f64, index: f64) => T): $Array<T> {
  const all = new $Array<T>();
  const count = lengthOf(length);
  for (let index = 0; index < count; index += 1) all.push(made(NaN, f64(index)));
  return all;
}

/** A list of elements, which are put there one by one. */
// @ts-ignore: decorator
@global @inline export function $with<T>(list: $Array<T>, value: T): $Array<T> {
  list.push(value);
  return list;
}

/** Whether two texts are the same. Texts of the file, which stand below all that is made, are there once each. */
// @ts-ignore: decorator
@global @inline export function $same(a: string, b: string): bool {
  const isSame = changetype<usize>(a) == changetype<usize>(b);
  if (isSame || max(changetype<usize>(a), changetype<usize>(b)) < __heap_base) return isSame;
  return a == b;
}

/** `value ?? other`: a number that is NaN counts as `undefined`. */
// @ts-ignore: decorator
@global @inline export function $either<T>(value: T, other: T): T {
  if (isFloat<T>()) return value == value ? value : other;
  if (isReference<T>()) return changetype<usize>(value) != 0 ? value : other;
  return value;
}
