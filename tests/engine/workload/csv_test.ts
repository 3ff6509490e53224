import { assertEquals, assertRejects } from "@std/assert";
import type { WorkloadColumns } from "../../../engine/workload.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

async function read(text: string): Promise<WorkloadColumns> {
  return (await readWorkload(text, { format: "csv", file: "jobs.csv" })).workload;
}

async function mistakes(text: string): Promise<string[]> {
  const error = await assertRejects(() => read(text), WorkloadError);
  return error.message.split("\n");
}

Deno.test("readWorkload() reads CSV whose header names the columns in any order", async () => {
  const text = "priority,bursts,name,processors,arrival,pid\n3,10,init,2,0,7\n-1,4,sh,,5,9\n";
  assertEquals(await read(text), {
    arrival: Float64Array.of(0, 5),
    cpu: Float64Array.of(10, 4),
    pid: Float64Array.of(7, 9),
    names: ["init", "sh"],
    priority: Float64Array.of(3, -1),
    processors: Uint32Array.of(2, 1),
  });
  assertEquals(await read("Bursts\n3"), { arrival: Float64Array.of(0), cpu: Float64Array.of(3) });
});

Deno.test("readWorkload() reads CSV with byte order mark, CRLF, blank lines, quotes and spaces", async () => {
  const text =
    '\uFEFF name , arrival,bursts\r\n\r\n"a, ""b""", 1 , 3\r\n "x" ,"2", "4"\r\n plain name ,3.0,5.\r\n   \r\n';
  assertEquals(await read(text), {
    arrival: Float64Array.of(1, 2, 3),
    cpu: Float64Array.of(3, 4, 5),
    names: ['a, "b"', "x", "plain name"],
  });
});

Deno.test("readWorkload() reads CSV separated by semicolons or tabs", async () => {
  const expected = { arrival: Float64Array.of(1), cpu: Float64Array.of(3), names: ["a,b"] };
  assertEquals(await read("name;arrival;bursts\na,b;1;3"), expected);
  assertEquals(await read("name\tarrival\tbursts\na,b\t1\t3"), expected);
  assertEquals((await read("name\tarrival\tbursts\n\t\t3")).arrival, Float64Array.of(0));
});

Deno.test("readWorkload() reads lists of bursts in CSV", async () => {
  const programs = [
    "3 io 2 4",
    "3;2;4",
    "3  2\t4",
    "cpu 3 io:2 cpu:4",
    "CPU 3; IO : 2; 4",
    '"3,2,4"',
    '"3, io 2, 4.0"',
  ];
  for (const program of programs) {
    const { bursts } = await read(`bursts\n${program}\n`);
    assertEquals([...bursts!.kind], [0, 1, 0], program);
    assertEquals([...bursts!.value], [3, 2, 4], program);
  }
  const { bursts } = await read(
    'bursts\n1 lock A 2 io 0 3 unlock A\n5\n"1 lock ""the printer"" 2 unlock:""the printer"" "\n',
  );
  assertEquals(bursts, {
    offset: Uint32Array.of(0, 6, 7, 11),
    kind: Uint8Array.of(0, 2, 0, 1, 0, 3, 0, 0, 2, 0, 3),
    value: Float64Array.of(1, 0, 2, 0, 3, 0, 5, 1, 1, 2, 1),
    locks: ["A", "the printer"],
  });
});

Deno.test("readWorkload() names line, column, field, rule and value of every mistake in CSV", async () => {
  const text = [
    "pid,arrival,bursts",
    "1,x,3",
    "2,-1,3 3 lok",
    "",
    "2,2",
    '3,3,"4',
    "5,5,io 3",
    "6,1,1e3",
    "7,9007199254740993,0",
    "8,1,lock",
    "9,,",
    "10,1,3 -4 5",
    '11,1,3 lock ""',
    "12,1,3 io x 4",
    "6,1+5,1",
  ];
  assertEquals(await mistakes(text.join("\r\n")), [
    'jobs.csv:2:3: Cannot read process 1: arrival must be a whole number from 0 to 9007199254740991, got "x"',
    'jobs.csv:3:3: Cannot read process 2: arrival must be a whole number from 0 to 9007199254740991, got "-1"',
    'jobs.csv:3:6: Cannot read process 2: bursts[2] must be a number of ticks, or cpu, io, lock or unlock, got "lok"',
    "jobs.csv:5:1: Cannot read process 3: it must be a row of as many cells as the header, 3, got 2",
    "jobs.csv:6:5: Cannot read process 4: it must be a row in which every quoted cell ends on the same line",
    'jobs.csv:7: Cannot read process 5: bursts[0] must be beside a CPU burst, got "io 3"',
    'jobs.csv:8:5: Cannot read process 6: bursts[0] must be a number of ticks, or cpu, io, lock or unlock, got "1e3"',
    "jobs.csv:9:3: Cannot read process 7: arrival must be a whole number from 0 to 9007199254740991, " +
    'got "9007199254740993"',
    'jobs.csv:9:20: Cannot read process 7: bursts must be a whole number from 1 to 9007199254740991, got "0"',
    "jobs.csv:10:5: Cannot read process 8: bursts[0] must be lock with a text of 1 to 256 characters without control " +
    "characters, got nothing",
    'jobs.csv:11:4: Cannot read process 9: bursts must be a number of ticks or a list of bursts, got ""',
    'jobs.csv:12:6: Cannot read process 10: bursts must be a whole number from 0 to 9007199254740991, got "-4"',
    "jobs.csv:13:6: Cannot read process 11: bursts[1] must be lock with a text of 1 to 256 characters without control " +
    'characters, got "\\"\\""',
    "jobs.csv:14:6: Cannot read process 12: bursts[1] must be io with a whole number from 0 to 9007199254740991, " +
    'got "x"',
    "jobs.csv:15: Cannot read process 13: pid must be unique, got 6 (process 6 has it already)",
    'jobs.csv:15:3: Cannot read process 13: arrival must be a whole number from 0 to 9007199254740991, got "1+5"',
  ]);
});

Deno.test("readWorkload() refuses CSV with a header of wrong names, and guesses the right ones", async () => {
  const rule =
    "must be one of pid, name, arrival, bursts, priority, processors, estimate, tickets, nice, deadline, period, after, think, quantum, memory, resources, affinity, group, got";
  assertEquals(await mistakes("pid,arival,hue,bursts,bursts\n1,2,3,4,5"), [
    `jobs.csv:1:5: Cannot read workload: column 2 ${rule} "arival" (did you mean "arrival"? Then say so: --columns "arival=arrival")`,
    `jobs.csv:1:12: Cannot read workload: column 3 ${rule} "hue" (--columns "hue=-" leaves it out)`,
    'jobs.csv:1:23: Cannot read workload: column 5 must be named once, got "bursts"',
  ]);
  assertEquals(await mistakes("pid,arrival\n1,2"), [
    'jobs.csv:1: Cannot read workload: header must be one that names the column bursts, got "pid,arrival"',
  ]);
  assertEquals(await mistakes('pid,"bursts\n1,2'), [
    "jobs.csv:1:5: Cannot read workload: input must be a table whose quoted cells end on their line",
  ]);
  assertEquals(await mistakes("arrival,bursts\n"), [
    "jobs.csv: Cannot read workload: processes must be a list of at least one process, got an empty list",
  ]);
});
