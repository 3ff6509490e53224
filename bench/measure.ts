/**
 * Interleaved measurement: in each round every contender runs in turn (A B C A B C), so that whatever else the machine
 * does meets all of them alike; what is compared are the ratios within rounds.
 *
 * @module
 */

import { Bench, type FnReturnedObject } from "tinybench";

/** Somebody who does the same work as the others. */
export interface Contender {
  name: string;
  /** Does the work once and returns the milliseconds of the part that counts, by its own clock. */
  run(): number | Promise<number>;
}

/** How long to measure. */
export interface MeasureOptions {
  /** Rounds that count. */
  rounds: number;
  /** Runs of each contender in each round; the round's value is their median. */
  iterations: number;
  /** Rounds before that, which do not count: code gets compiled, memory gets touched. */
  warmupRounds: number;
}

/** What was measured of one contender. */
export interface Measurement {
  name: string;
  /** Milliseconds, one a round. */
  roundsMs: number[];
}

/** The middle of the values, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median distance from the median, as a share of the median: half of the values lie within it. */
export function spread(values: readonly number[]): number {
  const center = median(values);
  return median(values.map((value) => Math.abs(value - center))) / center;
}

/** How often `ours` fits into `theirs`: above 1 where ours is faster. The median of the rounds' quotients. */
export function speedup(ours: Measurement, theirs: Measurement): number {
  return median(ours.roundsMs.map((ms, round) => theirs.roundsMs[round] / ms));
}

/** Measures the contenders, in the order given in every round. */
export async function interleave(contenders: readonly Contender[], options: MeasureOptions): Promise<Measurement[]> {
  const measurements = contenders.map(({ name }): Measurement => ({ name, roundsMs: [] }));
  for (let round = -options.warmupRounds; round < options.rounds; round += 1) {
    const bench = new Bench({
      iterations: options.iterations,
      time: 0,
      warmup: false,
      retainSamples: true,
      throws: true,
    });
    for (const contender of contenders) {
      bench.add(
        contender.name,
        async (): Promise<FnReturnedObject> => ({ overriddenDuration: await contender.run() }),
        {
          async: true,
        },
      );
    }
    const tasks = await bench.run();
    if (round < 0) continue;
    for (const [index, { result }] of tasks.entries()) {
      if (result.state !== "completed") {
        throw new Error(`Cannot measure ${contenders[index].name}: it was ${result.state}`);
      }
      measurements[index].roundsMs.push(median(result.latency.samples!));
    }
  }
  return measurements;
}
