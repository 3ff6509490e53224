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

/** All programs; ours first. */
export function poolPrograms(): PoolProgram[] {
  const deno = [Deno.execPath(), "run", "-A", "-q"];
  const here = () => Promise.resolve(project);
  return [
    {
      name: "Quanta",
      isOurs: true,
      command: [...deno, "--no-check", "--no-config", new URL("pool_ours.ts", import.meta.url)],
      prepare: here,
    },
    ...PEERS.flatMap(([peer, label, runtimes]) =>
      runtimes.map((runtime): PoolProgram => ({
        name: `${label} (${runtime})`,
        isOurs: false,
        command: [...(runtime === "node" ? ["node"] : deno), "pool_peer.mjs", peer],
        prepare: preparePeers,
      }))
    ),
    ...["spawn", "fork"].map((method): PoolProgram => ({
      name: `Python (${method})`,
      isOurs: false,
      command: ["python3", new URL("pool_peer.py", PROGRAMS), method],
      prepare: here,
    })),
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
