/**
 * Where a manager is for those who use it: in a process of this tree (here), or on the network (`network_manager.ts`).
 *
 * @module
 */

import { create, createSync, type Plan } from "./_create.ts";
import { type Link, linkTo, managerGone } from "./_link.ts";
import { NAME, PID, SERVER, STATE, State } from "./_words.ts";
import type { Shared } from "../core/_shared.ts";
import { readText } from "../core/_text.ts";
import type { Wait } from "../wait_options.ts";

/** A manager's. */
export abstract class Home {
  /** The name of its process. */
  abstract readonly name: string;
  /** The pid of its process; null before the start. */
  abstract readonly pid: number | null;
  /** Whether its process runs. */
  abstract isAlive(): boolean;
  /** "initial", "started" ... */
  abstract readonly status: string;
  /** Makes an object; its proxy. */
  abstract create(plan: Plan, wait: Wait | undefined): Promise<object>;
  abstract createSync(plan: Plan, wait: Wait | undefined): object;
  /** Asks for what is the manager's own, not an object's. */
  abstract call(op: string, args: unknown[], wait: Wait | undefined): Promise<unknown>;
  abstract callSync(op: string, args: unknown[], wait: Wait | undefined): unknown;
  /** Makes what lives in shared memory. @throws when the manager has ended, or is elsewhere. */
  abstract local<T>(what: string, make: () => T): T;
}

/** That of a manager in this tree. */
export class TreeHome extends Home {
  readonly #shared: Shared;
  readonly #causeOfEnd: () => unknown;

  /** @param causeOfEnd Why its process ended, where this process can know. */
  constructor(shared: Shared, causeOfEnd: () => unknown) {
    super();
    this.#shared = shared;
    this.#causeOfEnd = causeOfEnd;
  }

  override get name(): string {
    return readText(this.#shared.tree, this.#shared.load(NAME));
  }

  override get pid(): number | null {
    return this.#shared.load(PID) || null;
  }

  override get status(): string {
    return ["initial", this.isAlive() ? "started" : "ended", "shut down"][this.#state];
  }

  override isAlive(): boolean {
    return this.#state !== State.initial && this.#shared.core.isAlive(this.#shared.load(SERVER)) !== 0;
  }

  override create(plan: Plan, wait: Wait | undefined): Promise<object> {
    return create(this.#shared, this.#link(), plan, wait);
  }

  override createSync(plan: Plan, wait: Wait | undefined): object {
    return createSync(this.#shared, this.#link(), plan, wait);
  }

  override call(op: string, args: unknown[], wait: Wait | undefined): Promise<unknown> {
    return this.#link().call(op, 0, args, wait);
  }

  override callSync(op: string, args: unknown[], wait: Wait | undefined): unknown {
    return this.#link().callSync(op, 0, args, wait);
  }

  override local<T>(_what: string, make: () => T): T {
    this.#checkServing();
    return make();
  }

  get #state(): number {
    return this.#shared.load(STATE);
  }

  #link(): Link {
    this.#checkServing();
    return linkTo(this.#shared.tree, this.#shared.object);
  }

  #checkServing(): void {
    if (this.#state === State.initial) throw new Error("Cannot use the manager: start it first");
    if (this.isAlive()) return;
    const error = managerGone(this.#shared, "#");
    const cause = this.#causeOfEnd();
    if (cause !== undefined) error.cause = cause;
    throw error;
  }
}
