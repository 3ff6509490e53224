/**
 * Streams of a process that does not hold up the event loop: Deno lets go of its streams too, so that nobody's reading would end. Whoever
 * reads or writes is held here, and nobody else.
 *
 * @module
 */

/** The longest that a timer can be set to. */
const TIMER_MAX_MS = 2 ** 30;

async function hold<T>(pending: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, TIMER_MAX_MS);
  try {
    return await pending;
  } finally {
    clearInterval(timer);
  }
}

/** A stream of the same bytes. Nothing is read ahead. */
export function heldReadable(inner: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = inner.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await hold(reader.read());
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}

/** A stream that writes to the same place. */
export function heldWritable(inner: WritableStream<Uint8Array<ArrayBuffer>>): WritableStream<Uint8Array<ArrayBuffer>> {
  const writer = inner.getWriter();
  return new WritableStream({
    write: (bytes) => hold(writer.write(bytes)),
    close: () => hold(writer.close()),
    abort: (reason) => writer.abort(reason),
  });
}
