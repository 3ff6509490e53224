import { assert, assertAlmostEquals } from "@std/assert";
import { studentDistribution, studentQuantile } from "../../../analysis/statistics/student.ts";

/** Two-sided 95 % points of printed tables, to the digits that are printed. */
const PRINTED: readonly (readonly [freedom: number, value: number])[] = [
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [9, 2.262],
  [10, 2.228],
  [19, 2.093],
  [29, 2.045],
  [30, 2.042],
  [60, 2.000],
  [120, 1.980],
  [1_000_000, 1.960],
];

for (const [freedom, value] of PRINTED) {
  Deno.test(`studentQuantile() gives the printed 95% point for ${freedom} degrees of freedom`, () => {
    assertAlmostEquals(studentQuantile(0.975, freedom), value, 0.0005);
  });
}

Deno.test("studentQuantile() gives the printed 99% points", () => {
  assertAlmostEquals(studentQuantile(0.995, 1), 63.657, 0.0005);
  assertAlmostEquals(studentQuantile(0.995, 10), 3.169, 0.0005);
  assertAlmostEquals(studentQuantile(0.5, 7), 0, 1e-9);
});

Deno.test("studentDistribution() is that of Cauchy for 1 and has its closed form for 2 degrees of freedom", () => {
  for (let value = 0; value < 30; value += 0.37) {
    assertAlmostEquals(studentDistribution(value, 1), 0.5 + Math.atan(value) / Math.PI, 1e-12);
    assertAlmostEquals(studentDistribution(value, 2), 0.5 + value / (2 * Math.sqrt(2 + value * value)), 1e-12);
  }
});

Deno.test("studentQuantile() is the inverse of studentDistribution()", () => {
  for (const freedom of [1, 2, 7, 50, 999]) {
    for (const probability of [0.6, 0.9, 0.975, 0.999]) {
      const value = studentQuantile(probability, freedom);
      assert(value > 0);
      assertAlmostEquals(studentDistribution(value, freedom), probability, 1e-10);
    }
  }
});
