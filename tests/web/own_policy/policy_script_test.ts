// The file of a policy, as the page runs it.
import { assertEquals, assertThrows } from "@std/assert";
import { policyScript } from "../../../web/own_policy/policy_script.ts";
import { ScriptError } from "../../../web/own_policy/token_scanner.ts";

function valueOf(text: string): unknown {
  return new Function("$$turn", `"use strict";let definePolicy = (policy) => policy;${policyScript(text).body}`)();
}

Deno.test("policyScript() returns the default, whatever it is and wherever it stands", () => {
  const named = valueOf(`import { definePolicy, type Process } from "@quanta/quanta/simulate";
import type { OwnPolicy } from "jsr:@quanta/quanta@1.2.3";
export const LIMIT: number = 3;
export default class RoundRobin implements OwnPolicy {
  queue = new Fifo<Process>();
  slice(): number { return LIMIT; }
}
class Fifo<T> { items: T[] = []; }`) as { new (): { slice(): number; queue: { items: unknown[] } }; name: string };
  assertEquals([named.name, new named().slice(), new named().queue.items], ["RoundRobin", 3, []]);
  assertEquals(new (valueOf("export default class { a = 1 }\nconst b = 2") as { new (): { a: number } })().a, 1);
  const defined = valueOf(
    'import { definePolicy } from "@quanta/quanta"; export default definePolicy(class A { b?: 1 });',
  );
  assertEquals((defined as { name: string }).name, "A");
  assertEquals(String(valueOf("class A {}\nexport default A")), "class A {}");
});

Deno.test("policyScript() leaves every character at its line, and knows its place", () => {
  const text = "export default class {\n  slice(): number { return 1; }\n}\n";
  assertEquals(
    policyScript(text).body,
    "var $default = class {\n  slice()         { return 1; }\n}\n\nreturn $default;",
  );
  const loops = `export default class {
  slice() { for (;;) if (this.a) break; else do x(); while (y) ; while (z); return [1]; }
  key() { for (const a of [1]) for (const b in {}) { c(a!, b); } return 2 as number; }
}`;
  const { body, placeOf } = policyScript(loops);
  assertEquals(body.split("\n").length, loops.split("\n").length + 1);
  for (const word of ["this.a", "x()", "y)", "z)", "[1];", "c(a", "return 2", "key()"]) {
    assertEquals(placeOf(body.indexOf(word)), loops.indexOf(word), word);
  }
});

Deno.test("policyScript() calls the counter whenever a loop goes round, and nothing else changes", () => {
  const run = (text: string) => {
    let turns = 0;
    const value = new Function("$$turn", policyScript(`export default (() => { ${text} })();`).body)(() => turns += 1);
    return [value, turns];
  };
  const cases: [string, unknown, number][] = [
    ["let n = 0; while (n < 3) n++; return n;", 3, 3],
    ["let n = 0; do n += 2\n while (n < 5)\n return n", 6, 3],
    ["let n = 0; for (let i = 0; i < 4; i++) n += i; return n", 6, 4],
    ["let n = 0; for (const i of [1, 2]) for (const j of [1, 2]) { n += i * j } return n", 9, 6],
    ["let n = 0; for (const i in { a: 1 }) if (i) n++; else n--; return n", 1, 1],
    ["let n = 0; outer: for (;;) { for (;;) { if (++n > 2) break outer; continue outer; } }\nreturn n", 3, 6],
    ["for (let i = 0; i < 2; i++);\nreturn 1", 1, 2],
    ["const f = (n) => { while (n > 0) n--; return n }; return true ? (f(2)) : 3", 0, 2],
  ];
  for (const [text, value, turns] of cases) assertEquals(run(text), [value, turns], text);
});

Deno.test("PolicyScript.memberAt() finds members of the class that is exported", () => {
  const text = `class Heap { key = 1; pick() {} }
export default class Mine { static options = {}; quantum = 3; key(p) { return p } async 'odd'() {} }
class Other { slice() {} }`;
  const { memberAt, classAt } = policyScript(text);
  assertEquals(classAt, text.indexOf("class Mine"));
  assertEquals(memberAt("key"), text.indexOf("key(p)"));
  assertEquals(memberAt("quantum"), text.indexOf("quantum"));
  assertEquals(memberAt("options"), text.indexOf("options"));
  assertEquals([memberAt("pick"), memberAt("slice")], [null, null]);
  const named = "class A { slice() {} }\nexport default A;";
  assertEquals(policyScript(named).memberAt("slice"), named.indexOf("slice"));
});

Deno.test("policyScript() names what a page does not have", () => {
  const cases: [string, string, number][] = [
    ['\nimport { a } from "./b.ts";', "one file, in the page, got an import of ./b.ts", 1],
    ["class A {}", "a class after `export default`, got none", 9],
    ["class A {}\nexport { A as default };", "`export default` before the class, got a list", 11],
    ["", "a class after `export default`, got none", 0],
  ];
  for (const [text, message, place] of cases) {
    assertEquals(assertThrows(() => policyScript(text), ScriptError, message).place, place);
  }
});
