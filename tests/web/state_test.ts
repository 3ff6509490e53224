// The state in links, what is read of it, and what the page makes of cells: without a browser.
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { BOOKS } from "../../analysis/verify/books/mod.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";
import { PROCESS_FIELDS } from "../../engine/workload/_rules.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";
import type { Background } from "../../web/background/background.ts";
import { loadExample } from "../../web/books/load_example.ts";
import { contenderOf } from "../../web/contender.ts";
import { JOB_FIELDS, type Jobs, TABLE_ROWS_MAX, withCell, withField, withoutField } from "../../web/jobs/jobs.ts";
import { loadJobs } from "../../web/jobs/load_jobs.ts";
import { mistakenTable } from "../../web/jobs/mistaken_table.ts";
import { pasteCells } from "../../web/jobs/paste_cells.ts";
import { csvRows, tableOf } from "../../web/jobs/table_text.ts";
import { LANGUAGES } from "../../web/languages/language.ts";
import { decodeState, encodeState } from "../../web/link.ts";
import { Page } from "../../web/page.ts";
import { readSnapshot } from "../../web/read_snapshot.ts";
import { PageState, type Snapshot } from "../../web/state.ts";
import { terminalCommand } from "../../web/terminal/terminal_command.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { cliJson } from "./cli_json.ts";

const usual = usualSnapshot();

function tableJobs(header: string, ...rows: string[]): Jobs & { kind: "table" } {
  const fields = header.split(",") as (typeof JOB_FIELDS)[number][];
  return { kind: "table", name: "", fields, rows: rows.map((row) => row.split(",")) };
}

Deno.test("decodeState() gives what encodeState() was given", async () => {
  const seed = Date.now() % 2 ** 31;
  const text = fc.string({ unit: "grapheme", maxLength: 20 });
  const texts = fc.dictionary(fc.string(), text);
  const jobs: fc.Arbitrary<Jobs> = fc.oneof(
    fc.record({
      kind: fc.constant("table" as const),
      name: text,
      fields: fc.subarray([...JOB_FIELDS]),
    }).chain((head) =>
      fc.record({
        ...Object.fromEntries(Object.entries(head).map(([key, value]) => [key, fc.constant(value)])) as {
          [K in keyof typeof head]: fc.Arbitrary<typeof head[K]>;
        },
        rows: fc.array(fc.array(text, { minLength: head.fields.length, maxLength: head.fields.length }), {
          maxLength: 9,
        }),
      })
    ),
    fc.record({ kind: fc.constant("text" as const), name: text, text }),
    fc.record({ kind: fc.constant("random" as const), recipe: fc.record({ processes: fc.nat(), seed: fc.nat() }) }),
  );
  const policies = fc.array(
    fc.record({ policy: fc.constantFrom(...POLICIES.map(({ name }) => name)), options: texts }),
    { minLength: 1, maxLength: 6 },
  );
  const state = fc.record({ jobs, policies, machine: texts, cursor: fc.option(fc.nat()), patterns: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(state, async (part) => {
      const snapshot = JSON.parse(JSON.stringify({ ...usual, ...part })) as Snapshot;
      assertEquals(await decodeState(`#${await encodeState(snapshot)}`, usual), snapshot);
    }),
    { seed, numRuns: Deno.env.has("QUANTA_SOAK") ? 5_000 : 50 },
  );
});

Deno.test("encodeState() keeps a homework of twenty jobs below 2 kB", async () => {
  const rows = Array.from(
    { length: 20 },
    (_, row) => [`Process ${row}`, `${row * 3}`, `${row % 7 + 1} io 4 ${row + 2}`, `${row % 5}`],
  );
  const jobs: Jobs = { kind: "table", name: "Homework 3", fields: ["name", "arrival", "bursts", "priority"], rows };
  const policies = POLICIES.slice(0, 6).map(({ name }) => ({ policy: name, options: { quantum: "4" } }));
  const { length } = await encodeState({ ...usual, jobs, policies, machine: { cpus: "2", switchCost: "1" } });
  assert(length < 2_000, `${length} characters`);
});

Deno.test("decodeState() refuses a link that is cut off, changed or newer, and says so", async () => {
  const whole = await encodeState(usual);
  const wrong = [whole.slice(0, -30), whole.slice(0, 40), `1.${whole.slice(9)}`, "1.", "1.%%%", "1.AAAA", "hello", ""];
  for (const text of wrong) await assertRejects(() => decodeState(text, usual), SyntaxError, "Cannot open the link:");
  await assertRejects(() => decodeState(`2.${whole.slice(2)}`, usual), RangeError, "its form must be 1");
});

Deno.test("readSnapshot() refuses what no page wrote, with the place of it", () => {
  const wrong: [unknown, string][] = [
    [null, "it must be an object"],
    [[], "it must be an object"],
    [{ version: 2 }, "version must be at most 1"],
    [{ version: 1, jobs: 3 }, "jobs must be an object"],
    [{ version: 1, jobs: { kind: "cells" } }, "jobs.kind must be one of table, text, random"],
    [{ version: 1, jobs: { kind: "table", fields: ["arrival", "arrival"], rows: [] } }, "jobs.fields must be"],
    [{ version: 1, jobs: { kind: "table", fields: ["colour"], rows: [] } }, "jobs.fields[0] must be one of"],
    [
      { version: 1, jobs: { kind: "table", fields: ["bursts"], rows: [["1", "2"]] } },
      "jobs.rows[0] must be a list of 1",
    ],
    [{ version: 1, jobs: { kind: "table", fields: ["bursts"], rows: [[1]] } }, "jobs.rows[0][0] must be a text"],
    [{ version: 1, jobs: { kind: "table", fields: [], rows: Array(201).fill([]) } }, "jobs.rows must be at most 200"],
    [{ version: 1, jobs: { kind: "text", name: "a", text: 1 } }, "jobs.text must be a text"],
    [{ version: 1, policies: [] }, "policies must be from 1 to 6"],
    [{ version: 1, policies: [{ policy: "best" }] }, "policies[0].policy must be one of fcfs"],
    [
      { version: 1, policies: [{ policy: "rr", options: { quantum: 4 } }] },
      "policies[0].options.quantum must be a text",
    ],
    [{ version: 1, machine: [] }, "machine must be an object"],
    [{ version: 1, cursor: -1 }, "cursor must be a whole number"],
    [{ version: 1, theme: "pink" }, "theme must be one of auto, light, dark"],
    [{ version: 1, patterns: "yes" }, "patterns must be true or false"],
  ];
  for (const [value, message] of wrong) {
    assertThrows(() => readSnapshot(value, usual), Error, `Cannot open the state: ${message}`);
  }
  assertEquals(readSnapshot({ version: 1 }, usual), usual);
});

Deno.test("JOB_FIELDS are all fields that a process can have", () => {
  assertEquals(JOB_FIELDS.toSorted(), PROCESS_FIELDS.toSorted());
});

Deno.test("loadJobs() reads the table that tableOf() made of any built-in workload", async () => {
  for (const { name, workload } of EXAMPLE_WORKLOADS) {
    const columns = toColumns(workload);
    const loaded = await loadJobs(tableOf(columns));
    assertEquals(loaded.problems, [], name);
    assertEquals(loaded.columns, columns, name);
  }
});

Deno.test("loadJobs() says a mistake at its cell, in the reader's words, whatever rows are empty before it", async () => {
  const jobs = tableJobs("name,arrival,bursts,priority", "A,0,3,", ",,,", "B,x,2,", "C,1,0,", "D,2,3 io,");
  const { columns, problems } = await loadJobs(jobs);
  assertEquals(columns, null);
  assertEquals(problems.map(({ row, field }) => [row, field]), [[2, "arrival"], [3, "bursts"], [4, "bursts"]]);
  assert(problems.every(({ message }) => /^Cannot read process \d+: .* must be /.test(message)), problems[0].message);
});

Deno.test("loadJobs() gives no workload and no mistake for an empty table", async () => {
  for (const jobs of [tableJobs("name,arrival,bursts"), tableJobs("name,arrival,bursts", ",,", " , ,")]) {
    assertEquals(await loadJobs(jobs), { columns: null, notes: [], problems: [] });
  }
});

Deno.test("loadJobs() makes no more random jobs than a page can hold, whoever asks for them", async () => {
  const { columns, problems } = await loadJobs({ kind: "random", recipe: { processes: 50_000_000, seed: 1 } });
  assertEquals(columns, null);
  assertStringIncludes(problems[0].message, "processes must be at most 1000000 in the page, got 50000000");
});

Deno.test("loadJobs() reads the bursts that the page's help shows, in every language", async () => {
  for (const { jobs: { fieldHelp } } of Object.values(LANGUAGES)) {
    const shown = fieldHelp.bursts.match(/\b\d+(?: (?:io|lock|unlock|\d+|[a-z])\b)+/g) ?? [];
    assertEquals(shown.map((text) => /io|unlock/.exec(text)?.[0]), ["io", "unlock"], fieldHelp.bursts);
    const jobs = { kind: "table", name: "", fields: ["bursts"], rows: shown.map((text) => [text]) } as const;
    assertEquals((await loadJobs(jobs)).problems, []);
  }
});

Deno.test("mistakenTable() has every cell of a table with mistakes, and loadJobs() says them at their cells", async () => {
  const texts = [
    "Process\tArrival\tBurst\r\nP1\tx\t8\r\nP2\t1\t\r\nP3\t2\t1e400\r\n",
    "Process,Arrival,Burst\nP1,x,8\nP2,1,\nP3,2,1e400\n",
    "| Process | Arrival | Burst |\n|---|---|---|\n| P1 | x | 8 |\n| P2 | 1 |  |\n| P3 | 2 | 1e400 |\n",
  ];
  for (const text of texts) {
    const table = await mistakenTable(text);
    assertEquals(table?.rows, [["P1", "x", "8"], ["P2", "1", ""], ["P3", "2", "1e400"]], text);
    const { problems } = await loadJobs(table!);
    assertEquals(problems.map(({ row, field }) => [row, field]), [[0, "arrival"], [1, "bursts"], [2, "bursts"]]);
  }
});

Deno.test("mistakenTable() has no table where nothing is wrong, or what is wrong is no cell", async () => {
  const many = "name,arrival,bursts\n" + "A,x,1\n".repeat(201);
  for (const text of ["name,arrival,bursts\nA,0,3\n", "name,bursts\nA,3 io x\n", "name,when\nA,3\n", "hello", many]) {
    assertEquals(await mistakenTable(text), null, text);
  }
});

Deno.test("withCell() adds a column where it is new, withoutField() takes it away again", () => {
  const jobs = tableJobs("name,arrival,bursts", "A,0,3", "B,1,2");
  const typed = withCell(jobs, 1, "priority", "7");
  assertEquals(typed.fields, ["name", "arrival", "bursts", "priority"]);
  assertEquals(typed.rows, [["A", "0", "3", ""], ["B", "1", "2", "7"]]);
  assertEquals(withoutField(typed, "priority"), jobs);
  assertEquals(withField(jobs, "name"), jobs);
});

Deno.test("pasteCells() fills a block from a cell on, adds rows and columns, and refuses what does not fit", () => {
  const jobs = tableJobs("name,arrival,bursts", "A,0,3");
  const fields = ["name", "arrival", "bursts", "priority"] as const;
  const filled = pasteCells(jobs, '1\t4\t2\r\n5\t"6, io"\t1\r\n', { row: 0, field: "arrival", fields })!;
  assertEquals(filled.rows, [["A", "1", "4", "2"], ["", "5", "6, io", "1"]]);
  assertEquals(pasteCells(jobs, "1\t2\t3\t4", { row: 0, field: "bursts", fields }), null);
  assertEquals(pasteCells(jobs, "1\n".repeat(TABLE_ROWS_MAX + 1), { row: 0, field: "arrival", fields }), null);
});

Deno.test("csvRows() reads quotes, doubled quotes, empty cells and both line ends", () => {
  assertEquals(csvRows('a,"b ""c"", d",\r\n,,e\n'), [["a", 'b "c", d', ""], ["", "", "e"]]);
  assertEquals(csvRows("1\t\n2\t3", "\t"), [["1", ""], ["2", "3"]]);
});

Deno.test("contenderOf() says at which option a value is refused, for every policy and option", () => {
  for (const { name, options } of POLICIES) {
    for (const spec of [...options, ...MACHINE_OPTIONS]) {
      const { options: resolved, refused } = contenderOf({ policy: name, options: { [spec.name]: "?!" } }, {});
      assertEquals([resolved, refused.map(({ option }) => option)], [null, [spec.name]], `${name} ${spec.name}`);
    }
  }
});

Deno.test("contenderOf() says at the machine's option, and why, what a policy cannot do with it", () => {
  for (const policy of POLICIES) {
    for (const { features, when = {}, reason } of policy.refuses ?? []) {
      if (!features.includes("queues")) continue;
      const needed = "server" in when ? { serverBudget: "1", serverPeriod: "5" } : {};
      const texts = Object.fromEntries(
        Object.entries({ ...needed, ...when }).map(([name, value]) => [name, String(value)]),
      );
      const { refused } = contenderOf({ policy: policy.name, options: texts }, { queues: "per-cpu" });
      assertEquals(refused[0].option, "queues");
      assert(refused[0].message.endsWith(reason), refused[0].message);
    }
  }
});

Deno.test("terminalCommand() gives the page's figures", async () => {
  const priorities = tableJobs("name,arrival,bursts,priority", "A,0,8,3", "B,1,4,1", "C,2,9,2");
  const states: Pick<Snapshot, "jobs" | "policies" | "machine">[] = [
    usual,
    { jobs: priorities, policies: [{ policy: "priority", options: { aging: "2" } }], machine: { switchCost: "1" } },
    {
      jobs: tableJobs("name,arrival,bursts", "the first,0,3 io 2 4", "B,1,5"),
      policies: [{ policy: "mlfq", options: { quanta: "1,2, 4", ioStay: "true" } }, {
        policy: "rr",
        options: { quantum: "2" },
      }],
      machine: { cpus: "2" },
    },
    {
      jobs: { kind: "random", recipe: { processes: 300, seed: 7, load: 0.9 } },
      policies: [{ policy: "rr", options: {} }, { policy: "rr", options: { ties: "ostep" } }],
      machine: { queues: "per-cpu", stealing: "true", speeds: "1,0.5" },
    },
  ];
  for (const state of states) {
    const { columns } = await loadJobs(state.jobs);
    const own = state.policies.map((chosen) => simulate(columns!, contenderOf(chosen, state.machine).options!).metrics);
    assertEquals(await cliJson(terminalCommand(state)), own);
  }
});

Deno.test("Page.undo() takes back jobs, policies, options and machine, all that is typed into one field at once", () => {
  const page = new Page(new PageState(usual), null as unknown as Background, []);
  const what = () => {
    const { jobs, policies, machine, shown } = page.state.snapshot();
    return { jobs, policies, machine, shown };
  };
  const seen = [what()];
  const changes = [
    () => ["1", "17", "1", ""].forEach((text) => page.setOption(0, "quantum", text)),
    () => page.setOption(0, "quantumReturn", "remainder"),
    () => ["2", "24"].forEach((text) => page.setOption(0, "quantum", text)),
    () => page.setMachine("cpus", "2"),
    () => loadExample(page, "an example", BOOKS[0].examples[1]),
    () => page.replaceJobs({ kind: "text", name: "jobs", text: "A 0 3" }),
    () => page.setMachine("cpus", "3"),
  ];
  for (const change of changes) {
    change();
    seen.push(what());
  }
  for (const before of seen.toReversed()) {
    assertEquals(what(), before);
    page.undo();
  }
  assert(!page.canUndo);
});
