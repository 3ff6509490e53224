/**
 * How many random cases a test runs: a hundred times as many with QUANTA_SOAK=1, only one with QUANTA_SEED.
 *
 * @module
 */

/** `count`, or a hundred times as many when soaking. */
export function soakCount(count: number): number {
  return Deno.env.get("QUANTA_SOAK") === "1" ? count * 100 : count;
}

/** The seeds to try: from 0 up, or the one that QUANTA_SEED names. */
export function* seeds(count: number): Generator<number> {
  const named = Deno.env.get("QUANTA_SEED");
  if (named !== undefined) {
    yield Number(named);
    return;
  }
  for (let seed = 0; seed < soakCount(count); seed++) yield seed;
}

/** A text for a failure with everything that is needed to see it again. */
export function describeCase(seed: number, input: unknown, difference: string): string {
  const shown = Deno.inspect(input, { depth: Infinity, breakLength: 120, iterableLimit: 1_000 });
  return `${difference}\nseed ${seed} (QUANTA_SEED=${seed} runs it alone)\n${shown}`;
}
