/**
 * The sockets of a process, in a helper process of its own. Deno's sockets have no blocking form, and a pipe of this library has:
 * so the helper has the sockets, and carries messages between them and pipes whose other ends the user has (`_socket_pump.ts`).
 * The user calls it as an object of a manager (`_sockets.ts`).
 *
 * Accepting is done on demand: sockets are taken from the system while somebody waits in `ready`, and their keys are
 * proved side by side, so that a silent peer keeps nobody else out. Who comes through is kept until somebody takes it.
 *
 * @module
 */

import { FrameSocket } from "./_socket_frame.ts";
import { SocketPump } from "./_socket_pump.ts";
import { answerChallenge, type ByteConnection, deliverChallenge } from "./challenge.ts";
import type { Connection } from "../channels/connection.ts";
import { AuthenticationError, EndOfFileError, TimeoutError } from "../errors.ts";
import type { Address, SocketSettings } from "./socket_options.ts";

/** Handshakes of one listener that may be under way at once. */
const HANDSHAKES_MAX = 64;
/** How long what was sent may take to reach the network at the end. */
const FLUSH_MS = 700;
/** The helper ends when it has had nothing for so long. */
const IDLE_MS = 1000;

/** What came through, or why it did not. */
type Arrival = { socket: FrameSocket } | { error: unknown };

/** One open listener. */
class Listening {
  readonly settings: SocketSettings;
  readonly #listener: Deno.Listener;
  readonly #arrivals: Arrival[] = [];
  /** Those who wait for an arrival. */
  readonly #waiting: { resolve(): void; reject(reason: unknown): void }[] = [];
  readonly #handshakes = new Set<FrameSocket>();
  #isAccepting = false;
  #isClosed = false;

  constructor(settings: SocketSettings) {
    this.settings = settings;
    this.#listener = open(settings);
  }

  get address(): Address {
    return publicAddress(this.#listener.addr);
  }

  /** Resolves when there is somebody to take. */
  ready(): Promise<void> {
    if (this.#isClosed) throw closed();
    if (this.#arrivals.length > 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ resolve, reject });
    this.#accept();
    return promise;
  }

  take(): Arrival | undefined {
    return this.#arrivals.shift();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener.close();
    for (const { reject } of this.#waiting.splice(0)) reject(closed());
    for (const arrival of this.#arrivals.splice(0)) if ("socket" in arrival) arrival.socket.close();
    for (const socket of this.#handshakes) socket.close();
    removeFile(this.settings);
  }

  /** Takes sockets while somebody waits and there is room for handshakes. */
  async #accept(): Promise<void> {
    if (this.#isAccepting) return;
    this.#isAccepting = true;
    try {
      while (!this.#isClosed && this.#waiting.length > 0 && this.#handshakes.size < HANDSHAKES_MAX) {
        this.#greet(new FrameSocket(await this.#listener.accept()));
      }
    } catch (error) {
      if (!this.#isClosed) this.#arrive({ error });
    } finally {
      this.#isAccepting = false;
    }
  }

  async #greet(socket: FrameSocket): Promise<void> {
    this.#handshakes.add(socket);
    let arrival: Arrival = { socket };
    try {
      await handshake(socket, this.settings, [deliverChallenge, answerChallenge]);
    } catch (error) {
      socket.close();
      arrival = { error };
    }
    this.#handshakes.delete(socket);
    if (this.#isClosed) socket.close();
    else this.#arrive(arrival);
  }

  #arrive(arrival: Arrival): void {
    this.#arrivals.push(arrival);
    // All of them: some may have given up, and those who find nothing ask again.
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }
}

/** The object that the helper keeps. */
export class SocketHub {
  readonly #listeners = new Map<number, Listening>();
  readonly #pumps = new Set<SocketPump>();
  /** Connections that are being made, by the numbers of their clients' calls; false when the client gave up. */
  readonly #connecting = new Map<number, AbortController>();
  #lastId = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** Opens a listener. */
  listen(settings: SocketSettings): { id: number; address: Address } {
    const listening = new Listening(settings);
    this.#listeners.set(++this.#lastId, listening);
    this.#busy();
    return { id: this.#lastId, address: listening.address };
  }

  /** Resolves when a listener has somebody to take. */
  ready(id: number): Promise<void> {
    const listening = this.#listeners.get(id);
    if (listening === undefined) throw closed();
    return listening.ready();
  }

  /** Gives the next one a pipe. Where it comes from; null when another took it. @throws why the next one did not come through. */
  take(id: number, pipe: Connection): { address: Address } | null {
    const listening = this.#listeners.get(id);
    const arrival = listening?.take();
    if (arrival === undefined || "error" in arrival) {
      pipe.close();
      if (arrival !== undefined) throw arrival.error;
      return null;
    }
    this.#pump(arrival.socket, pipe, listening!.settings);
    return { address: publicAddress(arrival.socket.remote) };
  }

  /** Closes a listener. */
  closeListener(id: number): void {
    this.#listeners.get(id)?.close();
    this.#listeners.delete(id);
    this.#restWhenIdle();
  }

  /** Connects, and carries messages between the peer and a pipe. */
  async connect(call: number, settings: SocketSettings, pipe: Connection): Promise<void> {
    const giveUp = new AbortController();
    this.#connecting.set(call, giveUp);
    this.#busy();
    try {
      const socket = new FrameSocket(await connect(settings.address));
      try {
        giveUp.signal.addEventListener("abort", () => socket.close());
        giveUp.signal.throwIfAborted();
        await handshake(socket, settings, [answerChallenge, deliverChallenge]);
        giveUp.signal.throwIfAborted();
      } catch (error) {
        socket.close();
        throw error;
      }
      this.#pump(socket, pipe, settings);
    } catch (error) {
      pipe.close();
      throw error;
    } finally {
      this.#connecting.delete(call);
      this.#restWhenIdle();
    }
  }

  /** Gives a connection up that is being made. */
  cancel(call: number): void {
    this.#connecting.get(call)?.abort();
  }

  /** At the end: what was sent goes out, then everything closes. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const listening of this.#listeners.values()) listening.close();
    for (const giveUp of this.#connecting.values()) giveUp.abort();
    await Promise.all([...this.#pumps].map((pump) => pump.flush(FLUSH_MS)));
  }

  #pump(socket: FrameSocket, pipe: Connection, settings: SocketSettings): void {
    const pump = new SocketPump(socket, pipe, settings);
    this.#pumps.add(pump);
    this.#busy();
    pump.run().finally(() => {
      this.#pumps.delete(pump);
      this.#restWhenIdle();
    });
  }

  #busy(): void {
    clearTimeout(this.#idle);
  }

  /** The helper ends when nothing is open for a while; the next use starts another. */
  #restWhenIdle(): void {
    clearTimeout(this.#idle);
    if (this.#listeners.size + this.#pumps.size + this.#connecting.size > 0) return;
    this.#idle = setTimeout(() => Deno.exit(0), IDLE_MS);
  }
}

function open({ address, backlog }: SocketSettings): Deno.Listener {
  if (typeof address === "string") return Deno.listen({ transport: "unix", path: address });
  const { hostname = "127.0.0.1", port } = address;
  return Deno.listen({ hostname, port, tcpBacklog: Math.ceil(backlog) });
}

function connect(address: Address): Promise<Deno.Conn> {
  if (typeof address === "string") return Deno.connect({ transport: "unix", path: address });
  return Deno.connect({ hostname: "127.0.0.1", ...address });
}

type Step = (connection: ByteConnection, authKey: Uint8Array) => Promise<void>;

/** Both sides prove the key, in a limited time and with small messages. */
async function handshake(socket: FrameSocket, settings: SocketSettings, steps: Step[]): Promise<void> {
  const { authKey, handshakeTimeoutMs } = settings;
  if (authKey === null) return;
  const late = `Cannot authenticate the peer: it was silent for longer than ${handshakeTimeoutMs} ms`;
  const timer = setTimeout(() => socket.close(late), handshakeTimeoutMs);
  const connection: ByteConnection = {
    sendBytes: (bytes) => socket.write([bytes]),
    async recvBytes(maxLength = 0) {
      const message = await socket.read(maxLength, Infinity);
      if (message === null) throw new EndOfFileError();
      return message;
    },
  };
  try {
    for (const step of steps) await step(connection, authKey);
  } catch (error) {
    if (error instanceof AuthenticationError || error instanceof TimeoutError) throw error;
    if (error instanceof EndOfFileError) {
      throw new EndOfFileError("Cannot authenticate the peer: it closed the connection");
    }
    const { message } = error instanceof Error ? error : { message: String(error) };
    throw new AuthenticationError(`Cannot authenticate the peer: ${message}`);
  } finally {
    clearTimeout(timer);
  }
}

function publicAddress(address: Deno.Addr): Address {
  if (address.transport === "unix") return address.path ?? "";
  const { hostname, port } = address as Deno.NetAddr;
  return { hostname, port };
}

/** Removes the file of a Unix socket. */
function removeFile({ address, directory }: SocketSettings): void {
  if (typeof address !== "string") return;
  try {
    Deno.removeSync(address);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (directory !== null) Deno.removeSync(directory);
}

function closed(): Error {
  return new Error("Cannot accept: the listener is closed");
}
