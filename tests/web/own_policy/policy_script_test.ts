// The file of a policy, as the page runs it.
import { assertEquals, assertThrows } from "@std/assert";
import { policyScript } from "../../../web/own_policy/policy_script.ts";
import { ScriptError } from "../../../web/own_policy/token_scanner.ts";

function valueOf(text: string): unknown {
  return new Function(`"use strict";let definePolicy = (policy) => policy;${policyScript(text)}`)();
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

Deno.test("policyScript() leaves every character at its place", () => {
  const text = "export default class {\n  slice(): number { return 1; }\n}\n";
  assertEquals(
    policyScript(text),
    "var $default = class {\n  slice()         { return 1; }\n}\n\nreturn $default;",
  );
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
