/**
 * Random jobs from a seed.
 *
 * @module
 */

import { useState } from "preact/hooks";
import { generateWorkload } from "../../engine/workload/generate.ts";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";
import { Dialog, type DialogControl } from "../dialog.tsx";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { TABLE_ROWS_MAX } from "./jobs.ts";
import { readRecipe, RECIPE_FIELDS, RecipeFields, type RecipeTexts } from "./recipe_fields.tsx";
import { tableOf } from "./table_text.ts";

/** The most jobs that the page makes. */
const PROCESSES_MAX = 1_000_000;

/** The dialog. */
export function RandomDialog(
  { control, page }: { readonly control: DialogControl; readonly page: Page },
) {
  const texts = page.texts.value;
  const [given, setGiven] = useState<RecipeTexts>({});
  const [problem, setProblem] = useState("");
  const make = () => {
    try {
      const recipe = recipeOf(given);
      const workload = generateWorkload(recipe);
      const name = fill(texts.jobs.randomName, { seed: recipe.seed! });
      page.replaceJobs(recipe.processes > TABLE_ROWS_MAX ? { kind: "random", recipe } : tableOf(workload, name));
      setProblem("");
      control.close();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Dialog control={control} title={texts.jobs.random} closeLabel={texts.page.close}>
      <form
        class="grid"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <RecipeFields fields={RECIPE_FIELDS} given={given} texts={texts} onGiven={setGiven} />
        <p class="refused" role="status">{problem}</p>
        <button type="submit" class="main">{texts.jobs.make}</button>
      </form>
    </Dialog>
  );
}

/** @throws {RangeError} If a field is none of what it can be. */
function recipeOf(given: RecipeTexts): GenerateOptions {
  const recipe = readRecipe(RECIPE_FIELDS, given) as GenerateOptions;
  if (recipe.processes > PROCESSES_MAX) {
    throw new RangeError(`processes must be at most ${PROCESSES_MAX} in the page, got ${recipe.processes}`);
  }
  return recipe;
}
