/**
 * Who is measured beside our pool: each is a program of its own, asked over its standard streams.
 *
 * @module
 */

import { installPeers } from "../peers.ts";
import { fromProgram } from "../program.ts";
import type { Contender } from "../suite.ts";

const PROGRAMS = new URL("./peers/", import.meta.url);
const project = new URL("../../", import.meta.url);

/** npm's pools and the runtimes under which each is tried. */
const PEERS: readonly (readonly [name: string, label: string, runtimes: readonly ("node" | "deno")[]])[] = [
  ["piscina", "piscina", ["node", "deno"]],
  ["piscina-64", "piscina, 64 tasks per worker", ["node", "deno"]],
  ["tinypool", "tinypool", ["node", "deno"]],
  ["workerpool", "workerpool", ["node", "deno"]],
  ["poolifier", "poolifier", ["node", "deno"]],
  ["poolifier-web-worker", "poolifier-web-worker", ["deno"]],
  ["comlink", "comlink", ["node", "deno"]],
  ["multithreading", "multithreading", ["deno"]],
];

/** Those whose pools ours is held to. */
export const RIVALS: readonly string[] = PEERS.slice(0, 5).flatMap(([, label, runtimes]) =>
  runtimes.map((runtime) => `${label} (${runtime})`)
);

/** npm's pools whose workers are processes; piscina has none. */
const PROCESS_PEERS = [
  ["tinypool-processes", "tinypool, processes (node)"],
  ["workerpool-processes", "workerpool, processes (node)"],
] as const;

/** Those whose pools of processes ours is held to. */
export const PROCESS_RIVALS: readonly string[] = PROCESS_PEERS.map(([, name]) => name);

/** How a contender's program is started. */
export interface PoolProgram {
  name: string;
  isOurs: boolean;
  command: readonly (string | URL)[];
  /** Where; asked for before it is started, and may fail. */
  prepare(): Promise<URL>;
}

let prepared: Promise<URL> | undefined;

/** The peers' folder, with our programs beside the packages. */
function preparePeers(): Promise<URL> {
  return prepared ??= copyPrograms();
}

async function copyPrograms(): Promise<URL> {
  const folder = await installPeers();
  for (const { name } of Deno.readDirSync(PROGRAMS)) {
    if (name.endsWith(".mjs")) await Deno.copyFile(new URL(name, PROGRAMS), new URL(name, folder));
  }
  return folder;
}

const deno = [Deno.execPath(), "run", "-A", "-q"];
const here = () => Promise.resolve(project);

function ours(name: string, startMethod: string): PoolProgram {
  const program = new URL("pool_ours.ts", import.meta.url);
  return { name, isOurs: true, command: [...deno, "--no-check", "--no-config", program, startMethod], prepare: here };
}

/** Pools whose workers are processes of the operating system; ours first. */
export function processPoolPrograms(): PoolProgram[] {
  return [
    ours("Quanta, spawn", "spawn"),
    ...PROCESS_PEERS.map(([peer, name]): PoolProgram => ({
      name,
      isOurs: false,
      command: ["node", "pool_peer.mjs", peer],
      prepare: preparePeers,
    })),
    ...pythons(),
  ];
}

function pythons(): PoolProgram[] {
  return ["spawn", "fork"].map((method) => ({
    name: `Python (${method})`,
    isOurs: false,
    command: ["python3", new URL("pool_peer.py", PROGRAMS), method],
    prepare: here,
  }));
}

/** All programs; ours first. */
export function poolPrograms(): PoolProgram[] {
  return [
    ours("Quanta", "worker"),
    ...PEERS.flatMap(([peer, label, runtimes]) =>
      runtimes.map((runtime): PoolProgram => ({
        name: `${label} (${runtime})`,
        isOurs: false,
        command: [...(runtime === "node" ? ["node"] : deno), "pool_peer.mjs", peer],
        prepare: preparePeers,
      }))
    ),
    ...pythons(),
  ];
}

/** A program as a contender of a case. */
export function asContender(
  program: PoolProgram,
  request: { case: string; count?: number },
  operations = 1,
): Contender {
  const { name, isOurs, command } = program;
  let inner: Contender | undefined;
  return {
    name,
    role: isOurs ? "ours" : "peer",
    operations,
    async open() {
      const cwd = await program.prepare();
      inner = fromProgram({ name, role: "peer", operations, command, request, cwd });
      await inner.open!();
    },
    run: () => inner!.run(),
    close: () => inner?.close?.(),
  };
}
