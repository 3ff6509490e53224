import { assertEquals } from "@std/assert";
import { oneLine, padEnd, padStart, truncate, widthOf, wrap } from "../../pictures/width.ts";

Deno.test("widthOf() counts columns, not characters", () => {
  assertEquals(widthOf("abc"), 3);
  assertEquals(widthOf("王五"), 4);
  assertEquals(widthOf("e\u0301"), 1);
});

Deno.test("truncate() never cuts through a character", () => {
  assertEquals(truncate("王五六", 6), "王五六");
  assertEquals(truncate("王五六", 5), "王五…");
  assertEquals(truncate("王五六", 4), "王…");
  assertEquals(truncate("abc", 0), "");
  assertEquals(truncate("e\u0301e\u0301e\u0301", 2), "e\u0301…");
});

Deno.test("padEnd() and padStart() fill columns", () => {
  assertEquals(padEnd("王", 4), "王  ");
  assertEquals(padStart("王", 4), "  王");
  assertEquals(padStart("long", 2), "long");
});

Deno.test("oneLine() takes away what would control a terminal", () => {
  assertEquals(oneLine("a\x1b[31mb\nc\u009b"), "a�[31mb�c�");
});

Deno.test("wrap() breaks between words and indents what follows", () => {
  assertEquals(wrap("one two three", 9, "  ", "* "), "* one two\n  three");
  assertEquals(wrap("unbreakable", 4), "unbreakable");
  assertEquals(wrap("quanta 1,2,4,8,16 more", 8, "  ", ""), "quanta\n  1,2,4,\n  8,16\n  more");
});
