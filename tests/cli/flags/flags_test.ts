import { assertEquals, assertThrows } from "@std/assert";
import { parseRecipe } from "../../../cli/flags/generate_flags.ts";
import { parsePolicyChoice } from "../../../cli/flags/simulation_flags.ts";
import { parseParameters } from "../../../cli/flags/vary_flags.ts";
import { MACHINE_OPTIONS } from "../../../engine/machine_options.ts";
import { parseDecimal, parseOption, parseWhole } from "../../../engine/option_text.ts";
import { POLICIES } from "../../../engine/policies.ts";

/** What `Number` takes for a number although nobody would write it so. */
const ODD_NUMBERS = ["0x3", "0b1", "1e1", "_4_", "1__0", "_", "4_", "+", ".", "Infinity", "NaN", " ", "", "１", "1 0"];

Deno.test("parseWhole() takes digits, with single underscores between them, and nothing else", () => {
  assertEquals(["0", "007", "1_000_000", "9007199254740991"].map((text) => parseWhole(text, 0)), [
    0,
    7,
    1_000_000,
    9007199254740991,
  ]);
  for (const text of [...ODD_NUMBERS, "-1", "1.0", "9007199254740992", "0.99999999999999999999"]) {
    assertThrows(() => parseWhole(text, 0), RangeError, "must be a whole number from 0");
  }
});

Deno.test("parseDecimal() takes digits with a fraction, and none that would be lost", () => {
  assertEquals(["0.9", ".5", "2.", "-3", "+1.50", " 4 "].map(parseDecimal), [0.9, 0.5, 2, -3, 1.5, 4]);
  for (const text of [...ODD_NUMBERS, "0.99999999999999999999", "1.0000000000000000000001", "9".repeat(400)]) {
    assertThrows(() => parseDecimal(text), RangeError, "must be a number such as");
  }
});

Deno.test("options of every kind refuse numbers that nobody would write so", () => {
  const specs = [...MACHINE_OPTIONS, ...POLICIES.flatMap(({ options }) => options)];
  const numbers = specs.filter(({ type }) => /ticks|count|fraction|speed/.test(type) && !type.includes("by"));
  for (const spec of numbers) {
    for (const text of [...ODD_NUMBERS, "0.99999999999999999999"]) {
      if (text === "Infinity" || text === "") continue;
      assertThrows(() => parseOption(spec, text), RangeError, undefined, `${spec.name}=${text}`);
    }
  }
  for (const text of ODD_NUMBERS) {
    assertThrows(() => parseRecipe(`processes=5:load=${text}`), Error, "must be a number");
    assertThrows(() => parseRecipe(`processes=${text}`), Error, "must be a whole number");
  }
  assertThrows(() => parseParameters("load=0.99999999999999999999..2"), RangeError, "must be a number such as");
  assertEquals(parsePolicyChoice("rr:quantum=0x3").texts, { quantum: "0x3" }); // read where the command is known
});
