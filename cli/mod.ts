/**
 * The command line: `deno run -A jsr:@quanta/quanta/cli` without a clone, `deno task sim` in one.
 *
 * ```sh
 * deno install -gA -n sim jsr:@quanta/quanta/cli
 * sim compare jobs.csv
 * ```
 *
 * It is `main.ts` together with every module that `main.ts` loads only when it is wanted (`load.ts`): whoever installs, caches or
 * compiles this door has them all, and needs no network afterwards.
 *
 * @module
 */

import { main, start } from "./main.ts";

export { main };

/** Never called: Deno knows of a module before it runs by such a literal alone. */
export function laterModules(): Promise<unknown>[] {
  return [
    import("../analysis/compare_seeds.ts"),
    import("../engine/workload/read.ts"),
    import("../engine/workload/typed.ts"),
    import("../pictures/svg/compare.ts"),
    import("../pictures/svg/gantt.ts"),
    import("../pictures/svg/lives.ts"),
    import("../pictures/svg/sweep.ts"),
    import("../pictures/svg/sweep_parameters.ts"),
    import("../pictures/words/decision_words.ts"),
    import("../compiler/compile_policy.ts"),
    import("../compiler/loaded_modules.ts"),
    import("./commands/check.ts"),
    import("./commands/compare.ts"),
    import("./commands/compare_batches.ts"),
    import("./commands/completions.ts"),
    import("./commands/convert.ts"),
    import("./commands/diverge.ts"),
    import("./commands/examples.ts"),
    import("./commands/explain.ts"),
    import("./commands/generate.ts"),
    import("./commands/page.ts"),
    import("./commands/policies.ts"),
    import("./commands/policies_check.ts"),
    import("./commands/policies_new.ts"),
    import("./commands/run.ts"),
    import("./commands/scenario.ts"),
    import("./commands/schedulable.ts"),
    import("./commands/sweep.ts"),
    import("./commands/tour.ts"),
    import("./commands/verify.ts"),
    import("./files/scenario_trace.ts"),
    import("./files/seeds_json.ts"),
    import("./flags/complete_line.ts"),
    import("./flags/example_arguments.ts"),
    import("./flags/library_error.ts"),
    import("./own_policies/load_policies.ts"),
    import("./own_policies/own_flags.ts"),
    import("./own_policies/policy_process.ts"),
    import("./own_policies/policy_words.ts"),
    import("./own_policies/run_apart.ts"),
    // @ts-ignore: generated; in a clone it is not there before it is wanted
    import("./page/_page.ts"),
    import("./running/all_cores.ts"),
    import("./running/guard_worker.ts"),
    import("./running/show_file.ts"),
    import("./text/completion_scripts.ts"),
    import("./text/help.ts"),
    import("./text/languages/zh.ts"),
    import("./text/markup.ts"),
    import("./text/seeds_report.ts"),
  ];
}

if (import.meta.main) await start();
