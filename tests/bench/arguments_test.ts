import { assertEquals, assertThrows } from "@std/assert";
import { readArguments, usage, UsageError } from "../../bench/arguments.ts";

const NAMES = ["engine", "sync", "end-to-end"];
const NOTHING = { help: false, quick: false, suites: NAMES, cases: [], compare: null, output: null, page: false };

Deno.test("readArguments() asks for every suite when none is named", () => {
  assertEquals(readArguments([], NAMES), NOTHING);
});

Deno.test("readArguments() takes suites repeated or with commas, each once, in the catalogue's order", () => {
  assertEquals(readArguments(["--suite", "sync", "--suite", "engine,sync"], NAMES).suites, ["engine", "sync"]);
});

Deno.test("readArguments() takes the other options", () => {
  assertEquals(
    readArguments(["--quick", "--compare", "old.json", "--output=there"], NAMES),
    { ...NOTHING, quick: true, compare: "old.json", output: "there" },
  );
  assertEquals(readArguments(["-h"], NAMES).help, true);
});

Deno.test("readArguments() refuses an unknown suite with the names there are", () => {
  for (const name of ["engin", "toString", ""]) {
    assertThrows(
      () => readArguments(["--suite", name], NAMES),
      UsageError,
      `Cannot run the benchmarks: suite must be one of engine, sync, end-to-end, got ${name === "" ? '""' : name}`,
    );
  }
});

Deno.test("readArguments() refuses unknown options, missing values and stray words", () => {
  for (const args of [["--fast"], ["--compare"], ["engine"], ["--quick=yes"]]) {
    assertThrows(() => readArguments(args, NAMES), UsageError);
  }
});

Deno.test("readArguments() refuses to write the README from a quick run", () => {
  assertThrows(() => readArguments(["--quick", "--page"], NAMES), UsageError, "page needs a full run");
});

Deno.test("readArguments() takes parts of the names of cases, none empty, and never for the README", () => {
  assertEquals(readArguments(["--case", "pipe", "--case", "lock,event"], NAMES).cases, ["pipe", "lock", "event"]);
  assertThrows(
    () => readArguments(["--case", "pipe,"], NAMES),
    UsageError,
    'case must be a part of the name of a case, got ""',
  );
  assertThrows(() => readArguments(["--case", "pipe", "--page"], NAMES), UsageError, "page needs all cases");
});

Deno.test("usage() names every suite", () => {
  for (const name of NAMES) assertEquals(usage(NAMES).includes(name), true);
});
