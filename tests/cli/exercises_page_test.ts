// Every flag that docs/exercises.md says is one, with a value that is taken: the page's commands run on a table that has it all.
import { assert, assertEquals } from "@std/assert";
import { runCli } from "./run_cli.ts";

const JOBS =
  "name,arrival,bursts,priority,estimate,memory,group\nA,0,3,1,4,15,a\nB,1,2 3@disk 1,0,2,20,b\nC,2,4,1,4,30,a\n";
const TASKS = "name,bursts,period,deadline,arrival\nt1,1,5,5,0\nt2,2,8,8,0\n";
const REQUESTS = TASKS + "a,1,,,2\n";
const RIGID = "name,arrival,bursts,processors\nA,0,3,2\nB,1,2,4\n";

/** The flags behind `sim run FILE` that a cell of the page has: those with a policy, and those of the machine. */
function commandsOf(page: string): string[] {
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| your exercise"));
  return rows.flatMap((
    row,
  ) => [...row.split(" | ").slice(1).join(" | ").matchAll(/`(-p [^`]+|--(?!columns|service)[^`]+)`/g)])
    .map(([, command]) => command)
    .filter((command) =>
      !/^--(?:priority-order|equals|running-rate|classes|weights|decay-period|preemptive|quantum|times|format|svg|no-preemptive|group-shares)/
        .test(command)
    );
}

Deno.test("docs/exercises.md names flags that are taken", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/exercises.md", import.meta.url));
  const commands = commandsOf(page);
  assert(commands.length > 50, `${commands.length} commands`);
  for (const command of commands) {
    const isServed = command.includes("--server");
    const isPeriodic = /-p (?:rm|dm|edf|llf)/.test(command);
    const stdin = isServed ? REQUESTS : isPeriodic ? TASKS : command.includes("--rigid") ? RIGID : JOBS;
    const { code, err } = await runCli(["run", "-", ...command.split(" ")], { stdin, columns: 120 });
    assertEquals(code, 0, `sim run - ${command}\n${err}`);
  }
});
