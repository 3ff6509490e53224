/**
 * Waiting for others to connect.
 *
 * @module
 */

import { named, signalOf, timeoutOf } from "../core/_limit.ts";
import type { SocketHub } from "./_socket_hub.ts";
import { type Hub, withHub, withHubSync } from "./_sockets.ts";
import { A_CONNECTION, connectionOf } from "./client.ts";
import { WorkerDied } from "../errors.ts";
import { Pipe } from "../channels/pipe.ts";
import type { SocketConnection } from "./socket_connection.ts";
import { type Address, type ListenerOptions, settingsOf, type SocketSettings } from "./socket_options.ts";
import type { Wait } from "../wait_options.ts";

/** How an observer is told of the wait for one to open or to close. */
const A_LISTENER = "a listener";

type Listened = ReturnType<SocketHub["listen"]>;
type Taken = ReturnType<SocketHub["take"]>;

/** What an open listener is made of. */
interface Opened {
  hub: Hub;
  id: number;
  address: Address;
  settings: SocketSettings;
}

/**
 * Listens on a TCP port or a Unix socket. Both sides of a connection prove that they have the same key before anything else is sent; the
 * messages for that, and the frames of all others, are those of Python's `multiprocessing.connection` (3.12 and later, with SHA-256), so that
 * `sendBytes` and `recvBytes` work with a Python process at the other end.
 *
 * Whoever connects proves the key at once, whether `accept` is called or not, and waits for it then.
 *
 * What a stranger can do is limited: messages before the proof have 256 bytes at most, proving takes `handshakeTimeoutMs` at most and
 * keeps nobody else waiting (where hundreds are silent at once, those who were so for the longest time are given up), a message is
 * never longer than `maxMessageBytes`, and what would take long to unpack is refused.
 *
 * The socket is in a helper process, which is started with the first listener or client, and ends a moment after the last is closed.
 * The file of a Unix socket is removed by `close`, and when the process ends by itself.
 *
 * @example
 * ```ts
 * import { Client, Listener } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * using listener = new Listener({ address: { port: 0 } });
 * const client = Client(listener.address);
 * using connection = await listener.accept(10_000);
 * await connection.send("hello");
 * assertEquals(await (await client).recv(), "hello");
 * ```
 * @category Sockets
 */
export class Listener {
  readonly #opened: Opened;
  #closed = false;
  #lastAccepted: Address | null = null;

  /**
   * Opens a listener; blocks until it listens. See {@linkcode Listener.open} for the awaited form.
   *
   * @throws {TypeError} when the key is no Uint8Array, or the address no address.
   * @throws {Deno.errors.AddrInUse} when somebody else listens there.
   */
  constructor(options: ListenerOptions = {}) {
    this.#opened = options instanceof Prepared ? options.opened : openSync(options);
    if (typeof this.#opened.address === "string") removeAtExit(this);
  }

  /** Opens a listener; the event loop goes on. Throws as the constructor does. */
  static async open(options: ListenerOptions = {}): Promise<Listener> {
    const settings = prepare(options);
    const opened = await withHub(async (hub) => {
      const { id, address } = await hub.call("listen", [settings], named(A_LISTENER)) as Listened;
      return { hub, id, address, settings };
    });
    return new Listener(new Prepared(opened) as ListenerOptions);
  }

  /** Where it listens: with the port that the system chose, where it was to choose. */
  get address(): Address {
    return this.#opened.address;
  }

  /** Where the connection came from that was accepted last; null before the first. Unix sockets have no such name: `""`. */
  get lastAccepted(): Address | null {
    return this.#lastAccepted;
  }

  /** Whether it is closed. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Waits until somebody has connected and proved the key.
   *
   * @throws {AuthenticationError} when somebody connected who does not have the key, or does not speak the protocol. The listener goes on.
   *   Of many such failures that nobody asked for the first few are told.
   * @throws {TimeoutError} when nobody came in time; or somebody did and was silent for `handshakeTimeoutMs`.
   * @throws {EndOfFileError} when somebody connected and left before the proof was made.
   * @throws {Error} when the listener is closed, also meanwhile.
   */
  async accept(wait?: Wait): Promise<SocketConnection> {
    const deadline = performance.now() + timeoutOf(wait);
    for (;;) { // once more where another task took the connection, until the time is up
      const { hub, id } = this.#open();
      const rest = { timeoutMs: deadline - performance.now(), signal: signalOf(wait) };
      await hub.call("ready", [id, rest.timeoutMs], named(A_CONNECTION, rest));
      const [mine, theirs] = Pipe();
      try {
        const taken = await hub.call("take", [id, theirs], named(A_CONNECTION)) as Taken;
        if (taken !== null) return this.#accepted(mine, taken.address);
      } catch (error) {
        mine.close();
        throw error;
      } finally {
        theirs.close();
      }
      mine.close();
    }
  }

  /** The same; blocks the thread. */
  acceptSync(wait?: Wait): SocketConnection {
    const deadline = performance.now() + timeoutOf(wait);
    for (;;) { // once more where another task took the connection, until the time is up
      const { hub, id } = this.#open();
      const restMs = deadline - performance.now();
      hub.callSync("ready", [id, restMs], named(A_CONNECTION, restMs));
      const [mine, theirs] = Pipe();
      try {
        const taken = hub.callSync("take", [id, theirs], named(A_CONNECTION)) as Taken;
        if (taken !== null) return this.#accepted(mine, taken.address);
      } catch (error) {
        mine.close();
        throw error;
      } finally {
        theirs.close();
      }
      mine.close();
    }
  }

  /** Stops listening, and removes the file of a Unix socket. Connections that were accepted stay. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const { hub, id } = this.#opened;
    try {
      hub.callSync("closeListener", [id], named(A_LISTENER));
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error; // at the end of the process the helper closes it
    }
  }

  /** Closes it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #open(): Opened {
    if (this.#closed) throw new Error("Cannot accept: the listener is closed");
    return this.#opened;
  }

  #accepted(pipe: unknown, address: Address): SocketConnection {
    this.#lastAccepted = address;
    return connectionOf(pipe, this.#opened.settings);
  }
}

/** What `Listener.open` hands to the constructor. */
class Prepared {
  constructor(readonly opened: Opened) {}
}

function openSync(options: ListenerOptions): Opened {
  const settings = prepare(options);
  return withHubSync((hub) => {
    const { id, address } = hub.callSync("listen", [settings], named(A_LISTENER)) as Listened;
    return { hub, id, address, settings };
  });
}

/** The options with their defaults; makes the directory of a socket that has no address. */
function prepare(options: ListenerOptions): SocketSettings {
  if (options?.address !== undefined) return settingsOf(options.address, options, "listen");
  const settings = settingsOf({ port: 0 }, options, "listen");
  if (Deno.build.os === "windows") return settings;
  const directory = Deno.makeTempDirSync({ prefix: "quanta-" });
  return { ...settings, directory, address: `${directory}/listener` };
}

/** The helper removes the file where the process ends by itself; `Deno.exit` in the main process does not wait for it. */
function removeAtExit(listener: Listener): void {
  const reference = new WeakRef(listener);
  addEventListener("unload", () => reference.deref()?.close());
}
