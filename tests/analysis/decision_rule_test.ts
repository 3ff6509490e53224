import { assertEquals } from "@std/assert";
import { ruleOf } from "../../analysis/decision_rule.ts";
import type { PolicyKey } from "../../engine/policy.ts";
import type { Candidate, Decision } from "../../engine/result.ts";

const candidate = (pid: number, key: number, joined = 0, arrival = 0): Candidate => ({ pid, key, joined, arrival });

function decidedBy(then: PolicyKey["then"], ...candidates: Candidate[]): string {
  const decision: Decision = {
    time: 9,
    cpu: 0,
    pid: candidates[0].pid,
    preempted: null,
    preemptedKey: null,
    readyCount: candidates.length,
    candidates,
  };
  return ruleOf(decision, { key: { name: "key", meaning: "", then } }).by;
}

Deno.test("ruleOf() finds the first criterion that tells the first two candidates apart", () => {
  assertEquals(decidedBy(["joined"], candidate(1, 5)), "alone");
  assertEquals(decidedBy(["joined"], candidate(1, 5), candidate(2, 6)), "key");
  assertEquals(decidedBy(["joined"], candidate(1, 5, 3), candidate(2, 5, 4)), "joined");
  assertEquals(decidedBy(["arrival", "pid"], candidate(3, 5, 9, 1), candidate(2, 5, 0, 2)), "arrival");
  assertEquals(decidedBy(["arrival", "pid"], candidate(1, 5, 9, 1), candidate(2, 5, 0, 1)), "pid");
  assertEquals(decidedBy([], candidate(2, 5, 5), candidate(1, 5, 5)), "place");
  assertEquals(decidedBy(["joined"], candidate(2, 0, 7), candidate(1, 0, 3)), "place");
});
