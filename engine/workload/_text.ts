/**
 * Joins lines into chunks, so that a workload of any size is written in bounded memory.
 *
 * @module
 */

/** Chunks are at least this long, but for the last. */
const CHUNK_LENGTH = 2 ** 16;

/**
 * Joins pieces of text into chunks.
 *
 * @param pieces The pieces, as they are: line breaks included.
 * @returns The chunks, none of them empty.
 */
export function* joinChunks(pieces: Iterable<string>): Generator<string, void, void> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}
