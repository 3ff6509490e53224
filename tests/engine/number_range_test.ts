import { assertEquals, assertThrows } from "@std/assert";
import { parseQuanta } from "../../engine/number_range.ts";

Deno.test("parseQuanta() reads ranges, steps and lists, in order and each once", () => {
  assertEquals(parseQuanta("1..4"), [1, 2, 3, 4]);
  assertEquals(parseQuanta("1..10..4"), [1, 5, 9]);
  assertEquals(parseQuanta("8,1,2,4,2"), [1, 2, 4, 8]);
  assertEquals(parseQuanta("1..3, 10..20..5"), [1, 2, 3, 10, 15, 20]);
  assertEquals(parseQuanta("7"), [7]);
});

Deno.test("parseQuanta() throws when the text is no list of quanta", () => {
  for (const text of ["", "0", "a", "1..", "3..1", "1..2..3..4", "1..10..0", "-1", "1..9007199254740991"]) {
    assertThrows(() => parseQuanta(text), RangeError, "must be");
  }
});
