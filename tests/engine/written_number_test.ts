import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { exactNumber, isRoundedToWhole, WrittenNumber } from "../../engine/written_number.ts";
import { soakCount } from "../reference/soak.ts";

Deno.test("isRoundedToWhole() finds numbers that become whole only by rounding", () => {
  const rounded = [
    "0.99999999999999999999",
    "1e-400",
    "-1e-400",
    "9007199254740991.4",
    "1.00000000000000000001",
    "5e-324000",
  ];
  for (const text of rounded) assertEquals(isRoundedToWhole(text), true, text);
  const exact = [
    "0",
    "-0",
    "0.000",
    "0e-400",
    "1e1",
    "1.50e1",
    "100e-2",
    "0.1",
    "1e-5",
    "9007199254740991",
    "1e300",
    "12.000",
  ];
  for (const text of exact) assertEquals(isRoundedToWhole(text), false, text);
  assertEquals(exactNumber("1e1"), 10);
  assertEquals(exactNumber("1e-400"), new WrittenNumber("1e-400"));
  assertEquals(exactNumber("-9007199254740991"), -9007199254740991);
  for (const text of ["9007199254740992", "9007199254740993", "-9007199254740993", "1e300", "1e999"]) {
    assertEquals(exactNumber(text), new WrittenNumber(text));
  }
});

Deno.test("isRoundedToWhole() agrees with exact arithmetic on random decimal numbers", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: -40, max: 5 }), (digits, exponent) => {
      const text = `${digits}e${exponent}`;
      const isWhole = exponent >= 0 || digits % 10n ** BigInt(-exponent) === 0n;
      assertEquals(isRoundedToWhole(text), Number.isInteger(Number(text)) && !isWhole, text);
    }),
    { numRuns: soakCount(2000) },
  );
});
