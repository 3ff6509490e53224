// Every shape of the fixtures, broken at random: it is read or refused, and what is read is a checked workload. `deno task soak`
// tries a hundred times as many.
import { assert, assertEquals } from "@std/assert";
import { toColumns } from "../../../engine/workload/columns.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { isTyped, readTyped } from "../../../engine/workload/typed.ts";
import { type Grammar, takeMutations } from "../../reference/mutations.ts";
import { Random } from "../../reference/random.ts";
import { OBJECT_REFUSALS, OBJECT_SHAPES } from "./fixtures/objects.ts";
import { TABLE_REFUSALS, TABLE_SHAPES } from "./fixtures/tables.ts";

const SHAPES: Grammar = {
  samples: [...TABLE_SHAPES, ...TABLE_REFUSALS, ...OBJECT_SHAPES, ...OBJECT_REFUSALS].map(({ text }) => text),
  tokens: [
    ..."Process,Arrival,Burst Time,Time,C,T,cpu1,io1,进程,运行时间,Laufzeit (ms),ms,s,min,10:20,2024-05-01T10:20,1:00:00"
      .split(","),
    ...'|---|,| ,\\\\,&,;,\t,\n,  ,====  ====,sep=;\n,<tr>,<td>,</table>,quantum,policy,{,},[,],",:,=,#1,# ,//,-,1.000,0.5,１'
      .split(","),
    ",",
    '"1,000"',
  ],
};

const COLUMNS = ["name,arrival,bursts", "arrival,bursts:ms", "Time=bursts", "-,bursts", "memory=-,Process=name"];
const TICKS = ["1", "0.1ms", "0.5", "1min"];

Deno.test("readWorkload() reads or refuses what is nearly one of the shapes that people bring", async () => {
  let readCount = 0;
  const costs = await takeMutations(300, SHAPES, (seed) => new Random(seed), async (text, random) => {
    const columns = random.chance(0.3) ? random.pick(COLUMNS) : undefined;
    const tick = random.chance(0.2) ? random.pick(TICKS) : undefined;
    try {
      const { workload } = await readWorkload(text, { columns, tick });
      assertEquals(toColumns(workload), workload);
      readCount++;
    } catch (error) {
      // Names by place are no names of objects' fields.
      const isOfColumns = error instanceof RangeError && error.message.includes(": columns must be renamings");
      if (!(error instanceof WorkloadError || isOfColumns)) throw error;
    }
  });
  // One case may be run alone, by its seed.
  assert(readCount > 0 || costs.cases < 100, `${readCount} of ${costs.cases} were read`);
});

const TYPED: Grammar = {
  samples: [
    "A 0 8 3; B 1 3,2,4 1",
    "P1:0:8 P2:1:4",
    "0 2 4\n3 6 4",
    "arrival 0 2; burst 3 6",
    "A,0,8;B,1,4",
    "A bursts=3ms",
  ],
  tokens: [..." |;|:|,|\n|=|priority|burst|ms|0.5|A|-".split("|")],
};

Deno.test("readTyped() reads or refuses what is nearly typed jobs", async () => {
  await takeMutations(300, TYPED, (seed) => new Random(seed), (text, random) => {
    isTyped(text);
    try {
      const { workload } = readTyped(text, { columns: random.chance(0.3) ? "name,arrival,bursts" : undefined });
      assertEquals(toColumns(workload), workload);
    } catch (error) {
      if (!(error instanceof WorkloadError)) throw error;
    }
  });
});
