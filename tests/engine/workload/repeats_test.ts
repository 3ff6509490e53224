// Patterns of bursts that repeat, in every notation that has programs as text.
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { WorkloadColumns } from "../../../engine/workload.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { readTyped } from "../../../engine/workload/typed.ts";
import { soakCount } from "../../reference/soak.ts";

/** The program of the first process. */
function programOf({ bursts }: WorkloadColumns): string {
  const { kind, value, offset } = bursts!;
  return [...kind.subarray(0, offset[1])].map((each, entry) => `${"cilu"[each]}${value[entry]}`).join(" ");
}

const PROGRAM = "c3 i2 c3 i2 c5";

Deno.test("readWorkload() writes out patterns that repeat, in CSV, JSON, YAML and typed jobs", async () => {
  for (
    const bursts of ["(3 2)x2 5", "(3,2)*2,5", "(3;2) × 2;5", "(cpu 3 io:2)X2 5", "((3 2)x1)x2 5", "3 (2 3)x1 2 5"]
  ) {
    assertEquals(programOf((await readWorkload(`name,bursts\nA,"${bursts}"\n`)).workload), PROGRAM, bursts);
    const json = JSON.stringify({ processes: [{ bursts }, { bursts: [1, 2, 3] }] });
    assertEquals(programOf((await readWorkload(json)).workload), PROGRAM, bursts);
  }
  assertEquals(programOf((await readWorkload("processes:\n  - bursts: (3 2)x2 5\n")).workload), PROGRAM);
  assertEquals(programOf(readTyped("A 0 (3,2)x2,5; B 1 4").workload), PROGRAM);
  assertEquals(programOf(readTyped("A:0:(3,2)x2,5 B:1:4").workload), PROGRAM);
});

Deno.test("readWorkload() takes brackets in the names of locks for what they are", async () => {
  const { workload } = await readWorkload('name,bursts\nA,"1 lock a(b) (2 1)x2 3 unlock a(b)"\n');
  assertEquals(workload.bursts!.locks, ["a(b)"]);
  assertEquals(programOf(workload), "c1 l0 c2 i1 c2 i1 c3 u0");
  const quoted = await readWorkload('name;bursts\nA;"1 lock ""(x"" (2 1)x2 3 unlock ""(x"""\n');
  assertEquals(quoted.workload.bursts!.locks, ["(x"]);
});

Deno.test("readWorkload() refuses patterns that are none, or stand for too much", async () => {
  const deep = "(".repeat(18) + "1 1" + ")x2".repeat(18) + " 1";
  const cases: [string, string][] = [
    ["(3 2", "bursts[0] must be a pattern in brackets that close, such as (3 2)x4, got"],
    ["(3 2) 5", "must be a pattern in brackets with how often it comes"],
    ["(3 2)x0 5", "must be a pattern in brackets with how often it comes"],
    ["(3 2)x2y 5", "must be a pattern in brackets with how often it comes"],
    ["()x3 5", "must be a pattern of bursts in brackets"],
    ["(3 2)x99999999 5", "must be at most 4194304 characters when its patterns are written out"],
    ["((((1 1)x99)x99)x99)x99 5", "must be at most 4194304 characters"],
    [deep, "must be patterns in at most 16 patterns"],
    ["(3 io 2 io 1)x2", "must be a CPU burst after an I/O burst"],
  ];
  for (const [bursts, says] of cases) {
    const error = await assertRejects(() => readWorkload(`name,bursts\nA,${bursts}\n`), WorkloadError);
    assertStringIncludes(error.message, says, bursts);
  }
  const many = "name,bursts\n" + "A,(1 1)x999999 1\n".repeat(8);
  const error = await assertRejects(() => readWorkload(many), WorkloadError);
  assertStringIncludes(error.message, "must be at most 10000000 bursts of all processes where patterns repeat");
});

Deno.test("readWorkload() reads a program with patterns as it reads the same written out by hand", async () => {
  const part = fc.record({ cpu: fc.integer({ min: 1, max: 9 }), io: fc.nat(9), count: fc.integer({ min: 1, max: 5 }) });
  const parts = fc.array(part, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 1, max: 4 }), async (parts, outer) => {
      const short = `(${parts.map(({ cpu, io, count }) => `(${cpu} ${io})x${count}`).join(" ")})x${outer} 7`;
      const long = parts.map(({ cpu, io, count }) => `${cpu} ${io} `.repeat(count)).join("").repeat(outer) + "7";
      const read = async (program: string) => programOf((await readWorkload(`name,bursts\nA,${program}\n`)).workload);
      assertEquals(await read(short), await read(long));
    }),
    { numRuns: soakCount(100) },
  );
});
