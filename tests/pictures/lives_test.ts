// Lives made of events, and how they are drawn.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { ScenarioEvent } from "../../cli/scenarios/_evidence.ts";
import { ScenarioLines } from "../../cli/scenarios/_line.ts";
import { renderLives } from "../../cli/scenarios/_strip.ts";
import { createStyle } from "../../cli/text/style.ts";
import { livesOf } from "../../pictures/lives.ts";
import { renderSvgLives } from "../../pictures/svg/lives.ts";

const STYLE = createStyle(false);

/** An event of process 1, main, or of process 2, its child. */
function event(timeMs: number, kind: ScenarioEvent["kind"], pid = 1, rest: Partial<ScenarioEvent> = {}): ScenarioEvent {
  return { timeMs, kind, pid, process: pid === 1 ? "main" : "child", parentPid: pid - 1, text: "", ...rest };
}

/** Main starts a child, which waits for a lock, and then sleeps longer than it wanted. */
const EVENTS: readonly ScenarioEvent[] = [
  event(0, "created"),
  event(10, "running", 1, { data: { threadMs: 5 } }),
  event(20, "created", 2),
  event(22, "blocked", 1, { text: "join child" }),
  event(30, "running", 2, { data: { threadMs: 25 } }),
  event(40, "blocked", 2, { text: "a lock" }),
  event(60, "resumed", 2, { text: "a lock" }),
  event(65, "said", 2, { text: "has it" }),
  event(70, "blocked", 2, { text: "a timer", data: { untilMs: 80 } }),
  event(85, "resumed", 2, { text: "a timer" }),
  event(90, "returned", 2),
  event(95, "ended", 2, { data: { exitCode: 0 } }),
  event(96, "resumed", 1, { text: "join child" }),
  event(100, "ended", 1, { data: { exitCode: -9 } }),
];

Deno.test("livesOf() gives each process its states, in order and without gaps", () => {
  const [main, child] = livesOf(EVENTS);
  assertEquals([main.createdMs, main.endedMs, main.exitCode], [0, 100, -9]);
  assertEquals(child.intervals, [
    { state: "new", on: "", fromMs: 20, toMs: 25 },
    { state: "ready", on: "", fromMs: 25, toMs: 30 },
    { state: "running", on: "", fromMs: 30, toMs: 40 },
    { state: "blocked", on: "a lock", fromMs: 40, toMs: 60 },
    { state: "running", on: "", fromMs: 60, toMs: 70 },
    { state: "blocked", on: "a timer", fromMs: 70, toMs: 80 },
    { state: "ready", on: "", fromMs: 80, toMs: 85 },
    { state: "running", on: "", fromMs: 85, toMs: 90 },
  ]);
  assertEquals([child.endedMs, child.marks], [90, [{ timeMs: 65, text: "has it" }]]);
});

Deno.test("livesOf() keeps a process blocked while any of its tasks waits", () => {
  const [main] = livesOf([
    event(0, "created"),
    event(1, "running", 1, { data: { threadMs: 1 } }),
    event(2, "blocked", 1, { text: "a" }),
    event(3, "blocked", 1, { text: "b" }),
    event(4, "resumed", 1, { text: "a" }),
    event(5, "resumed", 1, { text: "b" }),
    event(6, "ended", 1, { data: { exitCode: 0 } }),
  ]);
  const blocked = main.intervals.filter(({ state }) => state === "blocked");
  assertEquals(blocked.map(({ on, fromMs, toMs }) => [on, fromMs, toMs]), [["a", 2, 3], ["b", 3, 4], ["b", 4, 5]]);
});

Deno.test("livesOf() ends what nobody saw end with the log", () => {
  const [main] = livesOf(EVENTS.slice(0, 4));
  assertEquals([main.endedMs, main.exitCode], [22, null]);
});

Deno.test("renderLives() draws rows over one axis", () => {
  assertEquals(
    renderLives(livesOf(EVENTS), STYLE, 72),
    [
      "main  1  ···░░███████────────────── join child ──────────────██ exit -9",
      "child 2            ····░░██████─ a lock ─██████─────░░░███      exit 0",
      "         0                          50 ms                      100 ms",
      "· new   ░ ready   █ running   ─ blocked, on what",
      "",
    ].join("\n"),
  );
});

Deno.test("renderLives() keeps to its width and counts what it leaves out", () => {
  const many = Array.from({ length: 200 }, (_, index) => event(index, "created", index + 1));
  for (const width of [60, 80, 133]) {
    const lines = renderLives(livesOf(many), STYLE, width).split("\n");
    assert(lines.every((line) => line.length <= width), `${width}: ${Math.max(...lines.map((line) => line.length))}`);
    assert(lines.includes("and 168 processes more; --svg draws all"));
  }
});

Deno.test("renderSvgLives() draws a lane for each process and escapes names", () => {
  const events = EVENTS.map((each) => ({ ...each, process: each.process.replace("child", "<&>") }));
  const svg = renderSvgLives(livesOf(events), { scenario: "test", summary: "a & b" });
  assertStringIncludes(svg, ">&lt;&amp;&gt;</text>");
  assertStringIncludes(svg, ">exit -9</text>");
  assertStringIncludes(svg, "blocked on a lock, 40.0 to 60.0 ms");
});

Deno.test("ScenarioLines.render() shows what is said, and states where they are wanted", () => {
  const text = (showsStates: boolean) => {
    const lines = new ScenarioLines(STYLE, showsStates);
    return EVENTS.map((each) => lines.render(each)).join("").split("\n");
  };
  assertEquals(text(false), [
    "    65.0 ms  child               has it",
    "   100.0 ms  main                · ended, exit code -9",
    "",
  ]);
  assertEquals(text(true).length, EVENTS.length + 1);
  assertStringIncludes(text(true).join("\n"), "child               · blocked on a lock");
});

Deno.test("ScenarioLines.render() lets no control character through", () => {
  const line = new ScenarioLines(STYLE, false).render(event(1, "said", 1, { text: "a\x1b[2Jb\nc" }));
  assertEquals(line, "     1.0 ms  main                a\ufffd[2Jb\n     1.0 ms  main                c\n");
});
