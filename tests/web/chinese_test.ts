// The page in Chinese says in Chinese what the engine, the readers and the checker say: without a browser.
import { assert, assertEquals } from "@std/assert";
import { RULES } from "../../analysis/check/check_log.ts";
import { BOOKS } from "../../analysis/verify/books/mod.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { parseRange } from "../../engine/number_range.ts";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { readTyped } from "../../engine/workload/typed.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { checkAnswer } from "../../web/check/check_answer.ts";
import { answerNames, readAnswer } from "../../web/check/notation.ts";
import { contenderOf } from "../../web/contender.ts";
import { loadJobs, makeRandom } from "../../web/jobs/load_jobs.ts";
import { readRecipe, RECIPE_FIELDS } from "../../web/jobs/recipe_fields.tsx";
import { zh } from "../../web/languages/zh.ts";
import { decodeState } from "../../web/link.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { latinWords } from "./latin_words.ts";

/** Who adds a policy, an option, a rule or a sentence reads this. */
function assertChinese(said: Iterable<readonly [english: string, chinese: string]>, where: string): void {
  const wrong = Array.from(said).flatMap(([english, chinese]) => {
    const words = chinese === english && !/[A-Za-z]{2}/.test(english) ? [] : latinWords(chinese);
    return words.length === 0 ? [] : [`  ${english}\n    is said as: ${chinese}\n    not Chinese: ${words.join(" ")}`];
  });
  assert(wrong.length === 0, `the page has no Chinese for these; add it in ${where}:\n${wrong.join("\n")}`);
}

/** What an action refuses. */
async function refusal(action: () => unknown): Promise<string[]> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Error) return [error.message];
    throw error;
  }
  return [];
}

const specs = [...MACHINE_OPTIONS, ...POLICIES.flatMap(({ options }) => options)];

/** Machines that policies refuse, or that contradict themselves. */
const MACHINES: readonly Readonly<Record<string, string>>[] = [
  { queues: "per-cpu" },
  { groups: "true" },
  { rigid: "true" },
  { switchCost: "1", rigid: "true" },
  { speeds: "1,2", rigid: "true", cpus: "2" },
  { migrationCost: "1", rigid: "true" },
  { queues: "per-cpu", rigid: "true" },
  { stealing: "true" },
  { balance: "5" },
  { groupShares: "a=1" },
  { speeds: "1,2", cpus: "3" },
];

Deno.test("the Chinese page has a name for every option and every choice", () => {
  const recipe = RECIPE_FIELDS.flatMap((field) => "choices" in field ? field.choices : []);
  const choices = [...specs.flatMap((spec) => spec.choices ?? []), ...recipe];
  const lacking = [
    ...specs.map(({ name }) => name).filter((name) => !/\p{Script=Han}/u.test(zh.option(name))),
    ...choices.filter((choice) => !/\p{Script=Han}/u.test(zh.choice(choice))),
  ];
  assertEquals([...new Set(lacking)], [], "add them to OPTIONS_ZH or CHOICES_ZH in web/languages/names_zh.ts");
});

Deno.test("the Chinese page says what the catalogue of policies, options, examples, books and rules says", () => {
  const sentences = [
    ...POLICIES.flatMap((
      { title, summary, about, avoid, tieRule, key },
    ) => [title, summary, about, avoid, tieRule, key.meaning]),
    ...specs.map(({ summary }) => summary),
    ...EXAMPLE_WORKLOADS.map(({ summary }) => summary),
    ...BOOKS.flatMap(({ examples }) => examples.map(({ title }) => title)),
    ...RULES.map(({ name }) => name),
  ];
  assertChinese(
    sentences.map((sentence) => [sentence, zh.say(sentence)]),
    "web/languages/catalogue_zh.ts (titles, keys and tie rules in pictures/engine_zh.ts)",
  );
  const same = sentences.filter((sentence) => /[a-z]{3}/.test(sentence) && zh.say(sentence) === sentence);
  assertEquals(same.filter((sentence) => latinWords(sentence).length > 0), []);
});

Deno.test("the Chinese page says the reasons of policies, and refusals of every option, in Chinese", () => {
  const refused = new Set<string>(POLICIES.flatMap(({ refuses = [] }) => refuses.map(({ reason }) => reason)));
  const odd = [
    "",
    "x",
    "-1",
    "1.5",
    "0",
    "99999999999999999999",
    "1,x",
    "a=b",
    "a",
    "=1",
    "a=1,a=1",
    "1/0",
    "rr",
    "true",
  ];
  for (const policy of POLICIES) {
    for (const spec of [...MACHINE_OPTIONS, ...policy.options]) {
      for (const text of [...odd, ...(spec.choices ?? [])]) {
        const { refused: found } = contenderOf({ policy: policy.name, options: { [spec.name]: text } }, {});
        for (const { message } of found) refused.add(message);
      }
    }
    for (const machine of MACHINES) {
      const { refused: found } = contenderOf({ policy: policy.name, options: {} }, machine);
      for (const { message } of found) refused.add(message);
    }
  }
  assert(refused.size > 100, `${refused.size} refusals`);
  assertChinese(
    Array.from(refused, (text) => [text, zh.sentence(text)]),
    "web/languages/{sentences,refusals,mistakes,checks}_zh.ts",
  );
});

Deno.test("the Chinese page says mistakes in jobs in Chinese", async () => {
  const told = new Set<string>();
  const header =
    "name,arrival,bursts,priority,deadline,period,after,think,tickets,nice,processors,estimate,affinity,group,pid";
  const cells = [
    "x",
    "-1",
    "1.5",
    "3 io",
    "1 lock a 2",
    "1 unlock a",
    "io 3",
    "(3 2",
    "(3 2)x0",
    "(1)x9999999",
    "1e400",
    "1,000",
    "01/02/2020",
    "12:30",
    "3s",
    "",
  ];
  for (const column of header.split(",").keys()) {
    for (const cell of cells) {
      const row: string[] = header.split(",").map((name) => name === "bursts" ? "3" : "");
      row[column] = cell;
      const jobs = { kind: "table", name: "", fields: header.split(","), rows: [row, row] } as never;
      for (const { message } of (await loadJobs(jobs)).problems) told.add(message);
    }
  }
  const texts = [
    "",
    " ",
    "A,0",
    "Process,Arrival,Burst\nA,0\n",
    "Process,Arrival,Burst\nA,0,3,4\n",
    "Process,Arrival,Burst,Burst\nA,0,3,4\n",
    "name,when\nA,3\n",
    "Process,Arrival,Burst\n",
    '{"processes":[]}',
    '{"processes":[{}]}',
    '{"processes":[{"bursts":[]}]}',
    '{"processes":[{"bursts":[{"io":3}]}]}',
    '{"processes":[{"bursts":3,"colour":1}]}',
    '{"processes":3}',
    "[1,2]",
    "Process,Priority\nA,3\n",
    "name,arrival,bursts\nA,0,3\nA,1\n",
    'name,arrival,bursts\n"A,0,3\n',
    "A 0 3; 7 8",
    "A 0 3; B x",
    "A 0 3; B 0",
    "0 2 4; 1 2",
    "A 0 3 foo=3",
    "; 1-5-1 :",
    "A",
    "pid,pid2\n1,2\n",
    "Process,CPU,X9,CPU\nA,1,2,3\n",
    "Process,CPU,Repetitions\nA,1,0\n",
    "Process,CPU,I/O at,I/O\nA,1,2,3\n",
    "Process,CPU,I/O at\nA,1,2\n",
    "Process,CPU,Device\nA,1,disk\n",
    "Process,CPU,Priority\nA,1,1 (high)\nB,1,3 (high)\n",
    "Process,Arrival,CPU,Absolute deadline\nA,3,1,2\n",
    '{"devices":[1],"processes":[{"bursts":1}]}',
  ];
  for (const text of texts) {
    for (const message of await refusal(() => readWorkload(text))) told.add(message);
    for (const message of await refusal(() => readTyped(text))) told.add(message);
  }
  for (
    const [name, given] of [["processes", "0"], ["load", "0"], ["serviceMean", "-1"], ["seed", "x"], ["load", "y"]]
  ) {
    for (const message of await refusal(() => makeRandom(readRecipe(RECIPE_FIELDS, { [name]: given }) as never))) {
      told
        .add(message);
    }
  }
  for (const text of ["9..1", "x", "1..9999999"]) {
    for (const message of await refusal(() => parseRange(text, { noun: "seeds", least: 0 }))) {
      told.add(`seeds ${message}`);
    }
  }
  assert(told.size > 60, `${told.size} mistakes`);
  assertChinese(
    Array.from(told, (text) => [text, zh.sentence(text)]),
    "web/languages/{sentences,refusals,mistakes,checks}_zh.ts",
  );
});

Deno.test("the Chinese page says what is wrong with an answer, a link and a run in Chinese", async () => {
  const workload = toColumns({
    processes: [{ name: "A", bursts: [3, 2, 1] }, { name: "B", arrival: 2, bursts: 6, affinity: [0] }, {
      name: "C",
      bursts: 1,
    }],
  });
  const labels = new ProcessLabels(workload);
  const told = new Set<string>(RULES.map(({ meaning }) => meaning));
  const answers = [
    "A 0-3",
    "A 0-3, A 2-4",
    "A 3-3",
    "B 0-6",
    "CPU 1: B 2-8",
    "CPU 7: A 0-2",
    "Z 0-4",
    "A 0-9",
    "A 0-3, A 3-4, B 4-10",
    "A 0-3\nCPU 1: A 1-3",
  ];
  const machines = [{}, { cpus: 2 }, { speeds: [1, 2] }, { rigid: true }];
  for (const text of answers) {
    for (const machine of machines) {
      const { rules, mistakes } = await checkAnswer(readAnswer(text), {
        columns: "rigid" in machine
          ? toColumns({ processes: [{ name: "A", bursts: 3 }, { name: "B", bursts: 6 }] })
          : workload,
        names: answerNames(labels),
        options: { policy: "fcfs", ...machine },
      }).catch((error: Error) => (told.add(error.message), { rules: [], mistakes: [] }));
      for (const { message } of mistakes) told.add(message);
      for (const { outcome } of rules) told.add("skipped" in outcome ? outcome.skipped : outcome.looked);
    }
  }
  for (const text of ["A", "A 0-", '[{"start":1}]', "name,start,end\nA,0\n", "start,end\n1,x\n", "{"]) {
    for (const message of await refusal(() => readAnswer(text))) told.add(message);
  }
  const usual = usualSnapshot();
  for (const text of ["", "hello", "1.%%%", "2.abc"]) {
    for (const message of await refusal(() => decodeState(text, usual))) told.add(message);
  }
  const crossed = (
    one: string,
    other: string,
  ) => [1, { lock: one }, 3, { lock: other }, 1, { unlock: other }, { unlock: one }];
  const runs: [object, object][] = [
    [{ processes: [{ bursts: crossed("a", "b") }, { bursts: crossed("b", "a") }] }, { policy: "rr", quantum: 2 }],
    [{ processes: [{ bursts: 2 ** 52 }, { bursts: 2 ** 52 }, { bursts: 2 ** 52 }] }, { policy: "fcfs" }],
    [{ processes: [{ bursts: 2 ** 45 }] }, { policy: "rr", quantum: 1 }],
    [{ processes: [{ bursts: 2 ** 45 }, { bursts: 2 ** 45 }] }, { policy: "lrtf" }],
    [{ processes: [{ bursts: 2 }] }, { policy: "rm" }],
    [{ processes: [{ bursts: 2 }] }, { policy: "edf" }],
    [{ processes: [{ bursts: 2, priority: 9 }] }, { policy: "mlq" }],
    [{ processes: [{ bursts: 2, processors: 9 }] }, { policy: "easy" }],
    [{ processes: [{ bursts: 2, memory: 9 }] }, { policy: "fcfs", memory: 5 }],
    [{ processes: [{ bursts: 2, resources: { 磁带机: 9 } }] }, { policy: "fcfs", resources: { 磁带机: 5 } }],
    [{ processes: [{ bursts: 2, resources: { 磁带机: 9 } }] }, { policy: "fcfs", resources: { 打印机: 5 } }],
    [{ processes: [{ bursts: 2 }] }, { policy: "priority", aging: 2, lockProtocol: "inheritance" }],
    [{ processes: [{ bursts: 2, affinity: [4] }] }, { policy: "fcfs" }],
    [{ processes: [{ bursts: [2, 1, 2] }] }, { policy: "easy" }],
    [{ processes: [{ bursts: 2 }] }, { policy: "rr", groups: true, groupShares: { x: 2 } }],
  ];
  for (const [workload, options] of runs) {
    const [message, ...none] = await refusal(() => simulate(workload as never, options as never));
    assert(message !== undefined && none.length === 0, JSON.stringify(options));
    told.add(message);
  }
  assertChinese(
    Array.from(told, (text) => [text, zh.sentence(text)]),
    "web/languages/{sentences,refusals,mistakes,checks}_zh.ts",
  );
});

Deno.test("the Chinese page says the notes of readers and runs in Chinese", async () => {
  const notes = new Set<string>();
  const texts = [
    "Process,Arrival Time,Burst Time,Remarks\nA,0,3,x\nB,1,2,y\nTotal,,5,\nAverage,,2.5,\n",
    "Homework 3 of this week is\nProcess,Arrival,Burst\nA,0,3\nB,1,2\n",
    "name,arrival,bursts\nA,0.5,3\nB,1,2.5\n",
    "name,arrival,bursts\nA,0s,3ms\nB,1s,2ms\n",
    "Process,A,B\nArrival,0,1\nBurst,3,4\n",
  ];
  for (const text of texts) for (const note of (await readWorkload(text)).notes) notes.add(note);
  const busy = { processes: Array.from({ length: 20 }, (_, index) => ({ arrival: index, bursts: 5 })) };
  const runs: [object, object][] = [
    [busy, { policy: "fcfs" }],
    [busy, { policy: "fcfs", cpus: 2 }],
    [busy, { policy: "fcfs", horizon: 5 }],
    [busy, { policy: "rr", switchFirst: true, switchAt: "leaving" }],
    [busy, { policy: "rr", switchCost: 1, switchFirst: true, switchAt: "leaving" }],
    [busy, { policy: "rr", admitOrder: "sjf" }],
    [busy, { policy: "priority", lockProtocol: "ceiling", lockOrder: "priority" }],
    [busy, { policy: "rr", quotaPeriod: 50 }],
    [busy, { policy: "rr", memory: 50, memoryFit: "best", admission: "skip" }],
    [{ processes: [{ bursts: 2, memory: 3 }] }, { policy: "rr" }],
    [{ processes: [{ bursts: 2, resources: { 磁带机: 3 } }] }, { policy: "rr" }],
    [busy, { policy: "rr", resources: { tape: 3 } }],
    [busy, { policy: "priority" }],
    [busy, { policy: "lottery" }],
    [busy, { policy: "cfs" }],
    [{ processes: [{ bursts: 2, processors: 2, group: "a" }] }, { policy: "fcfs" }],
  ];
  for (const [workload, options] of runs) {
    for (const note of simulate(workload as never, options as never).notes) notes.add(note);
  }
  assert(notes.size > 12, [...notes].join("\n"));
  const own = ["Process", "Arrival", "Time", "Burst", "Remarks", "name"];
  const wrong = Array.from(notes, (note) => [note, zh.say(note)]).filter(([, said]) =>
    latinWords(said, own).length > 0
  );
  assertEquals(wrong, [], "add patterns in pictures/engine_zh.ts");
});

Deno.test("the Chinese page leaves what somebody typed as it is", () => {
  const typed = 'must be "one" of, got';
  const { refused: [{ message }] } = contenderOf({ policy: "rr", options: { cpus: typed } }, {});
  assert(zh.sentence(message).endsWith(JSON.stringify(typed)), zh.sentence(message));
});
