// Every scenario, on the events that it writes as JSON. What is asserted here shares no code with what the scenario itself
// verifies. QUANTA_SOAK=1 runs each fifty times.
import { assert, assertEquals } from "@std/assert";
import { loadScenario, SCENARIO_NAMES } from "../../../cli/scenarios/mod.ts";
import { runScenario, type Seen } from "./run_scenario.ts";

const RUNS = Deno.env.get("QUANTA_SOAK") === "1" ? 50 : 1;

/** What must be seen of each scenario, and the options with which it is run. */
const CASES: Readonly<Record<string, { args?: string[]; check: (seen: Seen) => void }>> = {
  "program-and-process": {
    check(seen) {
      assertEquals(seen.texts("marks"), ["The mean of 5, 3, 4, 4, 1 is 3.4"]);
      assertEquals(seen.texts("prices"), ["The mean of 19, 5 is 12"]);
      const blocks = seen.texts("MainProcess").filter((text) => text.startsWith("control block of heights"));
      assertEquals(blocks.map((text) => /, ([a-z ]+), exit code (.*)$/.exec(text)?.slice(1)), [
        ["not started", "-"],
        ["alive", "-"],
        ["ended", "0"],
      ]);
    },
  },
  "ps": {
    check(seen) {
      const rows = seen.texts("MainProcess").slice(1).map((text) => text.trim().split(/ +/));
      assertEquals(rows.map((row) => row.slice(2).join(" ")).slice(1), ["quanta: son", "quanta: son_son"]);
      assertEquals(rows.slice(1).map(([, parent]) => parent), rows.slice(0, 2).map(([pid]) => pid));
      const [own, system] = /pid (\d+), the system says (\d+)/.exec(seen.texts("thread")[0])!.slice(1);
      assertEquals([own === system, system], [false, rows[1][0]]);
    },
  },
  "address-spaces": {
    check(seen) {
      const [mine, theirs] = ["MainProcess", "other"].map((name) => seen.texts(name));
      assertEquals([mine[0], theirs[0]].map((text) => text.split(" ")[2]), ["100", "200"]);
      assertEquals(mine[0].split(" at ")[1], theirs[0].split(" at ")[1]);
      assert(mine[1].includes("shared 8") && theirs[1].includes("shared 8"));
    },
  },
  "concurrent-vs-parallel": {
    args: ["--size", "5000"],
    check(seen) {
      const places = (text: string) => seen.said("worker").filter((event) => event.text.startsWith(text));
      const several = (event: { process: string }) => !event.process.endsWith("of 1");
      const begins = places("is at work").filter(several).map((event) => seen.events.indexOf(event));
      const ends = places("found").filter(several).map((event) => seen.events.indexOf(event));
      assert(begins.length > 1 && Math.max(...begins) < Math.min(...ends));
    },
  },
  "policies": {
    check(seen) {
      // FCFS by hand: 40, 52, 54, 57, 59, and 60 - 30.
      const mean = (40 + 52 + 54 + 57 + 59 + 30) / 6;
      assert(seen.texts("FCFS")[0].startsWith(`mean turnaround ${mean.toFixed(2)}`));
      assert(seen.texts("RR, quantum 40")[0] === seen.texts("FCFS")[0]);
    },
  },
  "states": {
    args: ["--unit", "5ms"],
    check(seen) {
      const kinds = seen.events.filter(({ process, kind }) => process === "child" && kind !== "said").map(({ kind }) =>
        kind
      );
      assertEquals(kinds, ["created", "running", "blocked", "resumed", "returned", "ended"]);
      const states = seen.texts("MainProcess").map((text) => / is (\w+) at tick/.exec(text)?.[1]);
      assertEquals(states, ["new", "ready", "running", "blocked", "ready", "running", "terminated"]);
    },
  },
  "sync-vs-async": {
    check(seen) {
      assert(seen.place("order 1 is paid") < seen.place("done, because"));
      assert(seen.place("order 1 is refused") < seen.place("failed, because"));
      assert(seen.last("returned", "async order") < seen.place("cannot send"));
      assertEquals(seen.exitCodes("async"), { "async order": [0] });
      assertEquals(seen.exitCodes("mail"), { mail: [1] });
    },
  },
  "create": {
    check(seen) {
      const codes = seen.exitCodes();
      assertEquals([codes.exitWithError, codes.throwError, codes.executeIllegal, codes.goOnForEver], [[2], [1], [1], [
        -9,
      ]]);
      const father = (name: string) => seen.events.find(({ process }) => process === name)!.parentPid;
      const pid = (name: string) => seen.events.find(({ process }) => process === name)!.pid;
      assertEquals([father("worker"), father("player")], [pid("server"), pid("shell")]);
      // Main may print that the thread of the killed process is not gone yet.
      const byChildren = seen.events.filter(({ kind, process }) => kind === "printed" && process !== "MainProcess");
      const printed = byChildren.map(({ process }) => process);
      assertEquals(printed, ["throwError", "executeIllegal"], "each uncaught error is printed once");
    },
  },
  "kill-9": {
    check(seen) {
      assertEquals(seen.exitCodes("wild"), { wild: [-9] });
      assert(seen.place("spins while it holds it") < seen.place("its owner died: true"));
      assert(seen.texts("MainProcess").includes("the system knows it still: false"));
    },
  },
  "crash": {
    check(seen) {
      assert([-5, -6].includes(seen.exitCodes("greedy").greedy[0]));
      assert(seen.last("ended", "greedy") < seen.place("calm is there after"));
    },
  },
  "family": {
    check(seen) {
      const [{ pid, parentPid }] = seen.said("son");
      assertEquals(seen.texts("son")[0], `son:${pid}  father:${parentPid}`);
      for (const name of ["son_one", "son_two"]) {
        const [first, second] = seen.said(name);
        assertEquals([first.text, second.text], [`This is ${name}`, `${name}:${first.pid}  father:${pid}`]);
      }
    },
  },
  "join": {
    args: ["--children", "4", "--unit", "5ms"],
    check(seen) {
      const ends = seen.texts("MainProcess").filter((text) => text.startsWith("End"));
      assert(ends[0].includes("(4 of 4") && ends.at(-1)!.includes("(0 of 4"));
      assert(seen.place("End (4 of 4") < seen.place("is over"));
      const lastSaid = seen.events.indexOf(seen.said("child").at(-1)!);
      const lastEnd = seen.said("MainProcess").filter(({ text }) => text.startsWith("End")).at(-1)!;
      assert(seen.events.indexOf(lastEnd) > lastSaid);
    },
  },
  "subclass": {
    check(seen) {
      const main = seen.said("MainProcess");
      assertEquals(main[1].text, "my name is 王五");
      const names = seen.said("Person").filter(({ text }) => text.startsWith("my name"));
      assertEquals(names.map(({ text }) => text), ["my name is 张三", "my name is 李四"]);
      assert(names.every(({ pid, parentPid }) => pid !== main[0].pid && parentPid === main[0].pid));
      assertEquals(main.at(-1)!.text, "main process ends");
    },
  },
  "isolation": {
    check(seen) {
      assertEquals(seen.texts().toSorted(), ["main's n is 100", "n in func_one is 0", "n in func_two is 1"]);
      assertEquals(seen.texts().at(-1), "main's n is 100");
    },
  },
  "daemon": {
    check(seen) {
      const spoken = seen.texts().filter((text) => !text.startsWith("Cannot"));
      assertEquals(spoken[0], "func_one");
      assertEquals(spoken.toSorted(), ["End func_two", "func_one", "func_two", "main process ends"]);
      assert(seen.place("main process ends") < seen.place("End func_two"));
      assertEquals(seen.exitCodes("func"), { func_one: [-15], func_two: [0] });
    },
  },
  "server": {
    args: ["--clients", "10"],
    check(seen) {
      const serves = seen.said("server").map(({ process, text }) =>
        `${text.replace("serves ", "")} was served by ${process}`
      );
      assertEquals(serves.toSorted(), seen.said("client").map(({ process, text }) => `${process} ${text}`).toSorted());
      assertEquals(new Set(seen.said("client").map(({ process }) => process)).size, 10);
      assertEquals(seen.texts("friend"), ["heard: welcome"]);
      const main = seen.texts("MainProcess").map((text) => text.split(":")[0]);
      assertEquals(main.toSorted(), ["let in", "served", "turned away"]);
    },
  },
  "terminate": {
    check(seen) {
      assertEquals(seen.texts("MainProcess").slice(0, 3), ["start", "alive: true", "end, alive: false, exit code -15"]);
      assert(!seen.texts().includes("never said"));
      assert(seen.place("holds the lock") < seen.place("its owner died: true"));
    },
  },
  "lock": {
    args: ["--processes", "5", "--unit", "1ms"],
    check(seen) {
      const words = seen.said("printer").map(({ process, text }) => [process, text.split(" ")[1]]);
      assertEquals(words.slice(0, 10).map(([, word]) => word), [...Array(5).fill("running"), ...Array(5).fill("done")]);
      for (let place = 10; place < 20; place += 2) {
        const [process] = words[place];
        assertEquals(words.slice(place, place + 2), [[process, "running"], [process, "done"]]);
      }
    },
  },
  "tickets": {
    args: ["--buyers", "6", "--unit", "10ms"],
    check(seen) {
      const from = seen.place("With a lock");
      const to = seen.place("A buyer is killed");
      const texts = seen.events.slice(from, to).filter(({ process, kind }) =>
        kind === "said" && process.startsWith("buyer")
      )
        .map(({ text }) => text);
      const bought = [3, 2, 1].flatMap((left) => [`tickets left: ${left}`, "bought"]);
      const nothing = Array(3).fill(["tickets left: 0", "none left"]).flat();
      assertEquals(texts, [...bought, ...nothing]);
      assertEquals(seen.exitCodes("unlucky"), { "unlucky buyer": [-9] });
    },
  },
  "tickets-shared": {
    args: ["--buyers", "5", "--rounds", "20"],
    check(seen) {
      const sold = seen.texts("MainProcess").filter((text) => text.includes("sold"));
      assertEquals(sold.map((text) => parseInt(text)), [5, 3, 5, 3]);
    },
  },
  "deadlock": {
    check(seen) {
      const errors = seen.texts().filter((text) => text.includes("waits for"));
      assert(errors.length > 0);
      assert(errors.some((error) => /Anna.* waits for knife/.test(error) && /Bert.* waits for fork/.test(error)));
      assert(seen.place("gives the") < seen.place("has both"));
      assertEquals(seen.texts().filter((text) => text.startsWith("has both")).length, 2);
    },
  },
  "traffic-light": {
    check(seen) {
      let isGreen = false;
      for (const { text } of seen.said()) {
        if (text.startsWith("the light")) isGreen = text.includes("green");
        if (text === "passes") assert(isGreen);
      }
      assertEquals(seen.texts().filter((text) => text === "passes").length, 6);
    },
  },
  "queue-basics": {
    args: ["--unit", "2ms"],
    check(seen) {
      const texts = seen.texts("MainProcess");
      const wanted = ["queue is full", "true", "3", "3", "3", "false", "queue is empty", "true"];
      assertEquals(texts.slice(1, 9), wanted);
      assert(seen.place("closed here; the consumer still waits: true") < seen.place("got an item", "consumer"));
    },
  },
  "producers-consumers": {
    args: ["--items", "5", "--unit", "1ms", "--seed", "7"],
    check(seen) {
      const items = seen.said("consumer").map(({ text }) => text.replace("gets ", ""));
      const wanted = [1, 2, 3].flatMap((producer) => [1, 2, 3, 4, 5].map((number) => `${producer}.${number}`));
      assertEquals(items.toSorted(), wanted);
      const done = seen.said("server").map((event) => seen.events.indexOf(event));
      assertEquals(done.length, 15);
      assert(seen.place("all 15 items are done") > Math.max(...done));
    },
  },
  "pipe": {
    check(seen) {
      assert(seen.texts().includes("Hello,This is Python!"));
      assert(seen.place("before: poll says false") < seen.place("then: poll says true"));
      assert(seen.texts().some((text) => text.endsWith("0 0 2 4 6 8")));
    },
  },
  "pipe-eof": {
    args: ["--unit", "10ms"],
    check(seen) {
      const [careful, forgetful] = ["careful", "forgetful"].map((name) => seen.texts(name));
      assertEquals(careful.map((text) => text.split(":")[0]), ["Hello,This is Python!", "end of file"]);
      assertEquals(forgetful.map((text) => text.split(":")[0]), [
        "Hello,This is Python!",
        "recv would hang",
        "closed here too",
        "end of file",
      ]);
    },
  },
  "manager": {
    args: ["--processes", "3", "--updates", "4"],
    check(seen) {
      const counts = seen.texts("MainProcess").filter((text) => text.includes("counted"));
      assertEquals(counts, ["4 counted of 12, 8 lost; 12 names noted", "12 counted of 12, 0 lost; 12 names noted"]);
    },
  },
  "pool-why": {
    args: ["--tasks", "12", "--together", "6"],
    check(seen) {
      const created = (prefix: string) =>
        seen.events.filter(({ kind, process }) => kind === "created" && process.startsWith(prefix));
      assertEquals(created("task ").length, 12);
      assert(seen.events.filter(({ kind }) => kind === "created").length <= 1 + 12 + 2);
    },
  },
  "pool-speed": {
    args: ["--unit", "5ms"],
    check(seen) {
      const results = seen.texts("MainProcess").filter((text) => text.startsWith("1, 4"));
      assertEquals(results, Array(2).fill("1, 4, 27, 256, 3125, 46656"));
      const begins = (isMain: boolean) => ({ process, text }: { process: string; text: string }) =>
        text.endsWith("begins") && (process === "MainProcess") === isMain;
      const ends = (isMain: boolean) => ({ process, text }: { process: string; text: string }) =>
        text.includes("to the power of") && (process === "MainProcess") === isMain;
      assertEquals([true, false].map((isMain) => seen.mostAtOnce(begins(isMain), ends(isMain))), [1, 3]);
    },
  },
  "pool-output": {
    check(seen) {
      const mended = seen.texts("MainProcess").at(-1)!.split("\n").slice(1);
      assertEquals(mended.map(Number).toSorted((a, b) => a - b), [1, 4, 27, 256, 3125, 46656]);
      assert(/\n\n|\n$/.test(seen.texts("MainProcess").at(-2)!));
    },
  },
  "pool-order": {
    args: ["--tasks", "4"],
    check(seen) {
      assertEquals(seen.texts("MainProcess"), [
        "map gives 0,1,2,3",
        "imap gives 0,1,2,3",
        "imapUnordered gives 3,2,1,0",
      ]);
    },
  },
  "pool-capacity": {
    args: ["--unit", "5ms"],
    check(seen) {
      const most = seen.mostAtOnce(({ text }) => text.endsWith("begins"), ({ text }) => text.endsWith("ends"));
      assertEquals(most, 3);
      assertEquals(seen.texts().filter((text) => text.endsWith("ends")).length, 10);
    },
  },
  "pool-callbacks": {
    check(seen) {
      const texts = seen.texts("MainProcess");
      assertEquals(texts[0], "handed in, and gone on");
      const called = texts.filter((text) => /callback:/.test(text)).toSorted();
      assertEquals(called.map((text) => text.slice(0, 29)), [
        "callback: 4",
        "callback: 5",
        "error callback: RangeError: C",
      ]);
    },
  },
};

const isLinux = Deno.build.os === "linux";

for (const name of SCENARIO_NAMES) {
  const { isForLinux = false, parameters } = await loadScenario(name);
  const runs = async (...more: string[]) => {
    for (let run = 0; run < RUNS; run++) CASES[name].check(await runScenario(name, ...CASES[name].args ?? [], ...more));
  };
  const title = `sim scenario run ${name} shows what it must`;
  Deno.test({ name: title, ignore: isForLinux && !isLinux, fn: () => runs() });
  if (!("startMethod" in parameters)) continue;
  const fn = () => runs("--start-method", "spawn");
  Deno.test({ name: `${title} on processes of the system too`, ignore: !isLinux, fn });
}

Deno.test("CASES has a check for every scenario and no other", () => {
  assertEquals(Object.keys(CASES).toSorted(), SCENARIO_NAMES.toSorted());
});
