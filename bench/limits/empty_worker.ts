/**
 * A worker that only says that it is there.
 *
 * @module
 */

(globalThis as unknown as { postMessage(message: unknown): void }).postMessage("ready");
