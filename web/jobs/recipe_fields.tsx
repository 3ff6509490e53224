/**
 * The fields of what random jobs are made of.
 *
 * @module
 */

import type { Recipe } from "../../analysis/trials/recipe.ts";
import { parseDecimal, parseWhole } from "../../engine/option_text.ts";
import type { Texts } from "../languages/language.ts";

/** A field: how its text is read, or what it can be. */
export type RecipeField =
  & { readonly name: keyof Texts["jobs"]["recipe"]; readonly usual: string }
  & ({ readonly read: (text: string) => number } | { readonly choices: readonly string[] });

/** What was typed, by the name of the field; a field that has no text is as usual. */
export type RecipeTexts = Readonly<Record<string, string>>;

/** Every field. */
export const RECIPE_FIELDS: readonly RecipeField[] = [
  { name: "processes", usual: "12", read: (text) => parseWhole(text, 1) },
  { name: "seed", usual: "1", read: (text) => parseWhole(text, 0) },
  { name: "load", usual: "0.8", read: parseDecimal },
  { name: "serviceMean", usual: "10", read: parseDecimal },
  { name: "arrivals", usual: "poisson", choices: ["poisson", "uniform", "bursty", "together"] },
  { name: "service", usual: "exponential", choices: ["exponential", "pareto", "bimodal", "constant", "uniform"] },
  { name: "mix", usual: "cpu-only", choices: ["cpu-only", "cpu-bound", "io-bound", "mixed"] },
];

/**
 * What jobs are to be made of.
 *
 * @throws {RangeError} If a field is none of what it can be.
 */
export function readRecipe(fields: readonly RecipeField[], given: RecipeTexts): Recipe {
  const recipe: Record<string, unknown> = {};
  for (const field of fields) {
    const text = (given[field.name] ?? field.usual).trim();
    try {
      recipe[field.name] = "read" in field ? field.read(text) : text;
    } catch (error) {
      throw new RangeError(`${field.name} ${(error as Error).message}`, { cause: error });
    }
  }
  // Jobs that come together have no load.
  if (recipe.arrivals === "together") delete recipe.load;
  return recipe;
}

/** The controls, a label each. */
export function RecipeFields({ fields, given, texts, onGiven }: {
  readonly fields: readonly RecipeField[];
  readonly given: RecipeTexts;
  readonly texts: Texts;
  readonly onGiven: (given: RecipeTexts) => void;
}) {
  const value = ({ name, usual }: RecipeField) => given[name] ?? usual;
  return (
    <>
      {fields.map((field) => (
        <label key={field.name}>
          <span>{texts.jobs.recipe[field.name]}</span>
          {"choices" in field
            ? (
              <select
                value={value(field)}
                onChange={({ currentTarget }) => onGiven({ ...given, [field.name]: currentTarget.value })}
              >
                {field.choices.map((choice) => <option key={choice} value={choice}>{texts.choice(choice)}</option>)}
              </select>
            )
            : (
              <input
                type="text"
                inputMode="decimal"
                value={value(field)}
                onInput={({ currentTarget }) => onGiven({ ...given, [field.name]: currentTarget.value })}
              />
            )}
        </label>
      ))}
    </>
  );
}
