/**
 * Buffers that bytes are sent from and received into: what connections of every kind check of them.
 *
 * @module
 */

import { shown } from "../core/_shown.ts";
import { BufferTooShort } from "../errors.ts";

/** @throws {RangeError} when it is no length. @throws {TypeError} when it is no number. */
export function checkLength(maxLength: number | undefined): void {
  if (maxLength !== undefined && typeof maxLength !== "number") {
    throw new TypeError(`Cannot receive bytes: maxLength must be a number, got ${shown(maxLength)}`);
  }
  if (maxLength !== undefined && !(maxLength >= 0)) {
    throw new RangeError(`Cannot receive bytes: maxLength must be 0 or more, got ${maxLength}`);
  }
}

/** @throws {TypeError} when it is no buffer. */
function checkBuffer(buffer: unknown, action: string): void {
  if (!(buffer instanceof Uint8Array)) {
    throw new TypeError(`Cannot ${action}: buffer must be a Uint8Array, got ${shown(buffer)}`);
  }
  if (buffer.buffer instanceof ArrayBuffer && buffer.buffer.detached) {
    throw new TypeError(`Cannot ${action}: buffer must have its memory, got one that was given away (detached)`);
  }
}

/** @throws {RangeError} when it lies outside of the buffer. @throws {TypeError} when it is no buffer. */
export function checkOffset(buffer: Uint8Array, offset: number): void {
  checkBuffer(buffer, "receive bytes");
  if (!(Number.isInteger(offset) && offset >= 0 && offset <= buffer.length)) {
    throw new RangeError(`Cannot receive bytes: offset must be from 0 to ${buffer.length}, got ${shown(offset)}`);
  }
}

/** The part of a buffer to send. @throws when it does not lie inside. */
export function part(buffer: Uint8Array, offset = 0, size = buffer?.length - offset): Uint8Array {
  checkBuffer(buffer, "send bytes");
  if (!(Number.isInteger(offset) && offset >= 0 && offset <= buffer.length)) {
    throw new RangeError(`Cannot send bytes: offset must be from 0 to ${buffer.length}, got ${shown(offset)}`);
  }
  if (!(Number.isInteger(size) && size >= 0 && offset + size <= buffer.length)) {
    throw new RangeError(`Cannot send bytes: size must be from 0 to ${buffer.length - offset}, got ${shown(size)}`);
  }
  return buffer.subarray(offset, offset + size);
}

/** Copies a message into a buffer. @throws {BufferTooShort} when it does not fit. */
export function into(buffer: Uint8Array, offset: number, message: Uint8Array): number {
  if (message.length > buffer.length - offset) {
    const room = buffer.length - offset;
    throw new BufferTooShort(
      `Cannot receive bytes: the message has ${message.length} bytes, the buffer ${room}`,
      message,
    );
  }
  buffer.set(message, offset);
  return message.length;
}
