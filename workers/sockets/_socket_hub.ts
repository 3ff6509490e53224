/**
 * The sockets of a process, in a helper process of its own. Deno's sockets have no blocking form, and a pipe of this library has:
 * so the helper has the sockets, and carries messages between them and pipes whose other ends the user has (`_socket_pump.ts`).
 * The user calls it as an object of a manager (`_sockets.ts`).
 *
 * Who connects to a listener and comes through is kept until somebody takes it (`_listening.ts`).
 *
 * @module
 */

import { handshake, listenerClosed, Listening, publicAddress } from "./_listening.ts";
import { FrameSocket } from "./_socket_frame.ts";
import { SocketPump } from "./_socket_pump.ts";
import { answerChallenge, deliverChallenge } from "./challenge.ts";
import type { Connection } from "../channels/connection.ts";
import type { Address, SocketSettings } from "./socket_options.ts";

/** How long what was sent may take to reach the network at the end. */
const FLUSH_MS = 700;
/** The helper ends when it has had nothing for so long. */
const IDLE_MS = 1000;

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
    const listening = new Listening(settings, [deliverChallenge, answerChallenge]);
    this.#listeners.set(++this.#lastId, listening);
    this.#busy();
    return { id: this.#lastId, address: listening.address };
  }

  /** Resolves when a listener has somebody to take, or the time is up. */
  ready(id: number, timeoutMs: number): Promise<void> {
    const listening = this.#listeners.get(id);
    if (listening === undefined) throw listenerClosed();
    return listening.ready(timeoutMs);
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

function connect(address: Address): Promise<Deno.Conn> {
  if (typeof address === "string") return Deno.connect({ transport: "unix", path: address });
  return Deno.connect({ hostname: "127.0.0.1", ...address });
}
