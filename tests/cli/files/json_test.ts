import { assertEquals } from "@std/assert";
import { JsonObjectWriter, toJson } from "../../../cli/files/json.ts";
import { openOutput } from "../../../cli/files/output.ts";
import { createWorld, runCli } from "../run_cli.ts";

Deno.test("JsonObjectWriter.valueWithList() writes what value() would, in parts", async () => {
  const written = async (write: (json: JsonObjectWriter) => Promise<void>) => {
    const { io, out } = createWorld();
    const output = await openOutput(io, undefined);
    const json = await JsonObjectWriter.begin(output, "run");
    await write(json);
    await json.end();
    await output.commit();
    return out();
  };
  for (const count of [0, 1, 1024, 1025, 3000]) {
    const tasks = Array.from({ length: count }, (_, pid) => ({ pid, name: `\x85${pid}`, period: pid || null }));
    for (const head of [{}, { jobs: 3, bound: Infinity }]) {
      assertEquals(
        await written((json) => json.valueWithList("deadlines", head, "tasks", tasks)),
        await written((json) => json.value("deadlines", { ...head, tasks })),
      );
    }
  }
});

Deno.test("toJson() escapes what a terminal would obey, and nothing else", () => {
  assertEquals(
    toJson({ a: "\x1b\x9b2J\x7f\u2028\u202e进程\u{1f469}" }),
    '{"a":"\\u001b\\u009b2J\\u007f\\u2028\\u202e进程👩"}',
  );
  assertEquals(JSON.parse(toJson(["\x9b", Infinity, undefined])), ["\x9b", null, null]);
});

Deno.test("sim run --format json tells of the deadlines of many tasks", async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => `${row},1,10000`).join("\n");
  const { code, out } = await runCli(["run", "-", "-p", "edf", "-f", "json", "--no-timeline", "--horizon", "9000"], {
    stdin: `arrival,bursts,period\n${rows}\n`,
  });
  const { deadlines } = JSON.parse(out);
  assertEquals([code, deadlines.tasks.length, deadlines.tasks[2999].pid, deadlines.jobs], [0, 3000, 3000, 3000]);
});
