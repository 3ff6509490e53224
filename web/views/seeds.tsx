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
import type { Recipe } from "../../analysis/trials/recipe.ts";
import { parseRange } from "../../engine/number_range.ts";
import { backgroundRunner } from "../background/background_runner.ts";
import { TaskState } from "../background/task_state.tsx";
import { useTask } from "../background/use_task.ts";
import { readRecipe, RECIPE_FIELDS, type RecipeField, RecipeFields, type RecipeTexts } from "../jobs/recipe_fields.tsx";
import { counted, fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { EstimatesTable } from "../seeds/estimates_table.tsx";
import { PairsTable } from "../seeds/pairs_table.tsx";
import type { View } from "./view.ts";

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

/** What the state keeps of this view. */
interface Values {
  readonly recipe: RecipeTexts;
  readonly seeds: string;
  readonly figure: string;
}

/** A link may say anything. */
function valuesOf(values: unknown): Values {
  const { recipe, seeds, figure } = (values ?? {}) as Readonly<Record<keyof Values, unknown>>;
  const texts = Object.entries(recipe ?? {}).filter(([, text]) => typeof text === "string");
  return {
    recipe: Object.fromEntries(texts),
    seeds: typeof seeds === "string" ? seeds : SEEDS,
    figure: COMPARED_FIGURES.some(({ name }) => name === figure) ? figure as string : COMPARED_FIGURES[0].name,
  };
}

/** What is to be run. */
interface Asked {
  readonly recipe: Recipe;
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
  const { asked, problem } = readAsked(values, contenders);
  const key = JSON.stringify(asked, (_, value) => value === Infinity ? "Infinity" : value);
  // What was asked for; when something else is in the fields, its answer is no answer to that.
  const [wanted, setWanted] = useState<string | null>(null);
  const isWanted = asked !== null && wanted === key;
  const run = useTask<SeededComparison>(
    !isWanted ? null : ({ signal, tell }) =>
      compareSeeds({ recipe: asked.recipe }, asked.contenders, {
        seeds: asked.seeds,
        run: backgroundRunner(page.background),
        signal,
        onProgress: ({ done, trials }) => tell(done / trials),
      }),
    [key],
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
          setWanted(key);
        }}
      >
        <RecipeFields fields={FIELDS} given={values.recipe} texts={texts} onGiven={(recipe) => set({ recipe })} />
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

/** What the fields ask for, or what is wrong with them. */
function readAsked(
  { recipe, seeds }: Values,
  contenders: readonly Contender[],
): { readonly asked: Asked | null; readonly problem: string } {
  try {
    const numbers = parseSeeds(seeds);
    const asked = contenders.length === 0 ? null : { recipe: readRecipe(FIELDS, recipe), seeds: numbers, contenders };
    return { asked, problem: "" };
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
  Component: Seeds,
};
