// Typed arrays of a compiled policy: what is read is a number, and what is written becomes one of the array's kind as in JavaScript.

import { fail, Fault } from "./faults";
import { lengthOf } from "./lists";
import { placeOf, toInt32, updated } from "./numbers";

export class TypedList<T> {
  /** Where the elements stand, which the collector follows, and the address of the first one. */
  items: StaticArray<T>;
  first: usize;
  count: u32;

  constructor(length: f64 = 0) {
    const count = lengthOf(length);
    this.items = new StaticArray<T>(count);
    this.first = changetype<usize>(this.items);
    this.count = count;
  }

  // @ts-ignore: decorator
  @inline read(index: i32): f64 {
    return f64(load<T>(this.first + (usize(index) << alignof<T>())));
  }
  // @ts-ignore: decorator
  @inline write(index: i32, value: f64): void {
    const slot = this.first + (usize(index) << alignof<T>());
    if (isFloat<T>()) store<T>(slot, <T>value);
    else store<T>(slot, <T>toInt32(value));
  }
  // Of each two methods one takes an index of the author's, the other a process as the core numbers it.
  // @ts-ignore: decorator
  @inline $get(index: f64, site: u32): f64 {
    return this.$getAt(this.place(index, site), site);
  }
  // @ts-ignore: decorator
  @inline $getAt(place: i32, site: u32): f64 {
    if (u32(place) >= this.count) fail(Fault.Index, place, this.$length, site);
    return this.read(place);
  }
  // @ts-ignore: decorator
  @inline $getOr(index: f64, other: f64): f64 {
    const place = placeOf(index);
    return f64(place) == index ? this.$getOrAt(place, other) : other;
  }
  // @ts-ignore: decorator
  @inline $getOrAt(place: i32, other: f64): f64 {
    return u32(place) < this.count ? this.read(place) : other;
  }
  // @ts-ignore: decorator
  @inline $set(index: f64, value: f64, site: u32): f64 {
    return this.$setAt(this.place(index, site), value, site);
  }
  // @ts-ignore: decorator
  @inline $setAt(place: i32, value: f64, site: u32): f64 {
    if (u32(place) >= this.count) fail(Fault.Index, place, this.$length, site);
    this.write(place, value);
    return value;
  }
  // @ts-ignore: decorator
  @inline place(index: f64, site: u32): i32 {
    const place = placeOf(index);
    if (f64(place) != index) fail(Fault.Index, index, this.$length, site);
    return place;
  }
  /** `list[index] += value` and the like. */
  // @ts-ignore: decorator
  @inline $update(index: f64, operator: u32, value: f64, site: u32): f64 {
    return this.$set(index, updated(this.$get(index, site), operator, value), site);
  }
  // @ts-ignore: decorator
  @inline get $length(): f64 {
    return f64(this.count);
  }
  fill(value: f64): this {
    for (let index = 0; u32(index) < this.count; index += 1) this.write(index, value);
    return this;
  }
  indexOf(value: f64): f64 {
    for (let index = 0; u32(index) < this.count; index += 1) if (this.read(index) == value) return f64(index);
    return -1;
  }
  includes(value: f64): bool {
    return this.indexOf(value) >= 0;
  }
}

// @ts-ignore: decorator
@global @final export class $Float64Array extends TypedList<f64> {}
// @ts-ignore: decorator
@global @final export class $Float32Array extends TypedList<f32> {}
// @ts-ignore: decorator
@global @final export class $Int32Array extends TypedList<i32> {}
// @ts-ignore: decorator
@global @final export class $Uint32Array extends TypedList<u32> {}
// @ts-ignore: decorator
@global @final export class $Int16Array extends TypedList<i16> {}
// @ts-ignore: decorator
@global @final export class $Uint16Array extends TypedList<u16> {}
// @ts-ignore: decorator
@global @final export class $Int8Array extends TypedList<i8> {}
// @ts-ignore: decorator
@global @final export class $Uint8Array extends TypedList<u8> {}
