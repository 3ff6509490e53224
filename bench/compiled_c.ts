/**
 * A C program that is compiled when a benchmark needs it.
 *
 * @module
 */

/** A compiled program in a folder of its own, which goes with it. */
export class CompiledC implements Disposable {
  private constructor(readonly folder: string) {}

  /** The program's path. */
  get program(): string {
    return `${this.folder}/program`;
  }

  /**
   * Compiles one source file.
   *
   * @throws {Error} If there is no `cc`, or it refuses the source.
   */
  static compile(source: URL, flags: readonly string[]): CompiledC {
    const compiled = new CompiledC(Deno.makeTempDirSync({ prefix: "quanta-bench-" }));
    try {
      const { success, stderr } = new Deno.Command("cc", {
        args: [...flags, "-o", compiled.program, decodeURIComponent(source.pathname), "-lm", "-pthread"],
      }).outputSync();
      if (!success) throw new Error(`cc refuses ${source.pathname}: ${new TextDecoder().decode(stderr).slice(0, 500)}`);
      return compiled;
    } catch (error) {
      compiled[Symbol.dispose]();
      if (error instanceof Deno.errors.NotFound) throw new Error("there is no cc");
      throw error;
    }
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.folder, { recursive: true });
  }
}
