/**
 * The program that `_run.ts` starts for a run: calls a scenario's `main` with its options, both given as arguments.
 *
 * @module
 */

if (import.meta.main) {
  const [module, options] = Deno.args;
  const { main } = await import(module);
  await main(JSON.parse(options));
}
