/**
 * The C twin as a contender: compiled when first needed, then one process per workload that simulates on demand.
 *
 * @module
 */

import { CompiledC } from "../compiled_c.ts";
import { LineProgram } from "../program.ts";
import type { SimulationContender } from "./contender.ts";
import type { Outcome } from "./outcome.ts";
import type { BenchPolicy, TwinPolicy } from "./policies.ts";
import type { BenchWorkload } from "./workload.ts";

/** How the C twin is compiled. */
export const C_FLAGS = ["-std=c11", "-O3", "-march=native"];

/** A compiled C twin in a folder of its own, which goes with it. */
export class CTwin implements Disposable {
  readonly #compiled: CompiledC;

  private constructor(compiled: CompiledC) {
    this.#compiled = compiled;
  }

  /**
   * Compiles the twin, or another program that answers as it does.
   *
   * @throws {Error} If there is no `cc`, or it refuses.
   */
  static compile(source: URL = new URL("twin.c", import.meta.url)): CTwin {
    return new CTwin(CompiledC.compile(source, C_FLAGS));
  }

  /** A contender over one workload, which reaches the other program in a file. */
  start(workload: BenchWorkload): CContender {
    const path = `${this.#compiled.folder}/workload`;
    using file = Deno.openSync(path, { write: true, create: true, truncate: true });
    const count = new BigInt64Array([BigInt(workload.arrival.length)]);
    for (const part of [count, workload.arrival, workload.cpu]) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
    }
    return new CContender(this.#compiled.program, path);
  }

  [Symbol.dispose](): void {
    this.#compiled[Symbol.dispose]();
  }
}

/** The C twin over one workload. */
export class CContender implements SimulationContender {
  readonly name = "C";
  readonly #program: LineProgram;
  #policy!: TwinPolicy;
  #outcome!: Outcome;

  constructor(program: string, workloadPath: string) {
    this.#program = LineProgram.start([program, workloadPath]);
  }

  prepare(policy: BenchPolicy): void {
    this.#policy = policy.twin;
  }

  async run(): Promise<number> {
    const { name, quanta } = this.#policy;
    const answer = await this.#program.ask(`${name} ${quanta.join(" ")}`);
    const [nanoseconds, dispatches, switches, longestWait, hash] = answer.split(" ").map(Number);
    this.#outcome = { dispatches, switches, longestWait, hash };
    return nanoseconds / 1e6;
  }

  outcome(): Outcome {
    return this.#outcome;
  }

  /** Ends the other program. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.end();
  }
}
