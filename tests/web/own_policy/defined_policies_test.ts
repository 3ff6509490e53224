// Policies of one's own as a worker of the page has them: what is wrong is found at its line, and said in Chinese too.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { findPolicy } from "../../../engine/policies.ts";
import { simulate } from "../../../engine/simulate.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { zh } from "../../../web/languages/zh.ts";
import { DefinedPolicies } from "../../../web/own_policy/defined_policies.ts";
import { SCRIPTS } from "../../../web/own_policy/scripts.ts";
import { latinWords } from "../latin_words.ts";

const WORKLOAD = {
  processes: [{ name: "A", bursts: 3 }, { name: "B", arrival: 1, bursts: [2, 3, 2] }, {
    name: "C",
    arrival: 2,
    bursts: 1,
  }],
};

/** What goes wrong with a text, when it is defined or run. */
function mistakeIn(text: string): { message: string; line: number | undefined; column: number | undefined } {
  const policies = new DefinedPolicies();
  try {
    simulate(WORKLOAD, { policy: policies.define(text).name });
  } catch (error) {
    const place = policies.placeOf(error);
    return { message: (error as Error).message, line: place?.line, column: place?.column };
  }
  throw new Error(`nothing is wrong with ${text}`);
}

/** A class with this in it, from line 2 on. */
function classOf(...lines: string[]): string {
  return `export default class Mine {\n  ${lines.join("\n  ")}\n}\n`;
}

/** A text, where its mistake is, and what is said of it. */
const MISTAKES: readonly (readonly [text: string, line: number, said: string])[] = [
  // the text
  [classOf("slice() { return 1; ", "} }"), 4, "there must be an expression, got }"],
  [classOf("let a = 3;"), 2, "there must be ;, got a"],
  [classOf("slice() { return 'a; }"), 2, "there must be a text that ends on its line, got its end"],
  [classOf("slice() { return `a; }"), 4, "there must be a template's end, got the end of the script"],
  ["/* class", 1, "there must be a comment's end, got the end of the script"],
  ["class A {}", 1, "there must be a class after `export default`, got none"],
  ["import { a } from './b.ts';\nexport default class {}", 1, "there must be one file, in the page, got an import of"],
  ["enum A { b }\nexport default class {}", 1, "there must be an object in place of an enumeration, got enum"],
  ["const a = 1;\nconst b = 1;\n  const a = 2; export default class {}", 3, "has already been declared"],
  // the class
  [classOf("slize() { return 1; }"), 2, "must have hooks by their names, got slize. Did you mean slice?"],
  [classOf("ready() {}", "static titel = 'a';"), 3, "got titel. Did you mean title?"],
  [classOf("key() { return 1; }", "slice = 3;"), 3, "must have methods for hooks, got 3 as slice"],
  [classOf("key() {}", "runningKey() {}", "preempts() {}"), 3, "must have one of the hooks runningKey and preempts"],
  [classOf("x = 1;", "runningKey() {}"), 3, "must have the hook key where it has runningKey"],
  [classOf("x = 1;", "pick() {}"), 3, "must have the hook ready where it has pick"],
  [classOf("x = 1;", "static ties = 'last ';"), 3, "must have one of joined, arrival, last as static ties"],
  [classOf("x = 1;", "static idleLimit = 0;"), 3, "as static idleLimit, got 0"],
  [classOf("x = 1;", "static clairvoyant = 1;"), 3, "must have true or false as static clairvoyant, got 1"],
  [classOf("x = 1;", "static reads = ['colour'];"), 3, "as static reads, got a list of 1"],
  [classOf("x = 1;", "static options = 3;"), 3, "must have an object as static options, got 3"],
  [classOf("x = 1;", "static options = { x: { summary: '' } };"), 2, "must have a sentence as summary of option x"],
  [classOf("static options = { x: { summary: 'X.' } };", "x = 1.5;"), 3, "must have a field x for its option"],
  ["export default 3;", 1, "policy must be the name of one, or a class, got 3"],
  [classOf("x = this.y.z;"), 2, "Cannot read properties of undefined (reading 'z')"],
  // what it does
  [
    classOf("x = 1;", "slice() { return 0; }"),
    3,
    "slice of A (pid 1) at tick 0 must be a whole number of ticks from 1",
  ],
  [classOf("key() { return NaN; }"), 2, "key of A (pid 1) at tick 0 must be a number, got NaN"],
  [classOf("q = [];", "ready(p) { this.q.push(p); }", "pick() { return this.q[0] ?? -1; }"), 4, "which is not ready"],
  [classOf("ready() {}", "pick() { return -1; }"), 3, "and nothing else will happen, got -1"],
  [classOf("n = 0;", "ready() {}", "pick() { return this.n++; }"), 4, "must answer the same when asked again"],
  [classOf("n = 0;", "key() { return this.n++; }"), 3, "while it is ready, as it is queued by that (see reorder)"],
  [classOf("start(m) { this.m = m; }", "key() { this.m.reorder(); return 1; }"), 3, "got a call of reorder()"],
  [classOf("start(m) {", "  m.setTimer(5);", "}"), 3, "must have the hook timer where it sets one"],
  [
    classOf("start(m) { this.m = m; }", "key(p) { return this.m.remaining(p); }"),
    3,
    "must be static clairvoyant = true",
  ],
  [classOf("start(m) { this.m = m; }", "key(p) { return this.m.arrival(9); }"), 3, "must ask of a process from 0 to 2"],
  [classOf("slice(p) {", "  return this.x", "    .y;", "}"), 4, "must not throw, got TypeError"],
  [classOf("slice(p) {", "  while (p < 3);", "}"), 3, "must not throw, got RangeError: a loop must come to an end"],
  [classOf("slice(p) {", "  try { for (;;) p += 1; } catch { for (;;); }", "}"), 3, "a loop must come to an end"],
];

Deno.test("DefinedPolicies.placeOf() finds what is wrong at its line: in the text, in the class, in a run", () => {
  for (const [text, line, said] of MISTAKES) {
    const found = mistakeIn(text);
    assert(found.message.includes(said), `${text}\n${found.message}`);
    // Only a browser has an event of an error that nobody caught; Deno's is the same.
    assertEquals(found.line, line, `${text}\n${found.message}`);
  }
  const line = "slice(p): number { while (p < 0) p; return p!.a.b; }";
  assertEquals(mistakeIn(classOf(line)).column, "  ".length + line.indexOf("b; }") + 1);
});

Deno.test("DefinedPolicies.define() makes each text that one may begin with a policy that is like the built-in one", () => {
  const policies = new DefinedPolicies();
  const own = Object.values(SCRIPTS).map((text) => policies.define(text).name);
  assertEquals(own, ["my-round-robin", "my-shortest", "my-two-queues"]);
  const finishes = (options: { policy: string }) =>
    simulate(WORKLOAD, options as never).processes.map(({ finish }) => finish);
  assertEquals(finishes({ policy: own[0] }), finishes({ policy: "rr" }));
  assertEquals(finishes({ policy: own[1] }), finishes({ policy: "srtf" }));
});

Deno.test("DefinedPolicies.define() gives every text a name of its own, and sees nothing of the page", () => {
  const policies = new DefinedPolicies();
  const text = classOf("slice() { return typeof policies === 'undefined' ? 1 : 0; }");
  const names = [policies.define(text).name, policies.define(text).name];
  assertEquals(new Set(names).size, 2);
  for (const policy of names) simulate(WORKLOAD, { policy });
  assertThrows(() => policies.define("export default class { x = arguments.length; }"), SyntaxError);
});

Deno.test("the Chinese page says in Chinese what is wrong with a policy of one's own", () => {
  const own =
    "mine Mine slice slize key runningKey preempts pick ready titel title options summary source clairvoyant ties keyName reads idleLimit " +
    "static new TypeError joined arrival last enum export class ts timer reorder setTimer remaining NaN option const let";
  const words = own.split(" ");
  const wrong = MISTAKES.flatMap(([text]) => {
    const { message } = mistakeIn(text);
    // What the browser says is in the browser's language.
    if (/Cannot read prop|already been declared/.test(message)) return [];
    const said = zh.sentence(message.replace(/ \(file:.*\)$/, ""));
    const latin = latinWords(said.replaceAll(/`[^`]*`|[a-z]+-\d+|\bmine(?:-\d+)?\b/g, ""), words);
    return latin.length === 0 ? [] : [`${message}\n    is said as: ${said}\n    not Chinese: ${latin.join(" ")}`];
  });
  assertEquals(wrong, [], "add them in web/languages/scripts_zh.ts");
});

Deno.test("DefinedPolicies.define() makes of every policy in a file what importing it makes", async () => {
  const workload = toColumns({
    processes: [
      { name: "A", bursts: [4, 2, 3], priority: 2, period: 40, deadline: 40, tickets: 2 },
      { name: "B", arrival: 1, bursts: [2, 3, 2], priority: 1, period: 30, deadline: 20, tickets: 1 },
      { name: "C", arrival: 2, bursts: 6, priority: 0, period: 50, deadline: 50, tickets: 5 },
      { name: "D", arrival: 2, bursts: [1, 4, 5], priority: 1, period: 60, deadline: 25, tickets: 3 },
    ],
  });
  const policies = new DefinedPolicies();
  let files = 0;
  for (const folder of ["../../../examples/policies/", "../../engine/own_policies/"]) {
    for (const { name } of Deno.readDirSync(new URL(folder, import.meta.url))) {
      if (!name.endsWith(".ts") || name.endsWith("_test.ts") || name === "twins.ts") continue;
      const url = new URL(folder + name, import.meta.url);
      const { default: policy } = await import(url.href);
      const run = (policy: string) =>
        simulate(workload, { policy, cpus: 2, horizon: 200, timeline: "full", decisions: "full" } as never);
      const [own, imported] = [policies.define(Deno.readTextFileSync(url)).name, findPolicy(policy).name].map(run);
      assertEquals(own.timeline, imported.timeline, name);
      assertEquals(own.decisions, imported.decisions, name);
      files += 1;
    }
  }
  assert(files > 15, `${files} files`);
});
