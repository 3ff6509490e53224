/**
 * Random jobs from a seed.
 *
 * @module
 */

import { useState } from "preact/hooks";
import { parseDecimal, parseWhole } from "../../engine/option_text.ts";
import { generateWorkload } from "../../engine/workload/generate.ts";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";
import { Dialog, type DialogControl } from "../dialog.tsx";
import { fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { TABLE_ROWS_MAX } from "./jobs.ts";
import { tableOf } from "./table_text.ts";

/** A field of the dialog: how its text is read, or what it can be. */
type RecipeField =
  & { readonly name: keyof Texts["jobs"]["recipe"]; readonly usual: string }
  & ({ readonly read: (text: string) => number } | { readonly choices: readonly string[] });

/** The most jobs that the page makes. */
const PROCESSES_MAX = 1_000_000;

const FIELDS: readonly RecipeField[] = [
  { name: "processes", usual: "12", read: (text) => parseWhole(text, 1) },
  { name: "seed", usual: "1", read: (text) => parseWhole(text, 0) },
  { name: "load", usual: "0.8", read: parseDecimal },
  { name: "serviceMean", usual: "10", read: parseDecimal },
  { name: "arrivals", usual: "poisson", choices: ["poisson", "uniform", "bursty", "together"] },
  { name: "service", usual: "exponential", choices: ["exponential", "pareto", "bimodal", "constant", "uniform"] },
  { name: "mix", usual: "cpu-only", choices: ["cpu-only", "cpu-bound", "io-bound", "mixed"] },
];

const USUAL = Object.fromEntries(FIELDS.map(({ name, usual }) => [name, usual]));

/** The dialog. */
export function RandomDialog(
  { control, page }: { readonly control: DialogControl; readonly page: Page },
) {
  const texts = page.texts.value;
  const [given, setGiven] = useState<Readonly<Record<string, string>>>(USUAL);
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
        {FIELDS.map((field) => (
          <label key={field.name}>
            <span>{texts.jobs.recipe[field.name]}</span>
            {"choices" in field
              ? (
                <select
                  value={given[field.name]}
                  onChange={({ currentTarget }) => setGiven({ ...given, [field.name]: currentTarget.value })}
                >
                  {field.choices.map((choice) => <option key={choice}>{choice}</option>)}
                </select>
              )
              : (
                <input
                  type="text"
                  inputMode="decimal"
                  value={given[field.name]}
                  onInput={({ currentTarget }) => setGiven({ ...given, [field.name]: currentTarget.value })}
                />
              )}
          </label>
        ))}
        <p class="refused" role="status">{problem}</p>
        <button type="submit" class="main">{texts.jobs.make}</button>
      </form>
    </Dialog>
  );
}

/** @throws {RangeError} If a field is none of what it can be. */
function recipeOf(given: Readonly<Record<string, string>>): GenerateOptions {
  const recipe: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const text = given[field.name].trim();
    try {
      recipe[field.name] = "read" in field ? field.read(text) : text;
    } catch (error) {
      throw new RangeError(`${field.name} ${(error as Error).message}`, { cause: error });
    }
  }
  if (recipe.arrivals === "together") delete recipe.load;
  if (recipe.processes as number > PROCESSES_MAX) {
    throw new RangeError(`processes must be at most ${PROCESSES_MAX} in the page, got ${recipe.processes}`);
  }
  return recipe as unknown as GenerateOptions;
}
