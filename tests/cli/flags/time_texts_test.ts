import { assertEquals, assertThrows } from "@std/assert";
import { inTicks, tickNotes } from "../../../cli/flags/time_texts.ts";
import { MACHINE_OPTIONS } from "../../../engine/machine_options.ts";
import { POLICIES } from "../../../engine/policies.ts";
import { runCli } from "../run_cli.ts";

const policy = (name: string) => POLICIES.find((each) => each.name === name)!;
const QUANTUM = policy("rr").options.find(({ name }) => name === "quantum")!;
const QUANTA = policy("mlfq").options.find(({ name }) => name === "quanta")!;
const BY_CAUSE = policy("causes").options.find(({ name }) => name === "quanta")!;
const CPUS = MACHINE_OPTIONS.find(({ name }) => name === "cpus")!;
const TENTH = { text: "0.1 ms", unit: "ms", perUnit: 10 };
const PLAIN_TENTH = { text: "0.1", unit: "", perUnit: 10 };

Deno.test("inTicks() reads times with units or decimals in ticks of the workload, and leaves whole ticks alone", () => {
  assertEquals(["3", "1ms", "0.5", "0.2 ms", "1s", "200us"].map((text) => inTicks(QUANTUM, text, TENTH)), [
    "3",
    "10",
    "5",
    "2",
    "10000",
    "2",
  ]);
  assertEquals(inTicks(QUANTUM, "1.0", PLAIN_TENTH), "10");
  assertEquals(inTicks(QUANTA, "1ms,2.5,7/0", TENTH), "10,25,7/0");
  assertEquals(inTicks(BY_CAUSE, "io=1ms,new=4", TENTH), "io=10,new=4");
  assertEquals(inTicks(CPUS, "1.5", TENTH), "1.5");
  assertEquals(inTicks(QUANTUM, "1.5", undefined), "1.5");
  assertEquals(inTicks(QUANTUM, "unlimited", TENTH), "unlimited");
  assertEquals(inTicks(QUANTUM, "1.5ms", "unread"), "1");
  assertEquals(inTicks(QUANTUM, "3 parsecs", "unread"), "3 parsecs");
});

Deno.test("inTicks() refuses times that are no ticks, and says what would be", () => {
  const refused = (text: string, tick: typeof TENTH, says: string) =>
    assertThrows(() => inTicks(QUANTUM, text, tick), RangeError, says);
  refused("0.25", TENTH, "must be a whole number of ticks, each 0.1 ms (--tick makes them shorter), got 0.25");
  refused("1ms", PLAIN_TENTH, "must be a number without a unit, as the workload's times are, got 1ms");
});

Deno.test("tickNotes() says that plain numbers count ticks where those are not what times are in", () => {
  const says = "--quantum counts ticks, each 0.1 ms; 1ms is one of what the times are in";
  assertEquals(tickNotes([policy("rr")], { quantum: "4" }, TENTH), [says]);
  assertEquals(tickNotes([policy("rr")], { quantum: "4ms" }, TENTH), []);
  assertEquals(tickNotes([policy("rr")], {}, TENTH), []);
  assertEquals(tickNotes([policy("rr")], { quantum: "4" }, { text: "1 min", unit: "min", perUnit: 1 }), []);
});

Deno.test("sim run reads a quantum of 1.0 where times have decimals, as the book means it", async () => {
  const stdin = "Process,Arrival,Burst\nP1,0.0,2\nP2,0.4,1\n";
  const { code, out, err } = await runCli(["run", "-", "-p", "rr", "--quantum", "1.0", "--format", "json"], { stdin });
  assertEquals(code, 0, err);
  assertEquals(JSON.parse(out).processes.map(({ finish }: { finish: number }) => finish), [30, 20]);
  const plain = await runCli(["run", "-", "-p", "rr", "--quantum", "1ms"], { stdin: "Process,Burst\nA,3\n" });
  assertEquals(plain.code, 2);
  const whole = "Process,Burst\nA,3\nB,2\n";
  const half = ["run", "-", "-p", "fcfs", "--switch-cost", "0.5", "--format", "json"];
  const refused = await runCli(half, { stdin: whole });
  assertEquals([refused.code, refused.err.includes("got 0.5 (with --tick 0.1 it is)")], [2, true], refused.err);
  const finer = await runCli([...half, "--tick", "0.1"], { stdin: whole });
  assertEquals(JSON.parse(finer.out).processes.map(({ finish }: { finish: number }) => finish), [30, 55]);
});

Deno.test("sim run --times clock tells arrivals and ends by the clock, and durations in their unit", async () => {
  const stdin = "作业,到达时间,运行时间(分钟)\nA,10:00,40\nB,10:20,30\nC,23:50,20\n";
  const { out, err } = await runCli(["run", "-", "-p", "fcfs", "--times", "clock"], { stdin, columns: 120 });
  const rows = out.split("\n").filter((line) => /^[ABC] +\d/.test(line)).map((line) =>
    line.trim().split(/ +/).slice(0, 6)
  );
  assertEquals(rows, [
    ["A", "10:00", "40", "10:00", "10:40", "40"],
    ["B", "10:20", "30", "10:40", "11:10", "50"],
    ["C", "23:50", "20", "23:50", "24:10", "20"],
  ], err);
  const seconds = "job,arrival,burst\nA,8:00:30,10s\n";
  const { out: precise } = await runCli(["run", "-", "-p", "fcfs", "--times", "clock"], {
    stdin: seconds,
    columns: 120,
  });
  assertEquals(/^A .*8:00:30 .*8:00:40/m.test(precise), true, precise);
  for (const text of ["job,arrival,burst\nA,1ms,2ms\n", "job,arrival,burst\nA,2024-01-02 08:00,2min\n"]) {
    const { code, err } = await runCli(["run", "-", "--times", "clock"], { stdin: text });
    assertEquals([code, err.includes("whose arrivals are times of day, such as 8:30")], [2, true], err);
  }
});
