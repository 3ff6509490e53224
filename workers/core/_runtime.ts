/**
 * The runtimes that processes run in.
 *
 * @module
 */

/**
 * Before it an `Atomics.waitAsync` that another thread wakes is not seen until something else turns the event loop, so that whoever
 * awaits a message, a lock or a result waits for ever.
 */
const DENO_OLDEST = [2, 7, 6];

/**
 * Looks whether processes can run here, before the first one is.
 *
 * @param version Deno's version, such as `2.9.6`; undefined in other runtimes.
 * @throws {Error} when they cannot.
 */
export function checkRuntime(version: string | undefined = deno()?.version.deno): void {
  const oldest = DENO_OLDEST.join(".");
  if (version === undefined) {
    throw new Error(`Cannot use processes: the runtime must be Deno ${oldest} or newer, got another one`);
  }
  const numbers = version.split(".").map((part) => Number.parseInt(part));
  const differs = DENO_OLDEST.findIndex((number, index) => numbers[index] !== number);
  if (differs !== -1 && numbers[differs] < DENO_OLDEST[differs]) {
    throw new Error(
      `Cannot use processes: the runtime must be Deno ${oldest} or newer, got Deno ${version}; deno upgrade`,
    );
  }
}

function deno(): { version: { deno: string } } | undefined {
  return (globalThis as { Deno?: { version: { deno: string } } }).Deno;
}
