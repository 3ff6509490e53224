// Exercises of books, courses and exams, asked as their readers would ask them: what is typed, and the values that the source
// or a calculation by hand gives.
import { assertEquals } from "@std/assert";
import { EXERCISES } from "./exercises.ts";
import { runCli } from "./run_cli.ts";

for (const { title, jobs, asked } of EXERCISES) {
  for (const { flags, finish, says = [] } of asked) {
    Deno.test(`sim run ${flags} gives the values of the source: ${title}`, async () => {
      const run = (...more: string[]) =>
        runCli(["run", "-", ...flags.split(" "), ...more], { stdin: jobs, columns: 200 });
      const { code, out, err } = await run("--format", "json");
      assertEquals(code, 0, err);
      const { processes } = JSON.parse(out) as { processes: { name: string; finish: number }[] };
      assertEquals(processes.map(({ name, finish }) => `${name} ${finish}`).join(", "), finish);
      const report = says.length === 0 ? "" : (await run()).out;
      for (const part of says) assertEquals(report.includes(part), true, `${part}\nis not in\n${report}`);
    });
  }
}
