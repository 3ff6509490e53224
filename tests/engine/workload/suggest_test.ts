import { assertEquals } from "@std/assert";
import { PROCESS_FIELDS } from "../../../engine/workload/_rules.ts";
import { suggest } from "../../../engine/workload/_suggest.ts";

Deno.test("suggest() finds the field that a mistyped or a foreign word stands for", () => {
  const cases: Record<string, string | undefined> = {
    arival: "arrival",
    Arrivla: "arrival",
    arrival_time: "arrival",
    "Burst Time": "bursts",
    burst: "bursts",
    service: "bursts",
    runtime: "bursts",
    "Run-Time": "bursts",
    prio: "priority",
    prioriti: "priority",
    weight: "nice",
    tikets: "tickets",
    procesors: "processors",
    procs: "processors",
    id: "pid",
    nmae: "name",
    colour: undefined,
    "": undefined,
    "42": undefined,
    constructor: undefined,
    ["arrival".repeat(10)]: undefined,
  };
  for (const [word, field] of Object.entries(cases)) {
    assertEquals(suggest(word, PROCESS_FIELDS), field && `did you mean "${field}"?`, word);
  }
});
