import { assertEquals } from "@std/assert";
import { PythonRandom } from "../../../analysis/verify/ostep/python_random.ts";

Deno.test("PythonRandom.word() gives the generator's published numbers for the published key", () => {
  // The key 0x123, 0x234, 0x345, 0x456 of the authors' file mt19937ar.out.
  const random = new PythonRandom(0x456_00000345_00000234_00000123n);
  const words = Array.from({ length: 1000 }, () => random.word());
  assertEquals(words.slice(0, 5), [1067595299, 955945823, 477289528, 4107218783, 4228976476]);
  assertEquals(words[999], 3460025646);
});

/** `random.seed(seed, version=1)`, then the 1st, 2nd and 1,500th `random.random()`. */
const CPYTHON: readonly (readonly [seed: bigint, first: number, second: number, late: number])[] = [
  [0n, 0.8444218515250481, 0.7579544029403025, 0.3592139778487352],
  [1n, 0.13436424411240122, 0.8474337369372327, 0.301322965230045],
  [-7n, 0.32383276483316237, 0.15084917392450192, 0.41881681233607526],
  [12345678901234567890n, 0.5120180983871961, 0.9318805526703359, 0.13807756705124474],
  [2n ** 40n, 0.1036394562812375, 0.6705558677439764, 0.8099606976224596],
  [2n ** 700n + 5n, 0.07528894700936528, 0.30482486302827994, 0.8380456547837539],
];

for (const [seed, first, second, late] of CPYTHON) {
  Deno.test(`PythonRandom.random() gives CPython's numbers when the seed is ${seed}`, () => {
    const random = new PythonRandom(seed);
    const numbers = Array.from({ length: 1500 }, () => random.random());
    assertEquals([numbers[0], numbers[1], numbers[1499]], [first, second, late]);
  });
}

/** Whether there is a Python to ask. */
function hasPython(): boolean {
  try {
    return new Deno.Command("python3", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

Deno.test({
  name: "PythonRandom.random() agrees with the Python of this machine on many seeds",
  ignore: !hasPython(),
  fn() {
    const program = "import random\nfor s in range(-20,200):\n  random.seed(s*s*s*7919, version=1)\n" +
      "  print(s*s*s*7919, *[repr(random.random()) for i in range(700)][-3:])";
    const { stdout } = new Deno.Command("python3", { args: ["-c", program] }).outputSync();
    for (const line of new TextDecoder().decode(stdout).trim().split(/\r?\n/)) {
      const [seed, ...expected] = line.split(" ");
      const random = new PythonRandom(BigInt(seed));
      const numbers = Array.from({ length: 700 }, () => random.random()).slice(-3);
      assertEquals(numbers, expected.map(Number), `seed ${seed}`);
    }
  },
});
