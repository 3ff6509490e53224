import { assertEquals } from "@std/assert";
import { closest, editDistance } from "../../engine/suggest.ts";

Deno.test("editDistance() counts insertions, deletions, replacements and swaps", () => {
  assertEquals(editDistance("", "run"), 3);
  assertEquals(editDistance("run", "run"), 0);
  assertEquals(editDistance("rnu", "run"), 1);
  assertEquals(editDistance("sweeep", "sweep"), 1);
  assertEquals(editDistance("kitten", "sitting"), 3);
});

Deno.test("closest() gives a name that is near, and none that is far", () => {
  const names = ["run", "compare", "sweep", "switch-cost"];
  assertEquals(closest("compere", names), "compare");
  assertEquals(closest("swich-cost", names), "switch-cost");
  assertEquals(closest("comp", names), "compare");
  assertEquals(closest("RUN", names), "run");
  assertEquals(closest("policy", names), null);
  assertEquals(closest("", names), null);
});
