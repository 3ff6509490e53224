/**
 * Whether one policy is really better: all of them on the same random jobs of many seeds, with intervals and verdicts. It is
 * computed in workers, when a person asks for it, and can be stopped.
 *
 * @module
 */

import { useId, useState } from "preact/hooks";
import { compareSeeds, type SeededComparison } from "../../analysis/compare_seeds.ts";
import type { Contender } from "../../analysis/contender.ts";
import { COMPARED_FIGURES } from "../../analysis/figures.ts";
import { areIdleSeeds } from "../../analysis/trials/paired_seeds.ts";
import type { Recipe } from "../../analysis/trials/recipe.ts";
import { parseRange } from "../../engine/number_range.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";
import { backgroundRunner } from "../background/background_runner.ts";
import { TaskState } from "../background/task_state.tsx";
import { useTask } from "../background/use_task.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { readRecipe, RECIPE_FIELDS, type RecipeField, RecipeFields, type RecipeTexts } from "../jobs/recipe_fields.tsx";
import { counted, fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { EstimatesTable } from "../seeds/estimates_table.tsx";
import { PairsTable } from "../seeds/pairs_table.tsx";
import { filesOf, type TerminalCommand, together } from "../terminal/terminal_command.ts";
import { shellWord } from "../shell_word.ts";
import type { Shown, View } from "./view.ts";

/** Seeds where nothing is said. */
const SEEDS = "1..30";

/** Seeds, at the most. */
const SEEDS_MAX = 1_000;

/** Jobs of each seed where nothing is said: enough for a queue to form. */
const PROCESSES = "100";

/** What jobs are made of; the seed is each of many. */
const FIELDS: readonly RecipeField[] = RECIPE_FIELDS.filter(({ name }) => name !== "seed").map((field) =>
  field.name === "processes" ? { ...field, usual: PROCESSES } : field
);

/** Whose jobs the seeds are of: random ones, others for each seed, or the page's own, under policies that draw. */
const SOURCES = ["random", "own"] as const;

/** What the state keeps of this view. */
interface Values {
  readonly source: typeof SOURCES[number];
  readonly recipe: RecipeTexts;
  readonly seeds: string;
  readonly figure: string;
}

/** A link may say anything. */
function valuesOf(values: unknown): Values {
  const { source, recipe, seeds, figure } = (values ?? {}) as Readonly<Record<keyof Values, unknown>>;
  const texts = Object.entries(recipe ?? {}).filter(([, text]) => typeof text === "string");
  return {
    source: source === "own" ? "own" : "random",
    recipe: Object.fromEntries(texts),
    seeds: typeof seeds === "string" ? seeds : SEEDS,
    figure: COMPARED_FIGURES.some(({ name }) => name === figure) ? figure as string : COMPARED_FIGURES[0].name,
  };
}

/** What is to be run. */
interface Asked {
  readonly source: "own" | { readonly recipe: Recipe };
  readonly seeds: readonly number[];
  readonly contenders: readonly Contender[];
}

function Seeds({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const values = valuesOf(page.state.views.value.seeds);
  const set = (changed: Partial<Values>) => page.state.setView("seeds", { ...values, ...changed });
  const contenders = page.contenders.value.flatMap(({ label, options }) =>
    options === null ? [] : [{ label, options }]
  );
  const columns = page.workload.value;
  const { asked, problem } = readAsked(values, contenders, { columns, texts });
  const scripts = page.contenders.value.map(({ script }) => script);
  const key = JSON.stringify([asked, scripts], (_, value) => value === Infinity ? "Infinity" : value);
  // What was asked for; when something else is in the fields, its answer is no answer to that.
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const isWanted = asked !== null && wanted?.key === key && (asked.source !== "own" || wanted.columns === columns);
  const run = useTask<SeededComparison>(
    !isWanted
      ? null
      : ({ signal, tell }) =>
        compareSeeds(asked.source === "own" ? { columns: columns! } : asked.source, asked.contenders, {
          seeds: asked.seeds,
          run: backgroundRunner(page.background),
          signal,
          onProgress: ({ done, trials }) => tell(done / trials),
        }),
    [key, asked?.source === "own" ? columns : null],
  );
  const figure = COMPARED_FIGURES.find(({ name }) => name === values.figure)!;
  return (
    <section class="seeds" aria-label={texts.seeds.title}>
      <p class="hint">{texts.seeds.what}</p>
      <form
        class="recipe"
        onSubmit={(event) => {
          event.preventDefault();
          if (asked === null) return;
          if (isWanted) run.again();
          setWanted({ key, columns });
        }}
      >
        <SourceChoice chosen={values.source} texts={texts} onSource={(source) => set({ source })} />
        {values.source === "random" && (
          <RecipeFields
            fields={FIELDS}
            given={values.recipe}
            texts={texts}
            onGiven={(recipe) => set({ recipe })}
          />
        )}
        <label>
          <span>{texts.seeds.seeds}</span>
          <input
            type="text"
            value={values.seeds}
            autocomplete="off"
            onInput={({ currentTarget }) => set({ seeds: currentTarget.value })}
          />
        </label>
        <button type="submit" class="main" disabled={asked === null || run.state === "running"}>
          {asked === null ? texts.seeds.run : fill(texts.seeds.runMany, {
            runs: counted(asked.seeds.length * contenders.length, texts.seeds.noun),
          })}
        </button>
      </form>
      {problem !== "" && <p class="refused" role="alert">{texts.sentence(problem)}</p>}
      <TaskState run={run} what={texts.seeds.title} texts={texts} />
      {run.state === "done" && (
        <>
          <EstimatesTable comparison={run.output!} texts={texts} />
          {contenders.length > 1 && (
            <FigureChoice
              chosen={figure.name}
              texts={texts}
              onFigure={(figure) => set({ figure })}
            />
          )}
          {contenders.length > 1 && <PairsTable comparison={run.output!} figure={figure} texts={texts} />}
          <p class="hint">{texts.seeds.remark}</p>
        </>
      )}
    </section>
  );
}

/** What somebody asked for, and the page's jobs then. */
interface Wanted {
  readonly key: string;
  readonly columns: WorkloadColumns | null;
}

/** What the fields ask for, or what is wrong with them. */
function readAsked(
  { source, recipe, seeds }: Values,
  contenders: readonly Contender[],
  { columns, texts }: { readonly columns: WorkloadColumns | null; readonly texts: Texts },
): { readonly asked: Asked | null; readonly problem: string } {
  try {
    const numbers = parseSeeds(seeds);
    if (contenders.length === 0) return { asked: null, problem: "" };
    if (source === "random") {
      return { asked: { source: { recipe: readRecipe(FIELDS, recipe) }, seeds: numbers, contenders }, problem: "" };
    }
    if (columns === null) return { asked: null, problem: "" };
    const options = contenders.map((each) => each.options);
    return areIdleSeeds({ columns }, options, numbers)
      ? { asked: null, problem: texts.seeds.idle }
      : { asked: { source, seeds: numbers, contenders }, problem: "" };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { asked: null, problem: error.message };
  }
}

function parseSeeds(text: string): readonly number[] {
  try {
    const seeds = parseRange(text, { noun: "seeds", least: 0 });
    if (seeds.length > SEEDS_MAX) throw new RangeError(`must be at most ${SEEDS_MAX}, got ${seeds.length}`);
    return seeds;
  } catch (error) {
    throw new RangeError(`seeds ${(error as Error).message}`, { cause: error });
  }
}

/** Whose jobs. */
function SourceChoice({ chosen, texts, onSource }: {
  readonly chosen: Values["source"];
  readonly texts: Texts;
  readonly onSource: (source: Values["source"]) => void;
}) {
  return (
    <label>
      <span>{texts.seeds.source}</span>
      <select value={chosen} onChange={({ currentTarget }) => onSource(currentTarget.value as Values["source"])}>
        {SOURCES.map((source) => <option key={source} value={source}>{texts.seeds.sources[source]}</option>)}
      </select>
    </label>
  );
}

/** The commands that run the same. */
function seedsCommand({ state }: Shown): TerminalCommand | null {
  const { source, recipe, seeds } = valuesOf(state.views.seeds);
  let jobs: Jobs = state.jobs;
  try {
    if (source === "random") jobs = { kind: "random", recipe: readRecipe(FIELDS, recipe) as GenerateOptions };
  } catch {
    return null; // the view says what is wrong with it
  }
  const same = { ...state, jobs };
  return { commands: together("compare", "compare", same, `--seeds ${shellWord(seeds.trim())}`), files: filesOf(same) };
}

/** Which figure the differences are of. */
function FigureChoice({ chosen, texts, onFigure }: {
  readonly chosen: string;
  readonly texts: Texts;
  readonly onFigure: (figure: string) => void;
}) {
  const id = useId();
  return (
    <p>
      <label for={id}>{texts.seeds.figure}</label>{" "}
      <select id={id} value={chosen} onChange={({ currentTarget }) => onFigure(currentTarget.value)}>
        {COMPARED_FIGURES.map(({ name, title }) => (
          <option key={name} value={name}>{texts.figures[title as keyof Texts["figures"]]}</option>
        ))}
      </select>
    </p>
  );
}

/** Many seeds. */
export const view: View = {
  name: "seeds",
  title: (texts) => texts.seeds.title,
  terminal: seedsCommand,
  Component: Seeds,
};
