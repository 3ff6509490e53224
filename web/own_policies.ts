/**
 * The policies of one's own as the page knows them. Their texts run in workers alone: one says what its class is, and from then on
 * the page has its options, its key and its name as it has those of the catalogue.
 *
 * @module
 */

import { type ReadonlySignal, signal } from "@preact/signals";
import { learnPolicy } from "../engine/own_policies.ts";
import { POLICIES } from "../engine/policies.ts";
import type { EnginePolicy, Policy } from "../engine/policy.ts";
import { type Background, TaskError } from "./background/background.ts";

/** Texts of one's own in a state, at the most. */
export const OWN_MAX = 6;

/** The longest of them, in characters. */
export const OWN_LENGTH_MAX = 65_536;

/** Wall time that a text may take to define its class. */
const DEFINE_MS = 5_000;

/** What is wrong with a text, and where. */
export interface ScriptMistake {
  readonly message: string;
  /** From 1; `null` where it is nowhere in particular. */
  readonly line: number | null;
  readonly column: number | null;
}

/** A policy of one's own. */
export interface PolicyOfOwn {
  /** Its text. */
  readonly text: string;
  /** What it says of itself; where it cannot be defined, what it said last. */
  readonly policy: Policy;
  readonly state: "waiting" | "defined" | "mistaken";
  /** What is wrong where it is mistaken. */
  readonly mistake: ScriptMistake | null;
}

/** What states call the policy at a place of the list, from 0. */
export function ownId(place: number): string {
  return `own-${place + 1}`;
}

/** The place in the list of what a state calls so; -1 for a policy of the catalogue. */
export function ownPlace(id: string): number {
  return /^own-\d+$/.test(id) ? Number(id.slice(4)) - 1 : -1;
}

/** The policy that a state calls so. */
export function policyOf(id: string, own: readonly PolicyOfOwn[]): Policy {
  return own[ownPlace(id)]?.policy ?? POLICIES.find(({ name }) => name === id) ?? unknownPolicy(id);
}

/** Every policy that can be chosen, by what states call it. */
export function allPolicies(own: readonly PolicyOfOwn[]): readonly { readonly id: string; readonly policy: Policy }[] {
  return [
    ...POLICIES.map((policy) => ({ id: policy.name, policy })),
    ...own.map(({ policy }, place) => ({ id: ownId(place), policy })),
  ];
}

/** What stands for a policy of which nothing is known yet. */
function unknownPolicy(id: string): Policy {
  return { ...POLICIES[0], name: id as Policy["name"], title: id, options: [], reads: [], refuses: [] };
}

/** What is wrong, as a worker said it. */
export function mistakeOf({ message, place }: TaskError): ScriptMistake {
  return { message, line: place?.line ?? null, column: place?.column ?? null };
}

/** What came of a text: its policy, or what is wrong with it. */
type Described = Policy | ScriptMistake;

/** Follows the texts. */
export class OwnPolicies {
  readonly #background: Background;
  readonly #all = signal<readonly PolicyOfOwn[]>([]);
  /** By the text and those that were defined before it, since no two have one name. */
  readonly #described = new Map<string, Described>();
  #controller = new AbortController();

  /** Texts are defined by `background`, which gives them to every task from then on. */
  constructor(background: Background) {
    this.#background = background;
  }

  /** The policies, in the order of the texts. A text that was changed has its old policy until the new one is known. */
  get all(): ReadonlySignal<readonly PolicyOfOwn[]> {
    return this.#all;
  }

  /** Takes the texts. */
  async update(texts: readonly string[]): Promise<void> {
    this.#controller.abort();
    const { signal } = this.#controller = new AbortController();
    const before = this.#all.peek();
    if (texts.length !== before.length) {
      this.#all.value = texts.map((text, place) => {
        return before.find((each) => each.text === text) ?? before[place] ?? waiting(text, place);
      });
    }
    const defined: string[] = [];
    const found: PolicyOfOwn[] = [];
    for (const [place, text] of texts.entries()) {
      const described = await this.#describe(text, defined, signal);
      if (signal.aborted) return;
      if ("line" in described) {
        const last = before.find((each) => each.text === text) ?? before[place] ?? waiting(text, place);
        found.push({ text, policy: last.policy, state: "mistaken", mistake: described });
      } else {
        found.push({ text, policy: described, state: "defined", mistake: null });
        defined.push(text);
      }
    }
    for (const { policy, state } of found) if (state === "defined") learnPolicy(enginePolicy(policy));
    this.#background.own = defined;
    this.#all.value = found;
  }

  async #describe(text: string, defined: readonly string[], signal: AbortSignal): Promise<Described> {
    const own = [...defined, text];
    const key = JSON.stringify(own);
    const known = this.#described.get(key);
    if (known !== undefined) return known;
    let described: Described;
    try {
      described = await this.#background.run("describe", null, { own, quietMs: DEFINE_MS, signal });
    } catch (error) {
      if (!(error instanceof TaskError)) {
        if (signal.aborted) return { message: "", line: null, column: null };
        throw error;
      }
      described = mistakeOf(error);
    }
    this.#described.set(key, described);
    return described;
  }
}

function waiting(text: string, place: number): PolicyOfOwn {
  return { text, policy: unknownPolicy(ownId(place)), state: "waiting", mistake: null };
}

/** A policy as the engine knows policies: good for its options and rules, since its class runs elsewhere. */
function enginePolicy(policy: Policy): EnginePolicy {
  return {
    ...policy,
    resolve: (options) => options as never,
    features: () => [],
    configure: () => {},
    createCore() {
      throw new Error(`Cannot simulate: ${policy.name} must run in a worker of the page`);
    },
    simulate() {
      throw new Error(`Cannot simulate: ${policy.name} must run in a worker of the page`);
    },
  };
}
