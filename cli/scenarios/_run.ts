/**
 * Runs a scenario: its `main` as a program of its own, what the program writes read as it comes, the claims held against it.
 *
 * A program of its own, because it is then what whoever reads it would run, and because nothing can be left of it: one that
 * is interrupted or takes too long is killed with all its processes, at whatever they are.
 *
 * @module
 */

import { tmpdir } from "node:os";
import { join } from "node:path";
import { InterruptedError } from "../exit_code.ts";
import { createTemporary, LOCK_NAME, sweepFolders } from "../files/abandoned.ts";
import type { Io } from "../io.ts";
import { ClaimError, Evidence, type ScenarioEvent } from "./_evidence.ts";
import { epochMs, type LogEntry, PROGRAM_VARIABLE } from "./_log.ts";
import type { Scenario } from "./_scenario.ts";

/** The name of the process that runs `main`, as the library calls it. */
export const MAIN_NAME = "MainProcess";

/** How a run is to be done. */
export interface RunSettings {
  readonly options: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  /** A run that takes longer is killed, and has failed. */
  readonly timeoutMs: number;
  /** Told of what must not outlive the run, before it comes into being or as soon as it has a number. */
  readonly keep: Io["keep"];
  /** Called with each event as it comes. */
  readonly onEvent?: (event: ScenarioEvent) => void;
}

/** What came of a run. */
export interface RunOutcome {
  readonly evidence: Evidence;
  readonly durationMs: number;
  /** Why it failed, or null. */
  readonly failure: Error | null;
}

/**
 * Runs a scenario to its end.
 *
 * @throws {InterruptedError} When the signal aborts; everything has ended by then.
 */
export async function runScenario(scenario: Scenario, settings: RunSettings): Promise<RunOutcome> {
  await using place = scenario.usesFolder ? await makeFolder(settings.keep) : null;
  const folder = place?.path ?? "";
  const recorder = new Recorder(settings.onEvent);
  const begin = performance.now();
  const failure = await runProgram(scenario, { ...settings.options, folder }, settings, recorder);
  const durationMs = performance.now() - begin;
  const evidence = new Evidence(settings.options, recorder.events);
  return { evidence, durationMs, failure: failure ?? verify(scenario, evidence) };
}

const FOLDER_PREFIX = "quanta-scenario-";

/** A folder for a run, and what removes it; one that a killed run left is removed first. */
async function makeFolder(keep: RunSettings["keep"]): Promise<AsyncDisposable & { readonly path: string }> {
  const parent = tmpdir();
  await sweepFolders(parent, FOLDER_PREFIX);
  const folder = join(parent, FOLDER_PREFIX + crypto.randomUUID());
  const release = await keep({ folder });
  const path = join(folder, "files");
  await Deno.mkdir(folder, { mode: 0o700 });
  const { file } = await createTemporary(() => Promise.resolve(join(folder, LOCK_NAME)));
  await Deno.mkdir(path);
  return {
    path,
    async [Symbol.asyncDispose]() {
      file.close();
      await Deno.remove(folder, { recursive: true });
      release();
    },
  };
}

const PROGRAM = new URL("./_program.ts", import.meta.url).href;

/** Never called: names the program by a literal, so that it is there wherever this module is. */
export const programModule = () => import("./_program.ts");

/** Scenarios import nothing but this project; what the library needs of the runtime is said here. */
const RUN_FLAGS = [
  "run",
  "-qA",
  "--no-check",
  "--no-config",
  "--no-lock",
  "--unstable-net",
  "--unstable-worker-options",
];

/** Runs `main`; answers why it failed, or null. */
async function runProgram(
  { name, module }: Scenario,
  options: Readonly<Record<string, unknown>>,
  { signal, timeoutMs, keep }: RunSettings,
  recorder: Recorder,
): Promise<Error | null> {
  if (signal.aborted) throw new InterruptedError(`Interrupted: ${name} had not begun`);
  const program = new Deno.Command(Deno.execPath(), {
    args: [...RUN_FLAGS, PROGRAM, module, JSON.stringify(options)],
    env: { [PROGRAM_VARIABLE]: name, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const release = await keep({ process: program.pid });
  recorder.addMain("created", program.pid, { daemon: false });
  let isLate = false;
  const kill = () => program.kill("SIGKILL");
  const timer = setTimeout(() => (isLate = true, kill()), timeoutMs);
  signal.addEventListener("abort", kill);
  try {
    const errors = new Response(program.stderr).text();
    await recorder.addLines(program.stdout);
    const status = await program.status;
    const { code } = status;
    const where = recorder.whoIsBlocked();
    recorder.addMain("ended", program.pid, { exitCode: code });
    // A terminal sends Ctrl-C to both programs, and the other one may be the first to notice.
    const isInterrupted = signal.aborted || status.signal === "SIGINT";
    if (isInterrupted) throw new InterruptedError(`Interrupted: ${name}: ${where}`);
    if (isLate) return new Error(`it must end within ${timeoutMs / 1000} s, got no end: ${where}`);
    return code === 0 ? null : new Error(`${MAIN_NAME} must end with 0, got ${code}: ${(await errors).trim()}`);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
    release();
  }
}

function verify(scenario: Scenario, evidence: Evidence): Error | null {
  try {
    scenario.verify(evidence as never);
    return null;
  } catch (error) {
    // A log that lacks what a claim is about is no better than one against it.
    return error instanceof ClaimError ? error : new ClaimError("the log has what the claims are about", String(error));
  }
}

/** Turns what a program writes into events. */
class Recorder {
  readonly events: ScenarioEvent[] = [];
  readonly #onEvent: RunSettings["onEvent"];
  readonly #beginMs = epochMs();

  constructor(onEvent: RunSettings["onEvent"]) {
    this.#onEvent = onEvent;
  }

  /** Reads a program's lines to the end. A line that was cut off by a kill is left out. */
  async addLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.#add(JSON.parse(line));
    }
  }

  /** That the program begins or ends. */
  addMain(kind: "created" | "ended", pid: number, data: LogEntry["data"]): void {
    this.#add({ epochMs: epochMs(), kind, pid, process: MAIN_NAME, parentPid: Deno.pid, text: "", data });
  }

  #add({ epochMs, ...entry }: LogEntry): void {
    const { data } = entry;
    const event = {
      timeMs: this.#since(epochMs),
      ...entry,
      ...(data === undefined ? {} : { data: this.#times(data) }),
    };
    this.events.push(event);
    this.#onEvent?.(event);
  }

  /** Data whose own times are told since the beginning too. */
  #times(data: NonNullable<LogEntry["data"]>): LogEntry["data"] {
    const told = ["threadMs", "untilMs"].flatMap((key) =>
      typeof data[key] === "number" ? [[key, this.#since(data[key])]] : []
    );
    return { ...data, ...Object.fromEntries(told) };
  }

  /** Processes that have not ended and what they wait for, in words. */
  whoIsBlocked(): string {
    const waits = new Map<number, { process: string; on: string[] }>();
    for (const { kind, pid, process, text } of this.events) {
      const on = waits.get(pid)?.on;
      if (kind === "created") waits.set(pid, { process, on: [] });
      else if (kind === "ended") waits.delete(pid);
      else if (kind === "blocked") on?.push(text);
      else if (kind === "resumed") on?.splice(on.indexOf(text), 1);
    }
    const said = [...waits.values()].map(({ process, on }) =>
      on.length === 0 ? `${process} ran` : `${process} waited for ${on.at(-1)}`
    );
    return said.join(", ");
  }

  /** Milliseconds since the beginning, to the microsecond. */
  #since(epochMs: number): number {
    return Math.round(Math.max(0, epochMs - this.#beginMs) * 1000) / 1000;
  }
}
