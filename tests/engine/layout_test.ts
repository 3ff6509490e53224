// What host and guest both know by number must agree: the guest's sources are read and held against the host's tables.
import { assertEquals } from "@std/assert";
import { NONE, STATUS } from "../../engine/core.ts";
import { FEATURE } from "../../engine/policy.ts";
import { BURST_KIND } from "../../engine/workload.ts";

const GUEST = new URL("../../engine/assembly/scheduler/", import.meta.url);
const HOST = new URL("../../engine/", import.meta.url);

/** The members of an enum in a source text, by name in lower camel case. */
function enumOf(text: string, name: string): Record<string, number> {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(text)![1].replace(/\/\*\*.*?\*\//gs, "");
  const members: Record<string, number> = {};
  let next = 0;
  for (const match of body.matchAll(/(\w+)(?:\s*=\s*(\d+))?,/g)) {
    next = match[2] === undefined ? next : Number(match[2]);
    members[match[1][0].toLowerCase() + match[1].slice(1)] = next++;
  }
  return members;
}

const guest = (file: string) => Deno.readTextFileSync(new URL(file, GUEST));
const host = (file: string) => Deno.readTextFileSync(new URL(file, HOST));

/** Entries of a constant list of strings in a source text. */
function listOf(text: string, name: string): string[] {
  return [...new RegExp(`const ${name}[^=]*= \\[([^\\]]*)\\]`).exec(text)![1].matchAll(/"(\w+)"/g)].map((match) =>
    match[1]
  );
}

/** A numeric constant in a source text. */
function constantOf(text: string, name: string): number {
  const expression = new RegExp(`const ${name}(?:: u32)? = ([^;]+);`).exec(text)![1];
  return expression.split("+").map((term) => term.split("*").map(Number).reduce((a, b) => a * b)).reduce((a, b) =>
    a + b
  );
}

Deno.test("FEATURE has the guest's bits", () => assertEquals({ ...FEATURE }, enumOf(guest("needs.ts"), "Feature")));

Deno.test("STATUS has the guest's numbers", () => assertEquals({ ...STATUS }, enumOf(guest("machine.ts"), "Status")));

Deno.test("BURST_KIND has the guest's numbers", () =>
  assertEquals({ ...BURST_KIND }, enumOf(guest("blocking.ts"), "BurstKind")));

Deno.test("NONE is the guest's", () => assertEquals(NONE, constantOf(guest("columns.ts"), "NONE")));

Deno.test("the trace reader has the guest's causes and states, in the guest's order", () => {
  const byNumber = (members: Record<string, number>) => Object.keys(members).sort((a, b) => members[a] - members[b]);
  assertEquals(listOf(host("_trace.ts"), "CAUSES"), byNumber(enumOf(guest("trace.ts"), "Cause")));
  assertEquals(listOf(host("_trace.ts"), "STATES"), byNumber(enumOf(guest("trace.ts"), "State")));
});

Deno.test("the trace reader has the guest's kinds of segments, in the guest's order", () => {
  const kinds = enumOf(guest("trace.ts"), "SegmentKind");
  assertEquals(listOf(host("_trace.ts"), "KINDS").map((kind) => kinds[kind]), [0, 1, 2, 3]);
});

Deno.test("the ways to place a process have the guest's numbers", () => {
  const numbers = enumOf(guest("extended/homes.ts"), "Placement");
  const table = /const PLACEMENT_NUMBER = \{([^}]*)\}/.exec(host("_setup_extended.ts"))![1];
  for (const [, name, number] of table.matchAll(/"([\w-]+)": (\d+)/g)) {
    assertEquals(numbers[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())], Number(number), name);
  }
});

Deno.test("the trace reader has the guest's entry sizes", () => {
  for (const name of ["SEGMENT_BYTES", "TRANSITION_BYTES", "DECISION_BYTES", "CANDIDATE_BYTES"]) {
    assertEquals(constantOf(host("_trace.ts"), name), constantOf(guest("memory.ts"), name), name);
  }
});

Deno.test("the causes policy has the guest's causes, in the guest's order", () => {
  const causes = enumOf(guest("trace.ts"), "Cause");
  assertEquals(listOf(host("policies/causes.ts"), "CAUSES").map((cause) => causes[cause]), [0, 1, 2, 3, 4]);
});

Deno.test("hooks of a policy of one's own have the guest's bits", () => {
  const bits = new RegExp(`const HOOK = \\{([^}]*)\\}`).exec(host("_own_hook_bits.ts"))![1];
  const ours = Object.fromEntries([...bits.matchAll(/(\w+): (\d+)/g)].map(([, name, bit]) => [name, Number(bit)]));
  assertEquals(ours, enumOf(guest("policies/own.ts"), "Hook"));
});

Deno.test("the build for policies of one's own exports what every run needs", () => {
  const exported = (file: string) =>
    [...guest(file).matchAll(/^export \{([^}]*)\} from "[./]*([^"]+)"/gm)].map(([, names, module]) =>
      [module, names.split(",").map((name) => name.trim()).filter((name) => name !== "")] as const
    );
  const own = new Map(exported("own/exports.ts"));
  const shared = [
    "needs",
    "memory",
    "trace",
    "counters",
    "completion",
    "dispatch",
    "sources",
    "blocking",
    "admission",
    "memory_map",
  ];
  for (const [module, names] of exported("index.ts")) {
    if (shared.includes(module)) assertEquals(names.filter((name) => !own.get(module)!.includes(name)), [], module);
  }
});
