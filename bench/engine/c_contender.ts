/**
 * The C twin as a contender: compiled when first needed, then one process per workload that simulates on demand.
 *
 * @module
 */

import type { SimulationContender } from "./contender.ts";
import type { Outcome } from "./outcome.ts";
import type { BenchPolicy, TwinPolicy } from "./policies.ts";
import type { BenchWorkload } from "./workload.ts";

/** How the C twin is compiled. */
export const C_FLAGS = ["-std=c11", "-O3", "-march=native"];

/** A compiled C twin in a folder of its own, which goes with it. */
export class CTwin implements Disposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Compiles the twin; `null` where there is no `cc`.
   *
   * @throws {Error} If the compiler refuses it.
   */
  static compile(): CTwin | null {
    const folder = Deno.makeTempDirSync({ prefix: "quanta-bench-" });
    const source = new URL("twin.c", import.meta.url).pathname;
    try {
      const { success, stderr } = new Deno.Command("cc", {
        args: [...C_FLAGS, "-o", `${folder}/twin`, source, "-lm"],
      }).outputSync();
      if (!success) throw new Error(`Cannot compile the C twin: ${new TextDecoder().decode(stderr)}`);
      return new CTwin(folder);
    } catch (error) {
      Deno.removeSync(folder, { recursive: true });
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  }

  /** A contender over one workload, which reaches the other program in a file. */
  start(workload: BenchWorkload): CContender {
    const path = `${this.#folder}/workload`;
    using file = Deno.openSync(path, { write: true, create: true, truncate: true });
    const count = new BigInt64Array([BigInt(workload.arrival.length)]);
    for (const part of [count, workload.arrival, workload.cpu]) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
    }
    return new CContender(`${this.#folder}/twin`, path);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#folder, { recursive: true });
  }
}

/** The C twin over one workload. */
export class CContender implements SimulationContender {
  readonly name = "C";
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #policy!: TwinPolicy;
  #outcome!: Outcome;

  constructor(program: string, workloadPath: string) {
    this.#process = new Deno.Command(program, { args: [workloadPath], stdin: "piped", stdout: "piped" }).spawn();
    this.#writer = this.#process.stdin.getWriter();
    this.#reader = this.#process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  prepare(policy: BenchPolicy): void {
    this.#policy = policy.twin;
  }

  async run(): Promise<number> {
    const { name, quanta } = this.#policy;
    await this.#writer.write(new TextEncoder().encode(`${name} ${quanta.join(" ")}\n`));
    let answer = "";
    while (!answer.endsWith("\n")) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`Cannot measure the C twin: it ended with code ${(await this.#process.status).code}`);
      answer += value;
    }
    const [nanoseconds, dispatches, switches, longestWait, hash] = answer.split(" ").map(Number);
    this.#outcome = { dispatches, switches, longestWait, hash };
    return nanoseconds / 1e6;
  }

  outcome(): Outcome {
    return this.#outcome;
  }

  /** Ends the other program. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writer.close();
    await this.#reader.cancel();
    await this.#process.status;
  }
}
