/**
 * From what a workload is read from (text, bytes, a stream, gzip) to chunks of text, with a bound on their size.
 *
 * @module
 */

import type { WorkloadError, WorkloadPlace } from "./error.ts";
import { encodingOf, foreignKind } from "./_encoding.ts";
import { type Complaint, textError } from "./_problems.ts";

/** Bytes that are decoded at once. */
const CHUNK_BYTES = 2 ** 18;

/** Bytes that are decompressed at once: gzip can grow a thousandfold, and only the result is bounded. */
const GZIP_CHUNK_BYTES = 2 ** 14;

/** What encodings are called that notes name. */
const ENCODING_NAMES: Readonly<Record<string, string>> = {
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  gb18030: "GBK",
  big5: "Big5",
  shift_jis: "Shift JIS",
  "euc-kr": "EUC-KR",
};

/** How much text is looked at to tell the format. */
const HEAD_LENGTH = 4096;

/** What {@linkcode TextInput} takes. */
export interface TextInputOptions {
  /** For error messages. */
  file?: string;
  /** Stops reading. */
  signal?: AbortSignal;
}

/** The text of a workload, in chunks. To be read once. */
export class TextInput implements AsyncIterable<string> {
  /** The most bytes of text, decompressed. May be set until reading has begun. */
  maxBytes = Infinity;
  /** What the reader of the text should know. */
  readonly notes: string[] = [];
  /** Whether all of the text was peeked at. */
  isWhole = false;
  readonly #file: string | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #chunks: AsyncGenerator<string, void, void>;
  #head: string[] = [];
  #line = 1;
  #bytes = 0;

  constructor(input: string | Uint8Array | ReadableStream<Uint8Array>, options: TextInputOptions = {}) {
    this.#file = options.file;
    this.#signal = options.signal;
    this.#chunks = typeof input === "string"
      ? this.#fromText(input)
      : this.#decoded(input instanceof Uint8Array ? slices(input, CHUNK_BYTES) : read(input, options.signal));
  }

  /** How the text begins, at least its first few thousand characters; it is read again later. */
  async peek(): Promise<string> {
    for (let length = 0; length < HEAD_LENGTH;) {
      const { value, done } = await this.#chunks.next();
      this.isWhole = done ?? false;
      if (done) break;
      this.#head.push(value);
      length += value.length;
    }
    return this.#head.join("");
  }

  /**
   * The chunks, none of them empty.
   *
   * @throws {WorkloadError} If the bytes are no text, or too many.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, void> {
    try {
      this.#checkSize();
      const head = this.#head;
      this.#head = [];
      yield* head;
      yield* this.#chunks;
    } finally {
      await this.close();
    }
  }

  /** The whole text at once. */
  async text(): Promise<string> {
    const chunks: string[] = [];
    for await (const chunk of this) chunks.push(chunk);
    return chunks.join("");
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#chunks.return();
  }

  async *#fromText(input: string): AsyncGenerator<string, void, void> {
    const text = input.startsWith("\uFEFF") ? input.slice(1) : input;
    this.#bytes = text.length;
    if (text.length === 0) return;
    this.#check(text);
    yield text;
  }

  async *#decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
    let decoder: TextDecoder | undefined;
    for await (const chunk of joinFirst(this.#decompressed(bytes), HEAD_LENGTH)) {
      decoder ??= this.#decoderFor(chunk);
      this.#signal?.throwIfAborted();
      this.#bytes += chunk.length;
      this.#checkSize();
      const text = this.#decode(decoder, chunk);
      if (text.length === 0) continue;
      this.#check(text);
      yield text;
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#line++;
    }
    if (decoder !== undefined) this.#decode(decoder, undefined);
  }

  /** What decodes a text that begins with these bytes. */
  #decoderFor(head: Uint8Array): TextDecoder {
    const foreign = foreignKind(head);
    if (foreign !== undefined) throw this.#error({ rule: "text", value: foreign.kind, hint: foreign.way });
    const label = encodingOf(head) ?? "utf-8";
    if (label !== "utf-8") this.notes.push(`read as ${ENCODING_NAMES[label] ?? label}: the file is not in UTF-8`);
    return new TextDecoder(label, { fatal: true });
  }

  /** The bytes themselves, or what gzip made them from. */
  async *#decompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    const chunks = source[Symbol.asyncIterator]();
    try {
      const head = await this.#firstBytes(chunks);
      if (head[0] === 0x1f && head[1] === 0x8b) {
        yield* this.#gunzip(reslice(chain(head, chunks), GZIP_CHUNK_BYTES));
      } else if (head.length > 0) {
        yield* reslice(chain(head, chunks), CHUNK_BYTES);
      }
    } finally {
      await chunks.return?.();
    }
  }

  /** At least two bytes, unless there are fewer. */
  async #firstBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
    let head: Uint8Array = new Uint8Array();
    while (head.length < 2) {
      const { value, done } = await chunks.next();
      if (done) break;
      if (head.length === 0) head = value;
      else head = joined([head, value], head.length + value.length);
    }
    return head;
  }

  async *#gunzip(bytes: AsyncGenerator<Uint8Array, void, void>): AsyncGenerator<Uint8Array, void, void> {
    let sourceError: { cause: unknown } | undefined;
    const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        try {
          const { value, done } = await bytes.next();
          if (done) controller.close();
          else controller.enqueue(value as Uint8Array<ArrayBuffer>);
        } catch (cause) {
          sourceError = { cause };
          throw cause;
        }
      },
      async cancel() {
        await bytes.return();
      },
    });
    const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        yield* slices(value, CHUNK_BYTES);
      }
    } catch (error) {
      if (sourceError !== undefined) throw sourceError.cause;
      if (!(error instanceof TypeError)) throw error;
      throw this.#error({ rule: "whole and undamaged gzip data", value: error.message }, { cause: error });
    } finally {
      await reader.cancel().catch(() => {});
    }
  }

  #decode(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      // A lenient decoder shows where the first bad byte stands.
      const text = chunk === undefined ? "" : new TextDecoder(decoder.encoding).decode(chunk);
      const before = text.slice(0, Math.max(0, text.indexOf("\uFFFD")));
      this.#line += before.split("\n").length - 1;
      const name = ENCODING_NAMES[decoder.encoding] ?? decoder.encoding.toUpperCase();
      throw this.#error({ rule: `in ${name}`, value: "bytes that are none", hint: "save it as UTF-8" }, { cause });
    }
  }

  #check(text: string): void {
    const index = text.slice(0, HEAD_LENGTH).indexOf("\0");
    if (index < 0) return;
    this.#line += text.slice(0, index).split("\n").length - 1;
    throw this.#error({ rule: "text", value: "binary data" });
  }

  #checkSize(): void {
    if (this.#bytes <= this.maxBytes) return;
    throw textError({ file: this.#file }, { rule: `at most ${this.maxBytes} bytes (maxBytes)`, value: "more" });
  }

  #error(complaint: Complaint, options: ErrorOptions = {}): WorkloadError {
    const place: WorkloadPlace = { file: this.#file, line: this.#line };
    return textError(place, complaint, options);
  }
}

/** The chunks of a stream; an abort ends even a read that waits for input. The stream is cancelled at the end. */
async function* read(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader();
  const cancel = () => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    for (;;) {
      const { value, done } = await reader.read();
      signal?.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** The chunks, the first of at least `length` bytes, unless there are fewer. */
async function* joinFirst(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array, void, void> {
  let pieces: Uint8Array[] | undefined = [];
  let count = 0;
  for await (const chunk of chunks) {
    if (pieces === undefined) {
      yield chunk;
      continue;
    }
    pieces.push(chunk);
    count += chunk.length;
    if (count < length) continue;
    yield joined(pieces, count);
    pieces = undefined;
  }
  if (pieces !== undefined && count > 0) yield joined(pieces, count);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

async function* slices(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array, void, void> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

async function* reslice(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of chunks) yield* slices(chunk, length);
}

async function* chain(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  yield head;
  for (;;) {
    const { value, done } = await rest.next();
    if (done) return;
    yield value;
  }
}
