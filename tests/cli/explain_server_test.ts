// What `sim explain` says of processes that a server runs, and of classes.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";

const TASKS = "name,arrival,bursts,period\nt1,0,1,4\nt2,0,2,6\na,1,3,\nb,2,3,\n";

async function explained(stdin: string, ...args: string[]): Promise<string> {
  const { code, out, err } = await runCli(["explain", "-", ...args], { stdin, columns: 120 });
  assertEquals([code, err], [0, ""]);
  return out;
}

Deno.test("sim explain has the server's period for processes that it serves, in words and tables", async () => {
  const server = ["--server", "polling", "--server-budget", "2", "--server-period", "5", "--horizon", "12"];
  const out = await explained(TASKS, "-p", "rm", ...server);
  assertStringIncludes(out, "because a is the only ready process; its period is 5 (server)");
  assertEquals(out.includes("4.5"), false);
  const chinese = await explained(TASKS, "-p", "rm", ...server, "--lang", "zh");
  assertStringIncludes(chinese, "5（服务器）");
});

Deno.test("sim explain says that processes in the background have no period", async () => {
  const out = await explained(TASKS, "-p", "rm", "--server", "background", "--horizon", "12", "--at", "3");
  assertStringIncludes(out, "because period is none (background) for both a and b, and a arrived earlier: 1 against 2");
  assertStringIncludes(out, "► a      none (background)");
});

Deno.test("sim explain has the class of who waits under mlq in the control blocks", async () => {
  const out = await explained("name,arrival,bursts,priority\nt1,0,5,0\nt2,0,2,1\n", "-p", "mlq", "--at", "0");
  assertStringIncludes(out, "t2             ready since 0            0          2      1");
});
