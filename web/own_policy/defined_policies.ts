/**
 * Policies of one's own in a worker: their texts become classes that the engine knows, and what goes wrong in them is found in
 * their texts again.
 *
 * @module
 */

import { hookCalls } from "../../engine/own_calls.ts";
import { ownPolicy } from "../../engine/own_policies.ts";
import { definePolicy, type OwnPolicyClass } from "../../engine/own_policy.ts";
import { POLICIES } from "../../engine/policies.ts";
import type { EnginePolicy } from "../../engine/policy.ts";
import { PolicyError } from "../../engine/policy_error.ts";
import { type PolicyScript, policyScript, TURN } from "./policy_script.ts";
import { ScriptError } from "./token_scanner.ts";

/** Where something is wrong in the text of a policy. */
export interface ScriptPlace {
  /** Which of the policies, from 0. */
  readonly policy: number;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Turns that loops may take while one hook is called, and wall time. */
const TURNS_MAX = 20_000_000;
const TURNING_MS = 2_000;

/** Turns between two looks at the clock. */
const TURNS_BETWEEN = 1 << 10;

/** What stands before the body of a policy's function. */
const HEAD = `(function(definePolicy,${TURN}){"use strict";`;

/** The names that the policies of the catalogue have. */
const TAKEN: ReadonlySet<string> = new Set(POLICIES.map(({ name }) => name));

/** A text that was given. */
interface Defined {
  readonly text: string;
  /** What the browser has of it. */
  source: string;
  script: PolicyScript | null;
  policy: EnginePolicy | null;
}

/** The policies that a worker was given. */
export class DefinedPolicies {
  readonly #all: Defined[] = [];

  /**
   * Makes a text a policy that the engine knows by its name from then on.
   *
   * @throws what is wrong with it; {@linkcode DefinedPolicies.placeOf} says where.
   */
  define(text: string): EnginePolicy {
    const own: Defined = { text, source: "", script: null, policy: null };
    const number = this.#all.push(own);
    own.script = policyScript(text);
    own.source = `${HEAD}${own.script.body}\n})\n//# sourceURL=file:///own-${number}.ts`;
    // An indirect eval sees nothing of this module.
    const make = (0, eval)(own.source) as (define: typeof definePolicy, turn: () => void) => OwnPolicyClass;
    const given = make(definePolicy, turnCounter());
    // What its constructor throws says where; what the engine says of that does not.
    if (typeof given === "function" && given.prototype !== undefined) new given();
    return own.policy = ownPolicy(given, TAKEN);
  }

  /** Where an error is in the text that it comes from; `null` where that is not known. */
  placeOf(error: unknown): ScriptPlace | null {
    const last = this.#all.length - 1;
    if (last < 0 || !(error instanceof Error)) return null;
    if (error instanceof ScriptError) return this.#placeAt(last, error.place);
    const thrown = error instanceof PolicyError && error.cause instanceof Error ? error.cause : error;
    const [, number, line, column] = /\bown-(\d+)\.ts(?:, <anonymous>)?:(\d+):(\d+)/.exec(thrown.stack ?? "") ?? [];
    if (number !== undefined) return this.#placeInSource(Number(number) - 1, Number(line), Number(column));
    if (error instanceof PolicyError) {
      const index = this.#all.findIndex(({ policy }) => policy?.name === error.policy);
      return index < 0 ? null : this.#placeAt(index, memberIn(this.#all[index], [error.hook]));
    }
    if (this.#all[last].policy !== null) return null;
    if (error instanceof SyntaxError) return this.#placeOfSyntax(error);
    // What the class says of itself: the name that is wrong stands after what must be, or in it.
    const [rule, got = ""] = error.message.split(/, got (?!.*, got )/);
    return this.#placeAt(last, memberIn(this.#all[last], [...wordsOf(got), ...wordsOf(rule)]));
  }

  /** Where a browser finds fault with what this reads: only the event of an error that nobody caught says so. */
  #placeOfSyntax(error: SyntaxError): ScriptPlace | null {
    let found: ScriptPlace | null = null;
    const listen = (event: ErrorEvent) => {
      event.preventDefault();
      // Its file is that of the script which reads the text, as the text has no name yet.
      found = this.#placeInSource(this.#all.length - 1, event.lineno, event.colno);
    };
    addEventListener("error", listen);
    reportError(error);
    removeEventListener("error", listen);
    return found;
  }

  /** A place in what the browser has. */
  #placeInSource(index: number, line: number, column: number): ScriptPlace | null {
    const { source, script } = this.#all[index] ?? {};
    const lines = source?.split("\n") ?? [];
    if (script == null || line > lines.length) return null;
    const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    return this.#placeAt(index, script.placeOf(Math.max(0, start + column - 1 - HEAD.length)));
  }

  #placeAt(index: number, place: number): ScriptPlace {
    const lines = this.#all[index].text.slice(0, place).split("\n");
    return { policy: index, line: lines.length, column: lines[lines.length - 1].length + 1 };
  }
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[A-Za-z]\w*/g) ?? [];
}

/** Where a class has the first of these that it has; where it has none, where the class is. */
function memberIn({ script }: Defined, names: readonly string[]): number {
  for (const name of names) {
    const place = script!.memberAt(name);
    if (place !== null) return place;
  }
  return script!.classAt;
}

/** Counts the turns of loops while a hook is called, and ends what has no end. */
function turnCounter(): () => void {
  let turns = 0;
  let call = -1;
  let startedMs = 0;
  let isOver = false;
  return () => {
    if (call !== hookCalls[2]) {
      call = hookCalls[2];
      turns = 0;
      startedMs = 0;
    }
    turns += 1;
    if (turns % TURNS_BETWEEN === 0) {
      startedMs ||= performance.now();
      isOver ||= turns >= TURNS_MAX || performance.now() - startedMs > TURNING_MS;
    }
    // Who catches it is at the next turn where it was.
    if (isOver) throw new RangeError("a loop must come to an end, and this one does not");
  };
}
