/**
 * Calls of a manager's objects, beside those of Python's.
 *
 * @module
 */

import { Event } from "../../workers/sync/event.ts";
import { Manager } from "../../workers/manager/manager.ts";
import type { ManagerDict } from "../../workers/manager/manager_dict.ts";
import type { ManagerList } from "../../workers/manager/manager_list.ts";
import type { Namespace } from "../../workers/manager/manager_namespace.ts";
import { Process } from "../../workers/process/process.ts";
import { Semaphore } from "../../workers/sync/semaphore.ts";
import { fromProgram } from "../program.ts";
import type { Case, Contender, Suite } from "../suite.ts";
import { setKey } from "./manager_client.ts";

const PYTHON = "Python (spawn)";
const CLIENTS = 2;

/** What the work is done on. */
interface Objects {
  dict: ManagerDict<string, number>;
  list: ManagerList<number>;
  namespace: Namespace<{ x: number }>;
}

/** One kind of work, as it is done here; Python's has the same name in `manager_peer.py`. */
interface Work {
  name: string;
  title: string;
  run(objects: Objects, count: number): void | Promise<void>;
  /** The same, awaited. */
  runAwaited?(objects: Objects, count: number): Promise<void>;
}

const WORK: readonly Work[] = [
  {
    name: "set",
    title: "Manager, set a key of a dict",
    run({ dict }, count) {
      for (let value = 0; value < count; value++) dict.setSync("key", value);
    },
    async runAwaited({ dict }, count) {
      for (let value = 0; value < count; value++) await dict.set("key", value);
    },
  },
  {
    name: "get",
    title: "Manager, get a key of a dict",
    run({ dict }, count) {
      for (let turn = 0; turn < count; turn++) dict.getSync("key");
    },
  },
  {
    name: "append",
    title: "Manager, append to a list",
    run({ list }, count) {
      for (let value = 0; value < count; value++) list.appendSync(value);
      list.clearSync();
    },
  },
  {
    name: "attribute",
    title: "Manager, read an attribute of a namespace",
    run({ namespace }, count) {
      for (let turn = 0; turn < count; turn++) void namespace.x;
    },
  },
  { name: "clients", title: "Manager, two clients set a key", run: ({ dict }, count) => withClients(dict, count) },
];

function withClients(dict: ManagerDict<string, number>, count: number): void {
  const [ready, go] = [new Semaphore(0), new Event()];
  const module = new URL("./manager_client.ts", import.meta.url);
  const clients = Array.from(
    { length: CLIENTS },
    () => new Process({ module, target: setKey, args: [dict, count / CLIENTS, ready, go] }),
  );
  for (const client of clients) client.start();
  for (const _ of clients) ready.acquireSync();
  startedMs = performance.now();
  go.set();
  for (const client of clients) client.joinSync();
}

// When the part that counts began.
let startedMs = 0;

/** Ours, with a manager of its own. */
function ours(name: string, run: NonNullable<Work["run"]>, count: number): Contender {
  let manager: Manager;
  let objects: Objects;
  return {
    name,
    role: "ours",
    operations: count,
    async open() {
      manager = new Manager();
      objects = {
        dict: await manager.dict({ key: 0 }),
        list: await manager.list<number>(),
        namespace: await manager.namespace({ x: 1 }),
      };
    },
    async run() {
      startedMs = performance.now();
      await run(objects, count);
      return performance.now() - startedMs;
    },
    close: () => manager.shutdown(),
  };
}

function caseOf({ name, title, run, runAwaited }: Work, quick: boolean): Case {
  const count = quick ? 2_000 : 20_000;
  const contenders = [ours("Quanta", run, count)];
  if (runAwaited !== undefined) contenders.push(ours("Quanta (awaited)", runAwaited, count / 4));
  contenders.push(fromProgram({
    name: PYTHON,
    role: "peer",
    operations: count / 4,
    command: ["python3", new URL("manager_peer.py", import.meta.url)],
    request: { work: name, count: count / 4 },
  }));
  return {
    id: `manager-${name}`,
    title,
    unit: "operations/s",
    targets: [{ against: PYTHON, atLeast: 2 }],
    contenders,
  };
}

/** Calls of a manager's objects. */
export const suite: Suite = {
  summary: "Objects in a manager's process.",
  async run(bench) {
    const section = bench.section({
      id: "manager",
      title: "Objects in a manager's process",
      explanation:
        "One client that waits for the answer of each call, in the blocking form unless said; two where the row says so.",
    });
    for (const work of bench.quick ? WORK.slice(0, 1) : WORK) await section.measure(caseOf(work, bench.quick));
  },
};
