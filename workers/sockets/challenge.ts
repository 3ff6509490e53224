/**
 * How two sides prove to each other that they have the same key, without sending it. The messages are those of Python 3.12 and later:
 *
 *   deliverer   "#CHALLENGE#{sha256}" and 40 random bytes
 *   answerer    "{sha256}" and the HMAC of all that follows "#CHALLENGE#", with the key
 *   deliverer   "#WELCOME#" or "#FAILURE#"
 *
 * Then the other way round. As the HMAC covers the name of the digest, nobody in between can talk the sides into a weaker one; MD5, which
 * older Pythons use, is refused.
 *
 * @module
 */

import { builtin } from "../core/_builtin.ts";
import { AuthenticationError } from "../errors.ts";
import type { Wait } from "../wait_options.ts";

/**
 * What a challenge needs of a connection.
 *
 * @example
 * ```ts
 * import { answerChallenge, type ByteConnection, deliverChallenge, Pipe } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const [pipe, theirs] = Pipe();
 * let bytes = 0;
 * const counted: ByteConnection = { // what is sent by it is counted
 *   sendBytes: (message) => (bytes += message.length, pipe.sendBytes(message)),
 *   recvBytes: (maxLength, limit) => pipe.recvBytes(maxLength, limit),
 * };
 * const key = new TextEncoder().encode("secret");
 * await Promise.all([deliverChallenge(counted, key), answerChallenge(theirs, key)]);
 * assertEquals(bytes > 0, true);
 * ```
 * @category Sockets
 */
export interface ByteConnection {
  /** Sends a message. */
  sendBytes(bytes: Uint8Array, offset?: number, size?: number, wait?: Wait): Promise<void>;
  /** Receives a message, which must not be longer than asked for. */
  recvBytes(maxLength?: number, wait?: Wait): Promise<Uint8Array>;
}

/**
 * The same, blocking.
 *
 * @example
 * ```ts
 * import { AuthenticationError, type ByteConnectionSync, deliverChallengeSync } from "@quanta/quanta/processes";
 * import { assertThrows } from "@std/assert";
 *
 * const silent: ByteConnectionSync = {
 *   sendBytesSync: () => {},
 *   recvBytesSync: () => new Uint8Array(20), // no proof
 * };
 * const key = new TextEncoder().encode("secret");
 * assertThrows(() => deliverChallengeSync(silent, key), AuthenticationError);
 * ```
 * @category Sockets
 */
export interface ByteConnectionSync {
  /** Sends a message. */
  sendBytesSync(bytes: Uint8Array, offset?: number, size?: number, wait?: Wait): void;
  /** Receives a message, which must not be longer than asked for. */
  recvBytesSync(maxLength?: number, wait?: Wait): Uint8Array;
}

const MESSAGE_MAX_BYTES = 256;
const RANDOM_BYTES = 40;
const DIGEST = "sha256";
/** Digests that are accepted, by the names that travel, with Node's. */
const DIGESTS: Record<string, string> = {
  sha256: "sha256",
  sha384: "sha384",
  sha3_256: "sha3-256",
  sha3_384: "sha3-384",
};

const text = new TextEncoder();
const CHALLENGE = text.encode("#CHALLENGE#");
const WELCOME = text.encode("#WELCOME#");
const FAILURE = text.encode("#FAILURE#");

/** Sends what is yielded; where null is yielded, receives a message. */
type Steps = Generator<Uint8Array | null, void, Uint8Array>;

/** The part of Node's crypto that is used. */
interface Crypto {
  createHmac(digest: string, key: Uint8Array): { update(data: Uint8Array): { digest(): Uint8Array } };
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}

function loadCrypto(): Crypto {
  return builtin("node:crypto");
}

function* delivery(authKey: Uint8Array): Steps {
  const challenge = join(text.encode(`{${DIGEST}}`), crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
  yield join(CHALLENGE, challenge);
  const response = yield null;
  const reason = wrong(authKey, challenge, response);
  yield reason === null ? WELCOME : FAILURE;
  if (reason !== null) throw new AuthenticationError(`Cannot authenticate the peer: ${reason}`);
}

function* answer(authKey: Uint8Array): Steps {
  const message = yield null;
  if (!startsWith(message, CHALLENGE)) {
    throw new AuthenticationError("Cannot authenticate: the peer did not send a challenge");
  }
  const challenge = message.subarray(CHALLENGE.length);
  const digest = digestOf(challenge);
  if (digest === null || challenge.length < RANDOM_BYTES) {
    throw new AuthenticationError(
      "Cannot authenticate: the peer's challenge is too short, or wants a digest that is not accepted",
    );
  }
  yield join(text.encode(`{${digest}}`), mac(authKey, challenge, digest));
  const verdict = yield null;
  if (!isSame(verdict, WELCOME)) {
    throw new AuthenticationError("Cannot authenticate: the peer rejected the answer; the keys are not the same");
  }
}

/** Why a response does not prove the key; null when it does. */
function wrong(authKey: Uint8Array, challenge: Uint8Array, response: Uint8Array): string | null {
  const digest = digestOf(response);
  if (digest === null) return "its answer names no accepted digest";
  const expected = mac(authKey, challenge, digest);
  const given = response.subarray(digest.length + 2);
  const isRight = expected.length === given.length && loadCrypto().timingSafeEqual(expected, given);
  return isRight ? null : "its answer is wrong; the keys are not the same";
}

function mac(authKey: Uint8Array, message: Uint8Array, digest: string): Uint8Array {
  return loadCrypto().createHmac(DIGESTS[digest], authKey).update(message).digest();
}

/** The digest that a message names at its beginning. */
function digestOf(message: Uint8Array): string | null {
  const end = message.subarray(0, 20).indexOf(0x7d);
  if (message[0] !== 0x7b || end < 0) return null;
  const name = String.fromCharCode(...message.subarray(1, end));
  return Object.hasOwn(DIGESTS, name) ? name : null;
}

function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function startsWith(message: Uint8Array, start: Uint8Array): boolean {
  return isSame(message.subarray(0, start.length), start);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

async function run(connection: ByteConnection, steps: Steps, wait: Wait | undefined): Promise<void> {
  let next = steps.next();
  while (!next.done) { // one turn for each message
    if (next.value === null) next = steps.next(await connection.recvBytes(MESSAGE_MAX_BYTES, wait));
    else {
      await connection.sendBytes(next.value, 0, next.value.length, wait);
      next = steps.next(next.value);
    }
  }
}

function runSync(connection: ByteConnectionSync, steps: Steps, wait: Wait | undefined): void {
  let next = steps.next();
  while (!next.done) { // one turn for each message
    if (next.value === null) next = steps.next(connection.recvBytesSync(MESSAGE_MAX_BYTES, wait));
    else {
      connection.sendBytesSync(next.value, 0, next.value.length, wait);
      next = steps.next(next.value);
    }
  }
}

function checkConnection(connection: unknown, methods: string[], action: string): void {
  const has = (method: string) =>
    typeof (connection as Record<string, unknown> | null | undefined)?.[method] === "function";
  if (!methods.every(has)) {
    throw new TypeError(
      `Cannot ${action}: connection must have ${methods.join(" and ")}, got ${Deno.inspect(connection)}`,
    );
  }
}

/** @throws {TypeError} when it is no key. */
export function checkKey(authKey: unknown, action: string): asserts authKey is Uint8Array {
  if (!(authKey instanceof Uint8Array)) {
    throw new TypeError(
      `Cannot ${action}: authKey must be a Uint8Array, got ${authKey === null ? "null" : typeof authKey}`,
    );
  }
  // What was transferred away has no bytes left, and would be the empty key.
  if ((authKey.buffer as ArrayBuffer).detached) {
    throw new TypeError(`Cannot ${action}: authKey must have its bytes, got a detached buffer`);
  }
}

/**
 * Makes the other side of a connection prove that it has the key; the other side calls {@linkcode answerChallenge}.
 *
 * @param wait How long to wait for each message.
 * @throws {AuthenticationError} when it does not have it.
 *
 * @example
 * ```ts
 * import { answerChallenge, deliverChallenge, Pipe } from "@quanta/quanta";
 *
 * const [mine, theirs] = Pipe();
 * const key = new TextEncoder().encode("secret");
 * await Promise.all([deliverChallenge(mine, key), answerChallenge(theirs, key)]);
 * ```
 * @category Sockets
 */
export async function deliverChallenge(connection: ByteConnection, authKey: Uint8Array, wait?: Wait): Promise<void> {
  checkConnection(connection, ["sendBytes", "recvBytes"], "deliver a challenge");
  checkKey(authKey, "deliver a challenge");
  await run(connection, delivery(authKey), wait);
}

/**
 * The same; blocks the thread.
 *
 * @example
 * ```ts
 * import { AuthenticationError, deliverChallengeSync, Pipe } from "@quanta/quanta/processes";
 * import { assertThrows } from "@std/assert";
 *
 * const [mine, theirs] = Pipe();
 * const key = new TextEncoder().encode("secret");
 * theirs.sendBytesSync(new Uint8Array(20)); // no proof
 * assertThrows(() => deliverChallengeSync(mine, key), AuthenticationError);
 * ```
 * @category Sockets
 */
export function deliverChallengeSync(connection: ByteConnectionSync, authKey: Uint8Array, wait?: Wait): void {
  checkConnection(connection, ["sendBytesSync", "recvBytesSync"], "deliver a challenge");
  checkKey(authKey, "deliver a challenge");
  runSync(connection, delivery(authKey), wait);
}

/**
 * Proves to the other side of a connection that this one has the key.
 *
 * @param wait How long to wait for each message.
 * @throws {AuthenticationError} when the other side says that it does not, or sends something else than a challenge.
 * @example
 * ```ts
 * import { answerChallenge, deliverChallenge, Pipe } from "@quanta/quanta/processes";
 *
 * const [mine, theirs] = Pipe();
 * const key = new TextEncoder().encode("secret");
 * await Promise.all([deliverChallenge(mine, key), answerChallenge(theirs, key)]);
 * ```
 * @category Sockets
 */
export async function answerChallenge(connection: ByteConnection, authKey: Uint8Array, wait?: Wait): Promise<void> {
  checkConnection(connection, ["sendBytes", "recvBytes"], "answer a challenge");
  checkKey(authKey, "answer a challenge");
  await run(connection, answer(authKey), wait);
}

/**
 * The same; blocks the thread.
 *
 * @example
 * ```ts
 * import { answerChallengeSync, AuthenticationError, Pipe } from "@quanta/quanta/processes";
 * import { assertThrows } from "@std/assert";
 *
 * const [mine, theirs] = Pipe();
 * const key = new TextEncoder().encode("secret");
 * theirs.sendBytesSync(new Uint8Array(20)); // no challenge
 * assertThrows(() => answerChallengeSync(mine, key), AuthenticationError);
 * ```
 * @category Sockets
 */
export function answerChallengeSync(connection: ByteConnectionSync, authKey: Uint8Array, wait?: Wait): void {
  checkConnection(connection, ["sendBytesSync", "recvBytesSync"], "answer a challenge");
  checkKey(authKey, "answer a challenge");
  runSync(connection, answer(authKey), wait);
}
