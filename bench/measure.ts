/**
 * Interleaved measurement: in each round every contender runs in turn (A B C A B C), so that whatever else the machine
 * does meets all of them alike; what is compared are the quotients within rounds.
 *
 * @module
 */

import { Bench, type FnReturnedObject } from "tinybench";
import { messageOf } from "./errors.ts";
import { median } from "./statistics.ts";
import { type Contender, isRate, type Participant, type Unit } from "./suite.ts";

/** How long to measure. */
export interface MeasureOptions {
  unit: Unit;
  iterations: number;
  counts: "median" | "least";
  warmupRounds: number;
  rounds: { least: number; most: number };
  budgetMs: number;
  timeoutMs: number;
  /** Asked after each round past the least: whether one more could decide anything. */
  undecided: (measurements: readonly Measurement[]) => boolean;
}

/** What was measured of one contender. */
export interface Measurement {
  contender: Contender;
  /** In the case's unit, one a round; the same index is the same round for all without an error. */
  samples: number[];
  result: string | null;
  /** Why it could not run, or not go on. */
  error: string | null;
}

/**
 * Waits for something at most `timeoutMs`.
 *
 * @throws {Error} What the work throws, or that it took too long; the work itself is left to its fate.
 */
export async function withinTime<Value>(work: () => Value | Promise<Value>, timeoutMs: number): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no result within ${timeoutMs / 1_000} s`)), timeoutMs);
  try {
    return await Promise.race([work(), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends a participant; one that fails at that has failed at nothing that was measured. */
export async function closeParticipant(participant: Participant): Promise<void> {
  try {
    await withinTime(async () => await participant.close?.(), 10_000);
  } catch {
    // Its figures stand.
  }
}

/** Milliseconds (or bytes) of one run as a value of the unit. */
function toUnit(amount: number, operations: number, unit: Unit): number {
  switch (unit) {
    case "operations/s":
      return operations / amount * 1_000;
    case "µs":
      return amount * 1e3 / operations;
    case "ns":
      return amount * 1e6 / operations;
    default:
      return amount / operations;
  }
}

/** A round of one contender: the median or the least of its iterations, as the harness kept them. */
async function measureRound(contender: Contender, options: MeasureOptions): Promise<number> {
  const bench = new Bench({
    iterations: options.iterations,
    time: 0,
    warmup: false,
    retainSamples: true,
    throws: true,
  });
  bench.add(contender.name, async (): Promise<FnReturnedObject | void> => {
    const amount = await withinTime(() => contender.run(), options.timeoutMs);
    if (amount === undefined) return;
    if (!(amount > 0 && amount < Infinity)) throw new Error(`its clock gave ${amount}`);
    return { overriddenDuration: amount };
  }, { async: true });
  const [{ result }] = await bench.run();
  if (result.state !== "completed") throw new Error(`the harness says that it was ${result.state}`);
  const samples = result.latency.samples!;
  const amount = options.counts === "least" ? Math.min(...samples) : median(samples);
  return toUnit(amount, contender.operations ?? 1, options.unit);
}

/** Runs one contender's part of a round, or notes why it could not. */
async function takeTurn(measurement: Measurement, options: MeasureOptions, counts: boolean): Promise<void> {
  const { contender } = measurement;
  try {
    const sample = await measureRound(contender, options);
    if (counts) measurement.samples.push(sample);
    measurement.result = contender.result?.() ?? null;
  } catch (error) {
    measurement.error = messageOf(error);
  }
}

/** Measures the contenders, in the order given in every round. Those that cannot run carry their error. */
export async function interleave(contenders: readonly Contender[], options: MeasureOptions): Promise<Measurement[]> {
  const measurements = contenders.map((contender): Measurement => ({
    contender,
    samples: [],
    result: null,
    error: null,
  }));
  try {
    for (const measurement of measurements) {
      try {
        await withinTime(async () => await measurement.contender.open?.(), options.timeoutMs);
      } catch (error) {
        measurement.error = messageOf(error);
      }
    }
    let beganAtMs = performance.now();
    for (let round = -options.warmupRounds; round < options.rounds.most; round += 1) {
      if (round === 0) beganAtMs = performance.now();
      for (const measurement of measurements) {
        if (measurement.error === null) await takeTurn(measurement, options, round >= 0);
      }
      if (round + 1 < options.rounds.least) continue;
      if (performance.now() - beganAtMs > options.budgetMs || !options.undecided(measurements)) break;
    }
  } finally {
    for (const { contender } of measurements) await closeParticipant(contender);
  }
  return measurements;
}

/** How many times as good `ours` is as `theirs`, round by round: above 1 where ours is better. */
export function quotients(ours: readonly number[], theirs: readonly number[], unit: Unit): number[] {
  const rounds = Math.min(ours.length, theirs.length);
  return Array.from(
    { length: rounds },
    (_, round) => isRate(unit) ? ours[round] / theirs[round] : theirs[round] / ours[round],
  );
}
