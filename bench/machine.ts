/**
 * What a report names so that its figures can be judged: the machine, how busy it was, and the versions.
 *
 * @module
 */

import { peerVersions } from "./peers.ts";

/** Where and with what a report was made. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  os: string;
  /** Processes waiting for a core, over the minute before the first measurement: how loaded it was. */
  loadBefore: number;
  /** Names and versions, `null` where something is not there. */
  versions: Record<string, string | null>;
  /** The npm packages that are measured beside, by the manifest. */
  peers: Record<string, string>;
}

/** The first line that a command prints, or `null` if it cannot be run. */
function firstLine(command: string, ...args: string[]): string | null {
  try {
    const { success, stdout } = new Deno.Command(command, { args, stderr: "null" }).outputSync();
    return success ? new TextDecoder().decode(stdout).split("\n")[0].trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The model of the CPU, or its architecture where the system does not tell. */
function cpuModel(): string {
  if (Deno.build.os === "darwin") return firstLine("sysctl", "-n", "machdep.cpu.brand_string") ?? Deno.build.arch;
  try {
    const text = Deno.readTextFileSync("/proc/cpuinfo");
    return /^model name\s*:\s*(.+)$/m.exec(text)?.[1] ?? Deno.build.arch;
  } catch {
    return Deno.build.arch;
  }
}

/** The commit that is measured, with a mark if files differ from it; `null` outside of a clone. */
function commit(): string | null {
  const folder = decodeURIComponent(new URL("..", import.meta.url).pathname);
  const hash = firstLine("git", "-C", folder, "rev-parse", "--short", "HEAD");
  if (hash === null) return null;
  const isClean = firstLine("git", "-C", folder, "status", "--porcelain") === "";
  return isClean ? hash : `${hash} with changes`;
}

/** Describes the machine that this runs on. */
export function describeMachine(): Machine {
  return {
    cpu: cpuModel(),
    cores: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
    os: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    loadBefore: Deno.loadavg()[0],
    versions: {
      Quanta: commit(),
      Deno: Deno.version.deno,
      V8: Deno.version.v8,
      "Node.js": firstLine("node", "--version")?.replace(/^v/, "") ?? null,
      Python: firstLine("python3", "--version")?.replace(/^Python /, "") ?? null,
      SimPy: firstLine("python3", "-c", "import simpy; print(simpy.__version__)"),
      "C compiler": firstLine("cc", "--version"),
    },
    peers: peerVersions(),
  };
}

/** The machine in a few lines. */
export function describeLines(machine: Machine): string[] {
  const versions = Object.entries(machine.versions).map(([name, version]) =>
    version === null ? `no ${name}` : `${name} ${version}`
  );
  const peers = Object.entries(machine.peers).map(([name, version]) => `${name} ${version}`);
  return [
    `${machine.cpu}, ${machine.cores} cores, ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB, ${machine.os}; ` +
    `load before ${machine.loadBefore.toFixed(2)}`,
    versions.join(", "),
    ...(peers.length > 0 ? [`peers from npm: ${peers.join(", ")}`] : []),
  ];
}
