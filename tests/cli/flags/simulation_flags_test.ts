import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../cli/exit_code.ts";
import {
  parsePolicyChoice,
  refuseForeignOptions,
  simulationFlags,
  simulationOptions,
} from "../../../cli/flags/simulation_flags.ts";
import { MACHINE_OPTIONS } from "../../../engine/machine_options.ts";
import { optionText, parseOption } from "../../../engine/option_text.ts";
import type { SimulationOptions } from "../../../engine/options.ts";
import { POLICIES } from "../../../engine/policies.ts";
import { resolveOptions } from "../../../engine/resolve_options.ts";

const spec = (policy: string, name: string) =>
  POLICIES.find((each) => each.name === policy)!.options.find((each) => each.name === name)!;

Deno.test("simulationFlags() has a flag for every option of the machine and of every policy", () => {
  const names = [...MACHINE_OPTIONS, ...POLICIES.flatMap(({ options }) => options)].map(({ name }) => name);
  assertEquals(Object.keys(simulationFlags()).sort(), [...new Set(names)].sort());
  assertEquals("quantum" in simulationFlags("quantum"), false);
});

Deno.test("optionText() of every default is what parseOption() reads it from", () => {
  for (const option of [...MACHINE_OPTIONS, ...POLICIES.flatMap(({ options }) => options)]) {
    const text = option.default === undefined ? "" : optionText(option.default);
    if (text !== "") assertEquals(parseOption(option, text), option.default);
  }
});

Deno.test("parseOption() reads every kind of option", () => {
  assertEquals(parseOption(spec("mlfq", "quanta"), "1,2/4"), [1, 2, 4]);
  assertEquals(parseOption(spec("mlfq", "allotments"), "3"), 3);
  assertEquals(parseOption(spec("mlfq", "allotments"), "3,1"), [3, 1]);
  assertEquals(parseOption(spec("mlfq", "ioStay"), "true"), true);
  assertEquals(parseOption(spec("causes", "quanta"), "io=2,new=1_000"), { io: 2, new: 1000 });
  const order = ["quantum", "lock", "new", "preempted", "io"];
  assertEquals(parseOption(spec("causes", "order"), order.join(",")), order);
  assertEquals(parseOption(MACHINE_OPTIONS.find(({ name }) => name === "devices")!, "unlimited"), Infinity);
  const orders = MACHINE_OPTIONS.find(({ name }) => name === "deviceOrders")!;
  assertEquals(parseOption(orders, "disk=priority,the printer=fcfs"), { disk: "priority", "the printer": "fcfs" });
  assertThrows(() => parseOption(orders, "disk"), RangeError, "must have the form name=choice,..., got disk");
  assertThrows(() => parseOption(orders, "disk=prority"), RangeError, "must be one of fcfs, priority, shortest");
  assertThrows(() => parseOption(orders, "disk=fcfs,disk=fcfs"), RangeError, "must give each name once");
  assertThrows(() => parseOption(spec("causes", "quanta"), "io"), RangeError, "name=ticks");
  assertThrows(() => parseOption(spec("mlfq", "levels"), "65"), RangeError, "from 1 to 64");
});

Deno.test("simulationOptions() gives what the engine takes, for every policy and every option", () => {
  for (const policy of POLICIES) {
    const texts = Object.fromEntries(policy.options.flatMap(({ name, default: usual }) => {
      const text = usual === undefined ? "" : optionText(usual);
      return text === "" ? [] : [[name, text]];
    }));
    const options = simulationOptions("run", { policy, texts }, { cpus: "2" });
    assertEquals(resolveOptions(options), resolveOptions({ policy: policy.name, cpus: 2 } as SimulationOptions));
  }
});

Deno.test("simulationOptions() takes a policy's own option before a flag", () => {
  const choice = parsePolicyChoice("rr:quantum=2");
  assertEquals(simulationOptions("run", choice, { quantum: "8" }), { policy: "rr", quantum: 2 });
});

Deno.test("parsePolicyChoice() reads options spelled as flags or as in JSON", () => {
  assertEquals(parsePolicyChoice("mlfq:io-stay:quanta=1/2").texts, { ioStay: "true", quanta: "1/2" });
  assertEquals(parsePolicyChoice("mlfq:ioStay=false").texts, { ioStay: "false" });
  assertThrows(() => parsePolicyChoice("fcfs:quantum=1"), RangeError, "fcfs without options");
});

Deno.test("refuseForeignOptions() throws when no chosen policy has an option", () => {
  const [fcfs, rr] = ["fcfs", "rr"].map((name) => POLICIES.find((policy) => policy.name === name)!);
  refuseForeignOptions("run", [fcfs, rr], { quantum: "3", cpus: "2" });
  assertThrows(() => refuseForeignOptions("run", [fcfs], { quantum: "3" }), UsageError, "las, causes, mlfq");
});

Deno.test("parsePolicyChoice() knows policies by the names of books, also where those say whether they preempt", () => {
  const said = (text: string) => {
    const { policy, texts } = parsePolicyChoice(text);
    return [policy.name, ...Object.entries(texts).map(([name, value]) => `${name}=${value}`)].join(":");
  };
  assertEquals(["SPN", "SRTN", "Highest Response Ratio Next", "短作业优先"].map(said), ["sjf", "srtf", "hrrn", "sjf"]);
  assertEquals(said("preemptive priority"), "priority:preemptive=true");
  assertEquals(said("Non-Preemptive Priority:quantum=2"), "priority:preemptive=false:quantum=2");
  assertEquals(["edf-np", "np-rm"].map(said), ["edf:preemptive=false", "rm:preemptive=false"]);
  assertEquals(["preemptive sjf", "non-preemptive srtf", "ljf-preemptive"].map(said), ["srtf", "sjf", "lrtf"]);
  assertThrows(() => said("preemptive rr"), RangeError, "must be one of");
  assertThrows(() => said("rr:2"), RangeError, "Did you mean rr:quantum=2?");
});

Deno.test("parseOption() knows the orders of queues by other names, and says what a size or a device is given by", () => {
  const option = (name: string) => MACHINE_OPTIONS.find((each) => each.name === name)!;
  assertEquals(parseOption(option("deviceOrder"), "FIFO"), "fcfs");
  assertEquals(parseOption(option("deviceOrders"), "disk=sjf,tape=fifo"), { disk: "shortest", tape: "fcfs" });
  assertEquals(parseOption(option("admitOrder"), "sjf"), "sjf");
  assertThrows(() => parseOption(option("memory"), "100KB"), RangeError, "must be a number without a unit");
  assertThrows(() => parseOption(option("devices"), "disk=2"), RangeError, "device-servers is for those with names");
});
