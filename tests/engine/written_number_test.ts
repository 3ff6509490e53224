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

Deno.test("exactNumber() keeps fractions that JavaScript writes as they stand, and the text of all others", () => {
  for (const text of ["0.1", "-0.50", "1.25e-3", "12.5E+1", "0.30000000000000004", "5e-324", "123456.789", "00.1e1"]) {
    assertEquals(exactNumber(text), Number(text), text);
  }
  for (
    const text of ["0.30000000000000000001", "0.1000000000000000055511151231257827", "1.00000000000000001e-1", "4e-324"]
  ) {
    assertEquals(exactNumber(text), new WrittenNumber(text), text);
  }
});

Deno.test("exactNumber() keeps a number exactly when no digit of it is lost, on random decimal numbers", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.integer({ min: -30, max: 0 }), (digits, exponent) => {
      const text = `${digits}e${exponent}`;
      const number = exactNumber(text);
      if (typeof number !== "number") return;
      // The shortest text of the number is the same fraction: digits / 10^-exponent.
      const [, whole, part = "", power = "0"] = /^(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(number))!;
      const scale = BigInt(part.length - Number(power));
      const [up, down] = scale >= 0n ? [1n, 10n ** scale] : [10n ** -scale, 1n];
      assertEquals(BigInt(whole + part) * up * 10n ** BigInt(-exponent), digits * down, text);
    }),
    { numRuns: soakCount(2000) },
  );
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
