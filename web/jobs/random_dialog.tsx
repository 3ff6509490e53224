/**
 * Random jobs from a seed.
 *
 * @module
 */

import { useState } from "preact/hooks";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";
import { Dialog, type DialogControl } from "../dialog.tsx";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { TABLE_ROWS_MAX } from "./jobs.ts";
import { readRecipe, RECIPE_FIELDS, RecipeFields, type RecipeTexts } from "./recipe_fields.tsx";
import { makeRandom } from "./load_jobs.ts";
import { tableOf } from "./table_text.ts";

/** The dialog. */
export function RandomDialog(
  { control, page }: { readonly control: DialogControl; readonly page: Page },
) {
  const texts = page.texts.value;
  const [given, setGiven] = useState<RecipeTexts>({});
  const [problem, setProblem] = useState("");
  const make = () => {
    try {
      const recipe = readRecipe(RECIPE_FIELDS, given) as GenerateOptions;
      const workload = makeRandom(recipe);
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
        <p class="refused" role="status">{texts.sentence(problem)}</p>
        <button type="submit" class="main">{texts.jobs.make}</button>
      </form>
    </Dialog>
  );
}
