import { assert, assertEquals } from "@std/assert";
import { defaultQuanta, endsOf, longestStretch } from "../../analysis/sweep.ts";
import { toColumns } from "../../engine/workload/columns.ts";

Deno.test("longestStretch() adds CPU bursts with only lock operations between them", () => {
  assertEquals(longestStretch(toColumns({ processes: [{ bursts: 4 }, { bursts: 7 }] })), 7);
  assertEquals(longestStretch(toColumns({ processes: [{ bursts: [4, 9, 5] }] })), 5);
  const program = [{ cpu: 4 }, { lock: "a" }, { cpu: 3 }, { unlock: "a" }, { io: 1 }, { cpu: 6 }];
  assertEquals(longestStretch(toColumns({ processes: [{ bursts: program }] })), 7);
});

Deno.test("endsOf() finds the ends, or none", () => {
  const point = (quantum: number, isSwitching: boolean, isFcfs: boolean) => ({ quantum, isSwitching, isFcfs });
  const both = [point(1, true, false), point(2, true, false), point(3, false, false), point(4, false, true)];
  assertEquals(endsOf(both), { switchingUpTo: 2, fcfsFrom: 4 });
  assertEquals(endsOf([point(1, false, false)]), { switchingUpTo: null, fcfsFrom: null });
  assertEquals(endsOf([point(1, true, true), point(2, false, false), point(3, false, true)]), {
    switchingUpTo: 1,
    fcfsFrom: 3,
  });
});

Deno.test("defaultQuanta() goes from 1 to past the longest stretch and names it", () => {
  for (const longest of [1, 6, 30, 31, 100, 62_643, 10 ** 9]) {
    const quanta = defaultQuanta(longest);
    assertEquals(quanta[0], 1);
    assert(quanta.includes(longest) && quanta[quanta.length - 1] > longest);
    assert(quanta.length <= 60);
    assertEquals(quanta, [...new Set(quanta)].sort((a, b) => a - b));
  }
});
