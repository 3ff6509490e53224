import { assertEquals, assertThrows } from "@std/assert";
import { parsePolicyChoice } from "../../../cli/flags/simulation_flags.ts";
import { cellsOf, parseParameters } from "../../../cli/flags/vary_flags.ts";

Deno.test("parseParameters() reads ranges, decimal ranges, lists and words", () => {
  assertEquals(parseParameters("quantum=1..3"), [{ name: "quantum", values: ["1", "2", "3"] }]);
  assertEquals(parseParameters("load=0.5..0.9..0.1"), [{ name: "load", values: ["0.5", "0.6", "0.7", "0.8", "0.9"] }]);
  assertEquals(parseParameters("switchCost=4,0,2,4:ties=textbook,ostep"), [
    { name: "switch-cost", values: ["4", "0", "2"] },
    { name: "ties", values: ["textbook", "ostep"] },
  ]);
});

for (
  const [text, message] of [
    ["quantum", "must be NAME=VALUES"],
    ["=3", "must be NAME=VALUES"],
    ["a=1:b=2:c=3", "one or two parameters, got 3"],
    ["a=1:a=2", "got a twice"],
    ["a=5..1", "from the lesser to the greater"],
    ["a=1..2..0", "from the lesser to the greater"],
    ["a=x..y", "ranges like"],
    ["a=1,,2", "a value between commas"],
    ["a=1..99999", "at most 10000 values"],
    ["a=1..200:b=1..200", "at most 10000 combinations, got 40000"],
  ]
) {
  Deno.test(`parseParameters() refuses ${text}`, () => {
    assertThrows(() => parseParameters(text), RangeError, message);
  });
}

Deno.test("cellsOf() crosses two parameters, the last one fastest, and gives each its place", () => {
  const base = { policy: parsePolicyChoice("rr:quantum=9"), texts: { cpus: "2" }, isGenerated: true };
  const cells = cellsOf(parseParameters("quantum=1,2:load=0.5,0.7"), base);
  assertEquals(cells.map(({ values }) => values.join(" ")), ["1 0.5", "1 0.7", "2 0.5", "2 0.7"]);
  assertEquals({ ...cells[2].options }, { policy: "rr", cpus: 2, quantum: 2 } as never);
  assertEquals(cells[1].recipe, { load: 0.7 });
});

Deno.test("cellsOf() varies the policy, and an option where the policy has it", () => {
  const base = { policy: parsePolicyChoice("rr"), texts: {}, isGenerated: false };
  const cells = cellsOf(parseParameters("policy=fcfs,rr:quantum=3"), base);
  assertEquals(cells.map(({ options }) => options as unknown), [{ policy: "fcfs" }, { policy: "rr", quantum: 3 }]);
});

Deno.test("cellsOf() refuses what is no parameter of this sweep", () => {
  const base = { policy: parsePolicyChoice("rr"), texts: {}, isGenerated: false };
  assertThrows(() => cellsOf(parseParameters("quantm=1"), base), Error, "Did you mean quantum?");
  assertThrows(() => cellsOf(parseParameters("load=0.5"), base), Error, "--vary must name");
  assertThrows(() => cellsOf(parseParameters("policy=rrr"), base), Error, "Did you mean rr?");
  assertThrows(() => cellsOf(parseParameters("quantum=0"), base), Error, "whole number from 1, got 0");
});
