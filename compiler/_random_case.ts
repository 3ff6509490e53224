/**
 * Random workloads, machines and options on which a compiled policy is held against its plain form. A number repeats each.
 *
 * @module
 */

import type { OptionSpec } from "../engine/policy.ts";
import type { ProcessSpec } from "../engine/workload.ts";

/** A workload with options of the machine and of the policy. */
export interface RandomCase {
  readonly processes: ProcessSpec[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Whole numbers from 0 that are below `count`, from a seed. */
type Draw = (count: number) => number;

/** A generator of 32 bits (Marsaglia's xorshift with a multiplied start). */
function drawFrom(seed: number): Draw {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return (count) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
}

/** Values of the greatest interest lie near the least; one in eight is greater. */
function numberFor({ min = 0, max = Number.MAX_SAFE_INTEGER }: OptionSpec, draw: Draw): number {
  const span = draw(8) === 0 ? 100 : 8;
  return min + draw(Math.min(span, max - min) + 1);
}

function valueFor(spec: OptionSpec, draw: Draw): unknown {
  if (spec.type === "boolean") return draw(2) === 1;
  if (spec.type === "choice") return spec.choices![draw(spec.choices!.length)];
  return numberFor(spec, draw);
}

function burstsFor(draw: Draw, hasIo: boolean): number | number[] {
  const length = () => 1 + draw(draw(4) === 0 ? 30 : 6);
  if (!hasIo || draw(2) === 0) return length();
  return Array.from({ length: 1 + 2 * (1 + draw(2)) }, length);
}

/** The case of a number. */
export function randomCase(seed: number, specs: readonly OptionSpec[]): RandomCase {
  const draw = drawFrom(seed);
  const hasIo = draw(3) > 0;
  const span = [0, 5, 20, 60][draw(4)];
  const count = 1 + draw(draw(3) === 0 ? 14 : 6);
  const processes = Array.from({ length: count }, (): ProcessSpec => ({
    arrival: draw(span + 1),
    bursts: burstsFor(draw, hasIo),
    priority: draw(5),
    tickets: 1 + draw(20),
    nice: draw(40) - 20,
    estimate: 1 + draw(30),
    deadline: 5 + draw(60),
    quantum: draw(3) === 0 ? 1 + draw(5) : undefined,
    group: ["a", "b", "c"][draw(3)],
  }));
  const given = Object.fromEntries(
    specs.filter(() => draw(3) > 0).map((spec) => [spec.name, valueFor(spec, draw)]),
  );
  return {
    processes,
    options: {
      ...given,
      cpus: draw(3) === 0 ? 2 + draw(2) : 1,
      switchCost: draw(4) === 0 ? 1 + draw(2) : 0,
      ties: draw(2) === 0 ? "textbook" : "ostep",
    },
  };
}
