import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { exponential, logarithm, Random } from "../../../engine/workload/_random.ts";

Deno.test("Random.uint32() gives these numbers for this seed, on every machine", () => {
  const random = new Random(42, 1);
  assertEquals(Array.from({ length: 8 }, () => random.uint32()), NUMBERS);
});

Deno.test("Random.uint32() is xoshiro128**, as a plain implementation in big integers has it", () => {
  const bits = (value: bigint) => BigInt.asUintN(32, value);
  const rotate = (value: bigint, by: bigint) => bits(value << by) | (value >> (32n - by));
  const s = [1n, 2n, 3n, 4n];
  const next = () => {
    const result = bits(rotate(bits(s[1] * 5n), 7n) * 9n);
    const t = bits(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
    return Number(result);
  };
  const random = Random.fromState([1, 2, 3, 4]);
  for (let index = 0; index < 10_000; index++) assertEquals(random.uint32(), next());
});

Deno.test("Random() gives other numbers for every seed and stream", () => {
  const seen = new Set<string>();
  const seeds = [0, 1, 2, 3, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 33, 2 ** 53 - 1];
  for (const seed of seeds) {
    for (let stream = 0; stream < 5; stream++) {
      const random = new Random(seed, stream);
      seen.add([random.uint32(), random.uint32()].join());
    }
  }
  assertEquals(seen.size, 5 * seeds.length);
});

Deno.test("Random.uniform() fills the unit interval evenly", () => {
  const random = new Random(1, 0);
  const counts = new Uint32Array(100);
  for (let index = 0; index < 1e6; index++) counts[Math.floor(random.uniform() * 100)]++;
  // Chi squared with 99 degrees of freedom: beyond 170 once in a hundred thousand seeds.
  const chiSquared = counts.reduce((sum, count) => sum + (count - 1e4) ** 2 / 1e4, 0);
  assert(chiSquared < 170, `chi squared is ${chiSquared}`);
});

Deno.test("Random.exponential() follows the exponential distribution", () => {
  const random = new Random(7, 0);
  const sample = Float64Array.from({ length: 100_000 }, () => random.exponential()).sort();
  assert(sample[0] > 0);
  // Kolmogorov and Smirnov: beyond 2.5 / sqrt(n) once in some hundred thousand seeds.
  let distance = 0;
  sample.forEach((value, index) => {
    distance = Math.max(distance, Math.abs(1 - Math.exp(-value) - index / sample.length));
  });
  assert(distance < 2.5 / Math.sqrt(sample.length), `the distance is ${distance}`);
});

Deno.test("Random.round() keeps the mean", () => {
  const random = new Random(3, 0);
  let sum = 0;
  for (let index = 0; index < 100_000; index++) {
    const value = random.round(4.3);
    assert(value === 4 || value === 5);
    sum += value;
  }
  assertAlmostEquals(sum / 100_000, 4.3, 0.01);
  assertEquals(random.round(4), 4);
});

Deno.test("logarithm() and exponential() are near those of Math", () => {
  for (let x = 1; x <= 2; x += 1 / 4096) assertAlmostEquals(logarithm(x), Math.log(x), 4e-16);
  for (let x = 0; x <= 700; x += 7 / 64) assertAlmostEquals(exponential(x) / Math.exp(x), 1, 2e-13);
});

const NUMBERS = [
  299093832,
  1130995240,
  351717348,
  1196131893,
  3150978590,
  1412871653,
  4042863372,
  1954283160,
];
