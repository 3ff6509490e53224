/**
 * Whether a compiled policy does what its plain form does: both run random workloads, and everything of each run must be the same.
 *
 * @module
 */

import { SimulationDeadlockError } from "../engine/errors.ts";
import type { OwnPolicyClass } from "../engine/own_policy.ts";
import { findPolicy } from "../engine/policies.ts";
import { PolicyError } from "../engine/policy_error.ts";
import type { SimulationResult } from "../engine/result.ts";
import { simulate } from "../engine/simulate.ts";
import { type RandomCase, randomCase } from "./_random_case.ts";

/** Random workloads of a proof, where nobody says how many. */
export const PROOF_WORKLOADS = 300;

/** What a run is for the comparison: what it recorded, or how it ended. */
interface Seen {
  readonly result: SimulationResult | null;
  readonly failure: string | null;
}

/**
 * Runs both forms on random workloads.
 *
 * @returns What they differ in first, or `null` where nothing was found.
 */
export function differenceOf(plain: OwnPolicyClass, compiled: OwnPolicyClass, workloads: number): string | null {
  const { options } = findPolicy(plain);
  for (let seed = 0; seed < workloads; seed += 1) {
    const random = randomCase(seed, options);
    // Without a timeline one CPU has a loop of its own.
    const recording = seed % 2 === 0 ? "full" : "off";
    const [first, second] = [plain, compiled].map((policy) => seen(random, policy, recording));
    const difference = differenceIn(first, second);
    if (difference !== null) return `on random workload ${seed} (${describe(random)}) ${difference}`;
  }
  return null;
}

function seen({ processes, options }: RandomCase, policy: OwnPolicyClass, recording: "full" | "off"): Seen {
  const all = { timeline: recording, transitions: recording, decisions: recording };
  try {
    return { result: simulate({ processes }, { ...options, ...all, policy }), failure: null };
  } catch (error) {
    if (error instanceof PolicyError) return { result: null, failure: `${error.hook} at tick ${error.time} fails` };
    if (error instanceof SimulationDeadlockError) return { result: null, failure: "the processes deadlock" };
    throw error;
  }
}

/** The parts of a result in which a difference is told, the plainest first. */
const PARTS = ["timeline", "transitions", "decisions", "processes"] as const;

function differenceIn(plain: Seen, compiled: Seen): string | null {
  if (plain.failure !== compiled.failure) return told("the run", compiled.failure ?? "ends", plain.failure ?? "ends");
  if (plain.result === null || compiled.result === null) return null;
  for (const part of PARTS) {
    const [first, second] = [plain.result[part], compiled.result[part]] as readonly (readonly object[])[];
    const length = Math.max(first.length, second.length);
    for (let index = 0; index < length; index += 1) {
      const difference = differenceBetween(first[index] ?? {}, second[index] ?? {});
      if (difference !== null) {
        return `${part}[${index}]${placeOf({ ...second[index], ...first[index] })}: ${difference}`;
      }
    }
  }
  return null;
}

/** The first field in which two records differ, in words. */
function differenceBetween(plain: object, compiled: object): string | null {
  const values = new Map(Object.entries(plain));
  for (const name of new Set([...values.keys(), ...Object.keys(compiled)])) {
    const [expected, actual] = [values.get(name), (compiled as Record<string, unknown>)[name]].map((value) =>
      JSON.stringify(value, numberText)
    );
    if (expected !== actual) return told(name, actual ?? "nothing", expected ?? "nothing");
  }
  return null;
}

/** The tick and the process that a record is about. */
function placeOf({ start, time, pid }: { start?: number; time?: number; pid?: number }): string {
  const tick = start ?? time;
  return `${tick === undefined ? "" : ` at tick ${tick}`}${pid === undefined ? "" : `, process ${pid}`}`;
}

/** Numbers that JSON has no word for. */
function numberText(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function told(what: string, actual: string, expected: string): string {
  return `${what} is ${actual} compiled, ${expected} plain`;
}

/** A case as one could type it. */
function describe({ processes, options }: RandomCase): string {
  const jobs = processes.map(({ arrival, bursts }, row) => `P${row + 1} ${arrival} ${bursts}`).join("; ");
  const given = Object.entries(options).map(([name, value]) => `${name} ${value}`).join(", ");
  return `${JSON.stringify(jobs)}, ${given}`;
}
