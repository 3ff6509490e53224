/**
 * Connecting to a listener.
 *
 * @module
 */

import { named } from "../core/_limit.ts";
import { withHub, withHubSync } from "./_sockets.ts";
import { Pipe } from "../channels/pipe.ts";
import { SocketConnection } from "./socket_connection.ts";
import { type Address, type ClientOptions, settingsOf, type SocketSettings } from "./socket_options.ts";
import type { Wait } from "../wait_options.ts";

/**
 * Connects to a `Listener`, here or on another machine. Both sides prove that they have the same key before anything else is sent.
 *
 * @param address Where it listens.
 * @param wait How long connecting may take, proving included.
 * @throws {AuthenticationError} when the other side does not have the key, or says that this one does not.
 * @throws {TimeoutError} when it is silent, or the time was up.
 * @throws {Deno.errors.ConnectionRefused} when nobody listens there.
 *
 * @example
 * ```ts
 * import { AuthenticationError, Client, Listener } from "@quanta/quanta";
 * import { assertRejects } from "@std/assert";
 *
 * using listener = new Listener({ address: { port: 0 } });
 * const accepted = assertRejects(() => listener.accept(), AuthenticationError);
 * const authKey = new TextEncoder().encode("a wrong key");
 * await assertRejects(() => Client(listener.address, { authKey }), AuthenticationError);
 * await accepted;
 * ```
 * @category Sockets
 */
export async function Client(address: Address, options: ClientOptions = {}, wait?: Wait): Promise<SocketConnection> {
  const settings = settingsOf(address, options, "connect");
  return await withHub(async (hub) => {
    const call = nextCall();
    const [mine, theirs] = Pipe();
    try {
      await hub.call("connect", [call, settings, theirs], named(A_CONNECTION, wait));
    } catch (error) {
      mine.close();
      hub.call("cancel", [call], named(A_CONNECTION)).catch(() => {}); // it has ended
      throw error;
    } finally {
      theirs.close();
    }
    return connectionOf(mine, settings);
  });
}

/**
 * The same; blocks the thread.
 *
 * @example
 * ```ts
 * import { ClientSync, Listener } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * using listener = new Listener();
 * using mine = ClientSync(listener.address);
 * mine.sendSync("hello");
 * using theirs = listener.acceptSync(60_000);
 * assertEquals(theirs.recvSync(), "hello");
 * ```
 * @category Sockets
 */
export function ClientSync(address: Address, options: ClientOptions = {}, wait?: Wait): SocketConnection {
  const settings = settingsOf(address, options, "connect");
  return withHubSync((hub) => {
    const call = nextCall();
    const [mine, theirs] = Pipe();
    try {
      hub.callSync("connect", [call, settings, theirs], named(A_CONNECTION, wait));
    } catch (error) {
      mine.close();
      hub.call("cancel", [call], named(A_CONNECTION)).catch(() => {}); // it has ended
      throw error;
    } finally {
      theirs.close();
    }
    return connectionOf(mine, settings);
  });
}

/** How an observer is told of the wait for one. */
export const A_CONNECTION = "a connection";

/** A number that no other call of this process has. */
function nextCall(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}

/** The connection over a pipe to the helper. */
export function connectionOf(pipe: unknown, { maxMessageBytes }: SocketSettings): SocketConnection {
  return new SocketConnection({ pipe, maxMessageBytes });
}
