/**
 * Managers of other programs.
 *
 * @module
 */

import type { Address } from "../address.ts";
import { ConnectedManager } from "./connected_manager.ts";
import { Home } from "./_home.ts";
import type { Managed, RegisteredType } from "./manager_object.ts";
import type { Wait } from "../wait_options.ts";

/** Where a manager on the network is. */
export abstract class NetworkHome extends Home {
  abstract readonly address: Address;
  abstract readonly isClosed: boolean;
  abstract createNamed(name: string, args: readonly unknown[], wait: Wait | undefined): Promise<object>;
  abstract createNamedSync(name: string, args: readonly unknown[], wait: Wait | undefined): object;
  abstract close(): void;
}

/**
 * A manager of another program, here or on another machine; made by `Manager.connect`. It makes objects and gives proxies as any manager, in both
 * forms. What its program published is found by `lookup`.
 *
 * All goes over one connection of this process, and ends with it: then calls throw {@linkcode EndOfFileError}, and what nobody else has is
 * disposed of there. Another connection is another `Manager.connect`. Neither the manager nor its proxies cross to other
 * processes, each of which connects for itself.
 *
 * A call that is given up by its timeout goes on at the manager. Of one connection 16,384 calls are under way at the most; those that
 * follow wait until one has ended.
 *
 * What lives in the shared memory of a program (locks, queues, events, arrays) is not to be had over a network, nor does it go into a
 * call or come out of one: a registered class keeps them where they live, and its methods use them. `modify` and `pool` name modules, which
 * are those of another program: register a class, or look up a pool that was published, whose functions are those of its own module.
 *
 * @example
 * ```ts
 * import { Manager, NetworkManager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const authKey = new TextEncoder().encode("secret");
 * await using manager = await Manager.open({ address: { port: 0 }, authKey });
 * await using there = await Manager.connect(manager.address!, { authKey });
 * assertEquals(there instanceof NetworkManager, true);
 * ```
 * @category Managers
 */
export class NetworkManager extends ConnectedManager {
  readonly #home: NetworkHome;

  /** For this library: see `Manager.connect`. */
  constructor(home: unknown) {
    if (!(home instanceof NetworkHome)) throw new TypeError("Cannot create a NetworkManager: use Manager.connect");
    super(home);
    this.#home = home;
  }

  /** Where it is. */
  get address(): Address {
    return this.#home.address;
  }

  /** Whether this process has closed the connection. */
  get closed(): boolean {
    return this.#home.isClosed;
  }

  /**
   * Makes an object of a class that the manager was given as one of its `types`: named by the class that it was registered for, or, where that is not
   * known here, by its name.
   *
   * @throws {TypeError} when the manager has no such type.
   * @throws what the constructor throws, whole.
   */
  override create<T extends object, A extends readonly unknown[], P extends string>(
    type: RegisteredType<T, A, P>,
    ...rest: [] extends A ? [args?: A, wait?: Wait] : [args: A, wait?: Wait]
  ): Promise<Managed<T, P>>;
  /** Makes an object of a class that is known here by its name alone; the types are what is said here. */
  override create<T extends object>(type: string, args?: readonly unknown[], wait?: Wait): Promise<Managed<T>>;
  override async create(type: unknown, args?: readonly unknown[], wait?: Wait): Promise<object> {
    if (typeof type === "string") return await this.#home.createNamed(type, args ?? [], wait);
    return await super.create(type as RegisteredType, args as [], wait);
  }

  /** The same; blocks the thread. */
  override createSync<T extends object, A extends readonly unknown[], P extends string>(
    type: RegisteredType<T, A, P>,
    ...rest: [] extends A ? [args?: A, wait?: Wait] : [args: A, wait?: Wait]
  ): Managed<T, P>;
  /** The same; blocks the thread. */
  override createSync<T extends object>(type: string, args?: readonly unknown[], wait?: Wait): Managed<T>;
  override createSync(type: unknown, args?: readonly unknown[], wait?: Wait): object {
    if (typeof type === "string") return this.#home.createNamedSync(type, args ?? [], wait);
    return super.createSync(type as RegisteredType, args as [], wait);
  }

  /** Ends the connection, and with it all proxies that came by it. What is open fails. */
  close(): void {
    this.#home.close();
  }

  /** Ends it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
