/**
 * Managers on a network: the door of one's own, and the way to those of others. Loading this makes it known to `Manager`.
 *
 * @module
 */

import { type Address, addressText } from "../address.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { nameIn } from "../core/_signed_name.ts";
import type { Plan } from "../manager/_create.ts";
import type { ConnectedManager } from "../manager/connected_manager.ts";
import { Manager } from "../manager/manager.ts";
import { HELPER } from "../manager/manager_options.ts";
import {
  type ConnectOptions,
  type Door,
  type DoorOptions,
  type Network,
  registerNetwork,
} from "../manager/_network.ts";
import { NetworkHome, NetworkManager } from "../manager/network_manager.ts";
import { Op } from "../manager/_words.ts";
import { Client, ClientSync } from "../sockets/client.ts";
import { settingsOf, type SocketSettings } from "../sockets/socket_options.ts";
import { signalOf, timeoutOf } from "../core/_limit.ts";
import type { Wait } from "../wait_options.ts";
import type { Gate } from "./_gate.ts";
import { bindManager, NetworkLink } from "./_network_link.ts";
import { CREATED, GateOp, type Greeting } from "./_words.ts";

/** The door of a manager of this program: its gate, in a helper process. */
class GateDoor implements Door {
  readonly #helper: Manager;
  /** Keeps the gate, which would close with the last proxy of it. */
  readonly gate: object;
  readonly address: Address;

  constructor(helper: Manager, gate: object, address: Address) {
    this.#helper = helper;
    this.gate = gate;
    this.address = address;
    if (typeof address === "string") removeAtExit(address);
  }

  async close(): Promise<void> {
    await this.#helper.shutdown();
  }

  closeSync(): void {
    this.#helper.shutdownSync();
  }
}

function helperFor({ name }: DoorOptions): Manager {
  return new Manager({ name: `${name} gate`, [HELPER]: true } as object);
}

/** The arguments of a gate. */
function gateOf(manager: ConnectedManager, options: DoorOptions): ConstructorParameters<typeof Gate> {
  const types = options.types.map(({ module, name, signedName, exposed, proxied }) => {
    return { module, name, signedName, exposed, proxied };
  });
  return [manager, settingsFor(options), types];
}

async function serve(manager: ConnectedManager, options: DoorOptions): Promise<Door> {
  const helper = helperFor(options);
  try {
    const gate = await helper.create(gateType(), gateOf(manager, options));
    return new GateDoor(helper, gate, await gate.address());
  } catch (error) {
    await helper.shutdown();
    throw error;
  }
}

function serveSync(manager: ConnectedManager, options: DoorOptions): Door {
  const helper = helperFor(options);
  try {
    const gate = helper.createSync(gateType(), gateOf(manager, options));
    return new GateDoor(helper, gate, gate.addressSync());
  } catch (error) {
    helper.shutdownSync();
    throw error;
  }
}

function gateType() {
  return Manager.register<Gate, ConstructorParameters<typeof Gate>, never>({
    module: new URL("./_gate.ts", import.meta.url),
    type: "Gate",
  });
}

function settingsFor({ address, authKey, backlog, maxMessageBytes, handshakeTimeoutMs, stallTimeoutMs }: DoorOptions) {
  const limits = { authKey, backlog, maxMessageBytes, handshakeTimeoutMs, stallTimeoutMs };
  return settingsOf(address, limits, "create a Manager");
}

/** The helper removes the file where the process ends by itself; `Deno.exit` in the main process does not wait for it. */
function removeAtExit(path: string): void {
  addEventListener("unload", () => {
    try {
      Deno.removeSync(path);
    } catch {
      // It is gone already.
    }
  });
}

/** Where a manager of another program is. */
class RemoteHome extends NetworkHome {
  readonly #link: NetworkLink;
  readonly #greeting: Greeting;

  constructor(link: NetworkLink, greeting: Greeting) {
    super();
    this.#link = link;
    this.#greeting = greeting;
  }

  override get name(): string {
    return this.#greeting.name;
  }

  override get pid(): number | null {
    return this.#greeting.pid;
  }

  override get address(): Address {
    return this.#link.address;
  }

  override get isClosed(): boolean {
    return this.#link.isClosed;
  }

  override get status(): string {
    const status = this.isClosed ? "closed" : this.isAlive() ? "connected" : "gone";
    return `at ${addressText(this.address)} ${status}`;
  }

  override isAlive(): boolean {
    return this.#link.isAlive();
  }

  override async create(plan: Plan, wait: Wait | undefined): Promise<object> {
    return await this.#link.call(...creation(plan), wait) as object;
  }

  override createSync(plan: Plan, wait: Wait | undefined): object {
    return this.#link.callSync(...creation(plan), wait) as object;
  }

  override async createNamed(name: string, args: readonly unknown[], wait: Wait | undefined): Promise<object> {
    return await this.#link.call(GateOp.createNamed, 0, [name, args], wait) as object;
  }

  override createNamedSync(name: string, args: readonly unknown[], wait: Wait | undefined): object {
    return this.#link.callSync(GateOp.createNamed, 0, [name, args], wait) as object;
  }

  override call(op: string, args: unknown[], wait: Wait | undefined): Promise<unknown> {
    return this.#link.call(op, 0, args, wait);
  }

  override callSync(op: string, args: unknown[], wait: Wait | undefined): unknown {
    return this.#link.callSync(op, 0, args, wait);
  }

  override local<T>(what: string): T {
    throw new TypeError(
      `Cannot create a ${what}: it lives in the shared memory of a program, which is not to be had over a network; ` +
        "register a class that keeps one, and use it by its methods",
    );
  }

  override close(): void {
    this.#link.close();
  }
}

/** What is asked of the gate to make an object. @throws {TypeError} when it is not to be had over a network. */
function creation({ kind, init }: Plan): [op: string, object: number, args: unknown[]] {
  if (Object.hasOwn(CREATED, kind)) return [Op.create, 0, [kind, init[1]]];
  if (kind === Kind.ManagerPool) {
    throw new TypeError(
      "Cannot create a pool: its module must be one of the manager's own program; publish one there, and look it up",
    );
  }
  const [, , name, , , args] = init;
  return [GateOp.createNamed, 0, [nameIn(name as string), args]]; // which class that is, is the manager's program's to say
}

/** Connects; what goes wrong after that closes the connection. */
async function connect(address: Address, options: ConnectOptions, wait: Wait | undefined): Promise<NetworkManager> {
  const deadline = performance.now() + timeoutOf(wait);
  const connection = await Client(address, options, wait);
  const link = new NetworkLink(connection, address);
  try {
    return managerAt(link, await link.greeting({ timeoutMs: restOf(deadline, options), signal: signalOf(wait) }));
  } catch (error) {
    link.close();
    throw error;
  }
}

function connectSync(address: Address, options: ConnectOptions, wait: Wait | undefined): NetworkManager {
  const deadline = performance.now() + timeoutOf(wait);
  const connection = ClientSync(address, options, wait);
  const link = new NetworkLink(connection, address);
  try {
    return managerAt(link, link.greetingSync(restOf(deadline, options)));
  } catch (error) {
    link.close();
    throw error;
  }
}

/** A greeting takes no longer than a handshake may. */
function restOf(deadline: number, { handshakeTimeoutMs = GREETING_MS }: ConnectOptions): number {
  return Math.min(handshakeTimeoutMs, deadline - performance.now());
}

const GREETING_MS = 10_000;

function managerAt(link: NetworkLink, greeting: Greeting): NetworkManager {
  const manager = new NetworkManager(new RemoteHome(link, greeting));
  bindManager(manager);
  return manager;
}

const NETWORK: Network = {
  check: (options) => void (settingsFor(options) satisfies SocketSettings),
  serve,
  serveSync,
  connect,
  connectSync,
};

registerNetwork(NETWORK);
