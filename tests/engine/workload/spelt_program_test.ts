// Programs as exercises write them: devices by their names, words behind times, arrows, patterns.
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { readWorkload } from "../../../engine/workload/read.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { BURST_KIND, type WorkloadColumns } from "../../../engine/workload.ts";
import { writeProgram } from "../../../engine/workload/_notation.ts";

Deno.test("readWorkload() reads what is between numbers elsewhere as the name of a lock behind `lock`", async () => {
  for (const lock of ["-", "--", "1-2-3", ".-", "a-b"]) {
    const { workload } = await readWorkload(
      JSON.stringify({ processes: [{ bursts: [1, { lock }, 1, { unlock: lock }, { io: 0 }] }] }),
    );
    const text = programOf(workload);
    assertEquals(await cell(text), text);
    assertEquals(await cell(`1 lock ${lock} 1 unlock ${lock} io 0`), text);
  }
});

/** The program of the first process, in the project's own notation. */
function programOf({ bursts, cpu }: WorkloadColumns): string {
  return bursts === undefined ? String(cpu![0]) : writeProgram(bursts, 0);
}

const cell = async (text: string) =>
  programOf((await readWorkload(`name;bursts\nA;"${text.replaceAll('"', '""')}"\n`)).workload);

for (
  const [text, program] of [
    ["CPU(10) -> disk(30) -> CPU(10)", "10 io 30@disk 10"],
    ["CPU(10)→disk(30)→CPU(10)", "10 io 30@disk 10"],
    ["I2(30ms); CPU(10ms); I1(30ms); CPU(10 ms)", "io 30@I2 10 io 30@I1 10"],
    ["I2 30, CPU 10, I1 30, CPU 10, I2 20", "io 30@I2 10 io 30@I1 10 io 20@I2"],
    ["CPU=3, disk=5, CPU=2", "3 io 5@disk 2"],
    ["disk:5 2", "io 5@disk 2"],
    ["io disk 5, 2", "io 5@disk 2"],
    ["5(disk) 2", "io 5@disk 2"],
    ["2 disk 4 1", "2 io 4@disk 1"],
    ["10 CPU, 30 disk, 5 CPU", "10 io 30@disk 5"],
    ["10 ms CPU, 30 ms I/O, 5 ms CPU", "10 io 30 5"],
    ["计算 50ms, 打印 100ms, 计算 50ms", "50 io 100@打印 50"],
    ["计算50ms，打印100ms，计算50ms", "50 io 100@打印 50"],
    ["2 wait(S) 3 signal(S) 1", "2 lock S 3 unlock S 1"],
    ["wait(3) cpu(2)", "io 3 2"],
    ["I/O1 20, CPU 5, I/O2 10", 'io 20@"I/O1" 5 io 10@"I/O2"'],
    ["CPU 3 | E/S 4 | CPU 2", "3 io 4 2"],
    ["run 5, wait 3, run 2", "5 io 3 2"],
    ["3/2/4", "3 io 2 4"],
    ["3-2-4", "3 io 2 4"],
    ["3 + 2 + 4", "3 io 2 4"],
    ["(3,2,4)", "3 io 2 4"],
    ["[3, 2, 4]", "3 io 2 4"],
    ["3*(2 4) 1", "2 io 4 2 io 4 2 io 4 1"],
    ["[2 4]*3 1", "2 io 4 2 io 4 2 io 4 1"],
    ["(2 disk 4)x2 1", "2 io 4@disk 2 io 4@disk 1"],
    ["2 P(S) 3 V(S)", "2 lock S 3 unlock S"],
    ["2 acquire S 3 release S", "2 lock S 3 unlock S"],
    ["1 lock disk 2 unlock disk", "1 lock disk 2 unlock disk"],
    ['1 lock "disk 5" 2 unlock "disk 5"', '1 lock "disk 5" 2 unlock "disk 5"'],
  ] as const
) {
  Deno.test(`readWorkload() reads a program as an exercise writes it: ${text}`, async () => {
    assertEquals(await cell(text), program);
  });
}

for (
  const [text, says] of [
    ["cpuu 3", 'got "cpuu"'],
    ["3 lok A 2", 'got "lok"'],
    ["1/2", 'got "1/2"'],
    ["3 io x 4", 'got "x"'],
    ["3 null 4", 'got "null"'],
  ] as const
) {
  Deno.test(`readWorkload() takes a slip in a program for no device: ${text}`, async () => {
    const error = await assertRejects(() => cell(text), WorkloadError);
    assertStringIncludes(error.message, says);
  });
}

Deno.test("readWorkload() reads devices and patterns among the bursts of JSON and YAML", async () => {
  const program = async (bursts: unknown) =>
    programOf((await readWorkload(JSON.stringify({ processes: [{ bursts }] }))).workload);
  assertEquals(await program([{ CPU: 2 }, { disk: 4 }, 1]), "2 io 4@disk 1");
  assertEquals(await program([2, { device: "disk", ticks: 4 }, 1]), "2 io 4@disk 1");
  assertEquals(await program([2, { device: "disk", duration: 4 }, 1]), "2 io 4@disk 1");
  assertEquals(await program(["cpu 2", "disk 4", "cpu 1"]), "2 io 4@disk 1");
  assertEquals(await program("CPU(2) -> disk(4)"), "2 io 4@disk");
  assertEquals(await program([{ repeat: 2, bursts: [2, { disk: 4 }] }, 1]), "2 io 4@disk 2 io 4@disk 1");
  assertEquals(await program([{ type: "cpu", length: 2 }, { type: "disk", length: 4 }, 1]), "2 io 4@disk 1");
  assertEquals(
    await program([{ resource: "CPU", time: 2 }, { type: "IO", device: "disk", duration: 4 }]),
    "2 io 4@disk",
  );
  assertEquals(await program([["cpu", 2], ["disk", 4], ["cpu", 1]]), "2 io 4@disk 1");
  assertEquals(await program([2, { io: { device: "disk", ticks: 4 } }, 1]), "2 io 4@disk 1");
  const named = (await readWorkload("P1: CPU 3, disk 4, CPU 2\nP2: CPU 5\n", { format: "yaml" })).workload;
  assertEquals([named.names, programOf(named)], [["P1", "P2"], "3 io 4@disk 2"]);
  const apart = '[{"name": "A", "cpu_bursts": [3, 1], "io_bursts": [{"device": "disk", "duration": 4}]}]';
  assertEquals(programOf((await readWorkload(apart)).workload), "3 io 4@disk 1");
  for (const burst of [{ cpuu: 2 }, { io: {} }, { io: { disk: "x" } }, { type: "cpu" }, { io: 2, colour: "red" }]) {
    await assertRejects(() => program([burst, 1]), WorkloadError);
  }
  const yaml = "devices: [disk, {name: tape, count: 2}]\nprocesses:\n  - bursts: [cpu 2, tape 4]\n";
  const { bursts } = (await readWorkload(yaml)).workload;
  assertEquals(bursts!.devices, [{ name: "disk" }, { name: "tape", servers: 2 }]);
});

Deno.test("readWorkload() takes columns over devices for their I/O, in the order in which they stand", async () => {
  const read = async (text: string, columns?: string) =>
    programOf((await readWorkload(text, columns === undefined ? {} : { columns })).workload);
  assertEquals(await read("Process,CPU,Disk,CPU,Printer\nP1,2,7,1,3\n"), "2 io 7@Disk 1 io 3@Printer");
  assertEquals(await read("process,cpu1,disk1,cpu2,disk2\nP1,2,7,1,3\n"), "2 io 7@disk 1 io 3@disk");
  assertEquals(await read("process,io1,cpu1,io2\nP1,2,7,1\n"), "io 2 7 io 1");
  assertEquals(await read("process,cpu1,cpu2,io1\nP1,2,7,1\n"), "2 io 1 7");
  assertEquals(await read("process,CPU,I1,CPU\nP1,2,7,1\n", "I1=io@I1"), "2 io 7@I1 1");
  assertEquals(await read("P1,2,7,1\n", "name,cpu,io@the disk,cpu"), '2 io 7@"the disk" 1');
  assertEquals(await read("process,cpu,io,repetitions\nP1,2,3,2\n"), "2 io 3 2 io 3");
  for (const header of ["job,run time,memory,printer", "job,run time,priority,tape"]) {
    const doubtful = await assertRejects(() => read(`${header}\nJ1,2,3,1\n`), WorkloadError);
    assertStringIncludes(doubtful.message, "if it is I/O of a device");
  }
  assertEquals(await read("job,run time,memory,printer\nJ1,2,3,1\n", "printer=io@printer"), "2 io 1@printer");
  assertEquals(await read("PROGRAM,PROCESSOR,DISK,PROCESSOR,DISK\nP1,3,10,3,12\n"), "3 io 10@DISK 3 io 12@DISK");
  assertEquals((await readWorkload("job,run time,processor\nA,3,2\n")).workload.processors?.[0], 2);
  assertEquals(await read("Process,First CPU,1st I/O,Second CPU\nP1,2,3,4\n"), "2 io 3 4");
  assertEquals(await read("Process,CPU,IO device,IO time,CPU\nP1,2,disk,3,4\n"), "2 io 3@disk 4");
  const lost = await assertRejects(() => read("Process,CPU,Device\nP1,2,disk\n"), WorkloadError);
  assertStringIncludes(lost.message, "must be beside a column of how long I/O takes");
  const { workload } = await readWorkload("process,bursts,repeat\nP1,2 disk 3,2\nP2,4,\n");
  assertEquals(programOf(workload), "2 io 3@disk 2 io 3@disk");
  assertEquals(workload.bursts!.kind.at(-1), BURST_KIND.cpu);
});

Deno.test("readWorkload() takes a column that says after how much CPU time I/O comes", async () => {
  const read = async (rows: string, header = "Process,Arrival,Burst,I/O request at,I/O duration") =>
    (await readWorkload(`${header}\n${rows}\n`)).workload.bursts!;
  const { kind, value } = await read("A,0,6,2,3\nB,1,4,,\nC,2,5,5,1\nD,3,5,0,1");
  assertEquals([...value], [2, 3, 4, 4, 5, 1, 1, 5]);
  assertEquals([...kind], [0, 1, 0, 0, 0, 1, 1, 0]);
  const spanish = await read("A;0;6;2,25;3\nB;0,5;1;-;-", "Proceso;Llegada;Duración;Inicio E/S;Duración E/S");
  assertEquals([...spanish.value], [225, 300, 375, 100]);
  const wrong = async (rows: string, says: string, header?: string) =>
    assertStringIncludes((await assertRejects(() => read(rows, header), WorkloadError)).message, says);
  await wrong("A,0,6,7,3", 'must be at most the CPU time, 6, as the I/O comes within it, got "7"');
  await wrong("A,0,6,2", "must be beside one column of CPU time", "Process,Arrival,Burst,I/O start");
});

Deno.test("readWorkload() takes letters behind headers for those of real-time courses", async () => {
  for (
    const header of [
      "任务,周期T,执行时间C,截止期D",
      "Task,Period (T),WCET (C),Deadline (D)",
      "Task,Period Ti,WCET Ci,Deadline Di",
    ]
  ) {
    const { workload, tick } = await readWorkload(`${header}\nA,20,10,15\n`);
    assertEquals([workload.period![0], workload.cpu![0], workload.deadline![0], tick], [20, 10, 15, undefined], header);
  }
});

Deno.test("readWorkload() takes the arrival off an absolute deadline", async () => {
  const { workload } = await readWorkload(
    "Job,Release,Execution time,Absolute deadline\nJ1,0,3,10\nJ2,4,2,9\nJ3,1,1,\n",
  );
  assertEquals([...workload.deadline!], [10, 5, 0]);
  const bad = "Job,Release,Execution time,Deadline (absolute)\nJ1,5,3,5\n";
  const error = await assertRejects(() => readWorkload(bad), WorkloadError);
  assertStringIncludes(error.message, 'deadline must be after the arrival, as it is an absolute one, got "5"');
});

Deno.test("readWorkload() understands what remarks beside priorities say of their order", async () => {
  const read = (text: string) => readWorkload(`Process,Burst,Priority\n${text}\n`);
  const high = await read("A,8,1 (Lowest)\nB,3,2\nC,4,4 (Highest)");
  assertEquals([...high.workload.priority!], [1, 2, 4]);
  assertEquals(high.settings?.priorityOrder, "high");
  assertEquals((await read("A,8,1（最高）\nB,3,3(最低)")).settings?.priorityOrder, "low");
  for (const text of ["A,8,1 (highest)\nB,3,5 (highest)", "A,8,1 (foo)"]) {
    await assertRejects(() => read(text), WorkloadError);
  }
  const beside = '{"priorityOrder": "higher number = higher priority", "jobs": [{"burst": 3, "priority": 1}]}';
  assertEquals((await readWorkload(beside)).settings?.priorityOrder, "high");
});

Deno.test("readWorkload() never takes jobs A, B and C for the headers of a table on its side", async () => {
  for (const text of ["Job,Minutes,Priority\nA,10,3\nB,6,5\nC,2,2\n", "Process Id,x,y\nA,1,5\nB,3,5\nC,2,5\n"]) {
    const error = await assertRejects(() => readWorkload(text), WorkloadError);
    assertStringIncludes(error.message, " must be ");
  }
  const { workload } = await readWorkload("Job,Arrival,Minutes\nA,0,10\nB,2,6\n");
  assertEquals([...workload.cpu!], [10, 6]);
});

Deno.test("readWorkload() reads any program that it wrote as it was, devices and locks by any names", async () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 })
    .filter((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff]/u.test(text) && text.trim() === text && text !== "");
  const part = fc.record({ cpu: fc.integer({ min: 1, max: 9 }), io: fc.nat(9), device: fc.option(name), lock: name });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
      const bursts = parts.flatMap(({ cpu, io, device, lock }) => [
        { cpu },
        { lock },
        { cpu },
        { unlock: lock },
        device === null ? { io } : { io, device },
      ]);
      const { workload } = await readWorkload(JSON.stringify({ processes: [{ bursts }] }));
      const text = programOf(workload);
      assert(text.length > 0);
      assertEquals(await cell(text), text);
    }),
    { numRuns: 100 },
  );
});
