/**
 * What a report names so that its figures can be judged: the machine and the versions.
 *
 * @module
 */

/** Where and with what a report was made. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  os: string;
  deno: string;
  v8: string;
  /** The C compiler's first line, or `null` where there is none. */
  cc: string | null;
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

/** Describes the machine that this runs on. */
export function describeMachine(): Machine {
  return {
    cpu: cpuModel(),
    cores: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
    os: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    cc: firstLine("cc", "--version"),
  };
}
