/**
 * The gate of a manager: where clients on the network come in. It is in a process of its own beside the manager's, so that what a stranger
 * sends, or a client that is slow, keeps nobody waiting but the network. The creator of the manager calls it as an object of a helper
 * (`network.ts`).
 *
 * @module
 */

import type { Address } from "../address.ts";
import type { ConnectedManager } from "../manager/connected_manager.ts";
import { RegisteredType } from "../manager/manager_object.ts";
import { Listening } from "../sockets/_listening.ts";
import { answerChallenge, deliverChallenge } from "../sockets/challenge.ts";
import type { SocketSettings } from "../sockets/socket_options.ts";
import { GateSession, type SessionOptions } from "./_gate_session.ts";
import { HeldProxies } from "./_held_proxies.ts";

/** Clients that are served at once; others wait until one leaves. */
const CLIENTS_MAX = 1024;

/** What crossed of a registered type. */
export type SentType = Pick<RegisteredType, "module" | "name" | "signedName" | "exposed" | "proxied">;

function registered({ module, signedName, exposed, proxied }: SentType): RegisteredType {
  const options = { module, type: signedName, exposed: exposed ?? undefined, proxied };
  return new RegisteredType(options as never);
}

/** One manager's. */
export class Gate {
  readonly #options: SessionOptions;
  readonly #listening: Listening;
  readonly #sessions = new Set<GateSession>();
  /** Lets the loop that serves look again. */
  #left: () => void = () => {};
  #isClosed = false;

  /** @throws {Deno.errors.AddrInUse} when somebody else listens there. */
  constructor(manager: ConnectedManager, settings: SocketSettings, types: readonly SentType[]) {
    const byName = new Map(types.map((type) => [type.name, registered(type)]));
    this.#options = { manager, settings, types: byName, held: new HeldProxies() };
    this.#listening = new Listening(settings, [deliverChallenge, answerChallenge]);
    this.#serve();
  }

  /** Where it listens. */
  address(): Address {
    return this.#listening.address;
  }

  /** At the end: nobody comes in any more, and who is in has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#listening.close();
    this.#left();
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }

  async #serve(): Promise<void> {
    while (!this.#isClosed) { // until it is closed
      if (this.#sessions.size >= CLIENTS_MAX) {
        await new Promise<void>((resolve) => this.#left = resolve);
        continue;
      }
      const arrival = this.#listening.take();
      // Strangers who did not come through are nobody's business.
      if (arrival === undefined) await this.#listening.ready(Infinity).catch(() => {});
      else if ("socket" in arrival) {
        this.#begin(new GateSession(arrival.socket, this.#options));
      }
    }
  }

  #begin(session: GateSession): void {
    this.#sessions.add(session);
    session.run().finally(() => {
      this.#sessions.delete(session);
      this.#left();
    });
  }
}
