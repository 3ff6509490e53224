import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { toColumns } from "../../../engine/workload/columns.ts";
import { generateWorkload } from "../../../engine/workload/generate.ts";
import type { GenerateOptions } from "../../../engine/workload/generate_options.ts";
import { soakCount } from "../../reference/soak.ts";

const COUNT = 100_000;

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

Deno.test("generateWorkload() gives these processes for this seed, on every machine", () => {
  assertEquals(generateWorkload({ processes: 6, seed: 42 }), SIMPLE);
  assertEquals(
    generateWorkload({ processes: 3, seed: 42, mix: "mixed", service: "pareto", arrivals: "bursty" }),
    MIXED,
  );
});

Deno.test("generateWorkload() gives valid columns with arrivals that do not decrease, whatever is asked", () => {
  const options = fc.record({
    processes: fc.integer({ min: 1, max: 50 }),
    seed: fc.maxSafeNat(),
    arrivals: fc.constantFrom("poisson", "uniform", "bursty"),
    interarrivalMean: fc.double({ min: 1e-9, max: 2 ** 40, noNaN: true }),
    service: fc.constantFrom("exponential", "pareto", "constant", "uniform"),
    serviceMean: fc.oneof(
      fc.double({ min: 1, max: 2 ** 32, noNaN: true }),
      fc.constantFrom(1, 1 + 2 ** -52, 2, 2 ** 32),
    ),
    mix: fc.constantFrom("cpu-only", "cpu-bound", "io-bound", "mixed"),
  }, { requiredKeys: ["processes"] }) as fc.Arbitrary<GenerateOptions>;
  fc.assert(
    fc.property(options, (options) => {
      const workload = generateWorkload(options);
      assertEquals(toColumns(workload), workload);
      assertEquals(workload.arrival.length, options.processes);
      assertEquals(workload.arrival[0], 0);
      assert(workload.arrival.every((arrival, row) => row === 0 || arrival >= workload.arrival[row - 1]));
      assertEquals(generateWorkload(options), workload);
    }),
    { numRuns: soakCount(500) },
  );
});

Deno.test("generateWorkload() keeps the mean CPU time of every distribution", () => {
  const services: GenerateOptions[] = [
    { processes: COUNT, service: "exponential" },
    { processes: COUNT, service: "pareto", paretoShape: 3 },
    { processes: COUNT, service: "bimodal", longShare: 0.2, longRatio: 5 },
    { processes: COUNT, service: "constant" },
    { processes: COUNT, service: "uniform" },
  ];
  for (const options of services) {
    for (const serviceMean of [2.5, 30, 1e6]) {
      const { cpu } = generateWorkload({ ...options, serviceMean });
      assertAlmostEquals(mean(cpu!) / serviceMean, 1, 0.02, `${options.service} ${serviceMean}`);
    }
  }
  assertEquals(mean(generateWorkload({ processes: 100, serviceMean: 1 }).cpu!), 1);
});

Deno.test("generateWorkload() gives each distribution its shape", () => {
  const { cpu: exponential } = generateWorkload({ processes: COUNT, serviceMean: 20 });
  const variance = mean(exponential!.map((ticks) => (ticks - 20) ** 2));
  assertAlmostEquals(variance / (20 * 19), 1, 0.05);

  const { cpu: pareto } = generateWorkload({
    processes: COUNT,
    service: "pareto",
    serviceMean: 1000,
    paretoShape: 1.5,
  });
  // With scale 999 / 2 the share above x is (1 + (x - 1) / scale) ** -1.5.
  for (const ticks of [500, 5000, 50_000]) {
    const share = pareto!.filter((value) => value > ticks).length / COUNT;
    assertAlmostEquals(share / (1 + (ticks - 1) / 499.5) ** -1.5, 1, 0.15);
  }

  const { cpu: bimodal } = generateWorkload({ processes: COUNT, service: "bimodal", serviceMean: 19 });
  assertEquals([...new Set(bimodal)].sort((a, b) => a - b), [10, 100]);
  assertAlmostEquals(bimodal!.filter((ticks) => ticks === 100).length / COUNT, 0.1, 0.005);

  const { cpu: uniform } = generateWorkload({ processes: COUNT, service: "uniform", serviceMean: 5 });
  assertEquals(Math.min(...new Set(uniform)), 1);
  assertEquals(Math.max(...new Set(uniform)), 9);
  assertEquals([...new Set(generateWorkload({ processes: 99, service: "constant" }).cpu!)], [10]);
});

Deno.test("generateWorkload() spaces arrivals as asked, by their mean or by load", () => {
  for (const arrivals of ["poisson", "uniform", "bursty"] as const) {
    const { arrival } = generateWorkload({ processes: COUNT, arrivals, interarrivalMean: 7.5 });
    assertAlmostEquals(arrival[COUNT - 1] / COUNT / 7.5, 1, 0.05, arrivals);
  }
  const { arrival, cpu } = generateWorkload({ processes: COUNT, load: 0.9, cpus: 4, serviceMean: 50 });
  assertAlmostEquals(mean(cpu!) * COUNT / arrival[COUNT - 1] / 4, 0.9, 0.02);

  const together = generateWorkload({ processes: 10, arrivals: "together" });
  assert(together.arrival.every((tick) => tick === 0));

  const bursty = generateWorkload({ processes: COUNT, arrivals: "bursty", groupMean: 4, interarrivalMean: 1e6 });
  assertAlmostEquals(COUNT / new Set(bursty.arrival).size, 4, 0.1);
  const poisson = generateWorkload({ processes: COUNT, interarrivalMean: 1e6 });
  const gaps = poisson.arrival.subarray(1).map((tick, row) => tick - poisson.arrival[row]);
  assertAlmostEquals(gaps.filter((gap) => gap > 2e6).length / COUNT, Math.exp(-2), 0.005);
  const uniform = generateWorkload({ processes: COUNT, arrivals: "uniform", interarrivalMean: 100 });
  const widest = uniform.arrival.reduce(
    (widest, tick, row, all) => Math.max(widest, row === 0 ? 0 : tick - all[row - 1]),
    0,
  );
  assert(widest >= 199 && widest <= 200, `the widest gap is ${widest}`);
});

Deno.test("generateWorkload() splits the same CPU times into bursts by mix", () => {
  const base = { processes: 20_000, serviceMean: 100 };
  const { cpu } = generateWorkload(base);
  const shapes = [["cpu-bound", 2, 0.1], ["io-bound", 10, 4]] as const;
  for (const [mix, burstMean, ioRatio] of shapes) {
    const { offset, kind, value } = generateWorkload({ ...base, mix }).bursts!;
    let io = 0;
    let ioCount = 0;
    for (let row = 0; row < base.processes; row++) {
      let left = cpu![row];
      for (let entry = offset[row]; entry < offset[row + 1]; entry++) {
        if (kind[entry] === 0) left -= value[entry];
        else {
          io += value[entry];
          ioCount++;
        }
      }
      assertEquals(left, 0);
    }
    const burstCount = kind.length - ioCount;
    assert(burstCount / base.processes > 0.85 * burstMean && burstCount / base.processes <= 1.02 * burstMean);
    const ioMean = io / ioCount;
    const cpuMean = mean(cpu!) * base.processes / burstCount;
    assert(ioMean > 0.4 * ioRatio * cpuMean && ioMean < 1.5 * ioRatio * cpuMean, `${mix}: ${ioMean} to ${cpuMean}`);
  }
  const counts = (options: object) => generateWorkload({ ...base, ...options }).bursts!.kind.length;
  assertEquals(counts({ mix: "mixed", ioBoundShare: 1 }), counts({ mix: "io-bound" }));
  assertEquals(counts({ mix: "mixed", ioBoundShare: 0 }), counts({ mix: "cpu-bound" }));
  assert(
    counts({ mix: "mixed" }) < counts({ mix: "io-bound" }) && counts({ mix: "mixed" }) > counts({ mix: "cpu-bound" }),
  );
});

Deno.test("generateWorkload() draws arrivals and CPU times independently of each other's options", () => {
  const one = generateWorkload({ processes: 100, seed: 5, arrivals: "bursty", interarrivalMean: 10 });
  const other = generateWorkload({ processes: 100, seed: 5, arrivals: "uniform", interarrivalMean: 3 });
  assertEquals(one.cpu, other.cpu);
  const pareto = generateWorkload({
    processes: 100,
    seed: 5,
    arrivals: "bursty",
    interarrivalMean: 10,
    service: "pareto",
  });
  assertEquals(pareto.arrival, one.arrival);
});

Deno.test("generateWorkload() refuses options out of range or without meaning", () => {
  const cases: [object, string][] = [
    [{ processes: 0 }, "processes must be a whole number from 1 to 100000000, got 0"],
    [{ processes: 1.5 }, "processes must be"],
    [{ processes: undefined }, "processes must be a whole number from 1 to 100000000, got nothing"],
    [{ seed: -1 }, "seed must be a whole number from 0 to 9007199254740991, got -1"],
    [{ name: "\n" }, "name must be a text"],
    [{ arrivals: "poison" }, 'arrivals must be one of poisson, uniform, bursty, together, got "poison"'],
    [{ service: 3 }, "service must be one of exponential, pareto, bimodal, constant, uniform, got 3"],
    [{ mix: "io" }, "mix must be one of"],
    [{ interarrivalMean: 0 }, "interarrivalMean must be a number above 0 to 4503599627370496, got 0"],
    [{ interarrivalMean: NaN }, "interarrivalMean must be"],
    [{ load: 0 }, "load must be a number from"],
    [{ load: 1, interarrivalMean: 3 }, "load must be left out where interarrivalMean is given, got 1"],
    [{ cpus: 2, arrivals: "together" }, "cpus must be left out where all processes arrive together, got 2"],
    [{ cpus: 0 }, "cpus must be a whole number from 1"],
    [{ serviceMean: 0.5 }, "serviceMean must be a number from 1 to 4294967296, got 0.5"],
    [{ paretoShape: 2 }, "paretoShape must be left out unless service is pareto, got 2"],
    [{ service: "pareto", paretoShape: 1 }, "paretoShape must be a number above 1 to 100, got 1"],
    [{ service: "bimodal", serviceMean: 1.5 }, "serviceMean must be at least 1.9"],
    [{ longShare: 0.5 }, "longShare must be left out unless service is bimodal, got 0.5"],
    [{ service: "bimodal", longShare: 1.1 }, "longShare must be a number from 0 to 1, got 1.1"],
    [{ groupMean: 3 }, "groupMean must be left out unless arrivals is bursty, got 3"],
    [{ ioBoundShare: 0.3 }, "ioBoundShare must be left out unless mix is mixed, got 0.3"],
    [{ interarrivalMean: 2 ** 52, processes: 100 }, "arrivals must be at most 9007199254740991, got"],
  ];
  for (const [change, message] of cases) {
    const options = { processes: 10, ...change } as GenerateOptions;
    assertThrows(() => generateWorkload(options), RangeError, `Cannot generate workload: ${message}`);
  }
  for (
    const [option, hint] of [["sede", ". Did you mean seed?"], ["serviceMeans", ". Did you mean serviceMean?"], [
      "constructor",
      "",
    ]]
  ) {
    const options = { processes: 10, [option]: 3 } as GenerateOptions;
    const error = assertThrows(
      () => generateWorkload(options),
      TypeError,
      "Cannot generate workload: options must be processes,",
    );
    assert(error.message.endsWith(`got ${JSON.stringify(option)}${hint}`), error.message);
  }
});

const SIMPLE = { arrival: Float64Array.of(0, 31, 63, 68, 72, 72), cpu: Float64Array.of(16, 4, 6, 7, 13, 9) };
const MIXED = {
  arrival: Float64Array.of(0, 0, 0),
  bursts: {
    offset: Uint32Array.of(0, 1, 4, 13),
    kind: Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0),
    value: Float64Array.of(10, 1, 1, 2, 2, 1, 1, 1, 1, 1, 2, 1, 1),
    locks: [],
  },
};
