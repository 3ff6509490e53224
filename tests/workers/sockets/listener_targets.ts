/**
 * What the children of the listener's tests do.
 *
 * @module
 */

import { Client, ClientSync } from "../../../workers/sockets/client.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import { EndOfFileError } from "../../../workers/errors.ts";
import type { Event } from "../../../workers/sync/event.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import type { Queue } from "../../../workers/channels/queue.ts";
import type { SocketConnection } from "../../../workers/sockets/socket_connection.ts";
import type { Address } from "../../../workers/sockets/socket_options.ts";

/** Connects and echoes until the end of file, blocking. */
export function echoSync(address: Address): void {
  echoOver(ClientSync(address, {}, 20_000));
}

/** Echoes over a connection that another process made. */
export function echoOver(connection: SocketConnection): void {
  try {
    for (;;) connection.sendSync(connection.recvSync(20_000)); // until the end of file
  } catch (error) {
    if (!(error instanceof EndOfFileError)) throw error;
  }
  connection.close();
}

/** Echoes over the connection that comes through a pipe. */
export function echoOverReceived(pipe: Connection): void {
  echoOver(pipe.recvSync(20_000) as SocketConnection);
}

/** Listens, tells where, and echoes to whoever comes. */
export function serveSync(addresses: Queue, clients: number): void {
  using listener = new Listener({ address: { port: 0 } });
  addresses.putSync(listener.address);
  for (let client = 0; client < clients; client++) echoOver(listener.acceptSync(20_000));
}

export async function sendThenEnd(address: Address, count: number): Promise<void> {
  const connection = await Client(address);
  for (let index = 0; index < count; index++) await connection.send(index);
}

export async function connectAndWait(address: Address, ready: Event, never: Event): Promise<void> {
  const connection = await Client(address);
  await connection.send("here");
  ready.set();
  await never.wait();
  connection.close();
}
