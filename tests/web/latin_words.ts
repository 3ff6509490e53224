/**
 * What of a Chinese text is not Chinese.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { flagName } from "../../engine/option_text.ts";
import { POLICIES } from "../../engine/policies.ts";
import { PROCESS_FIELDS } from "../../engine/workload/_rules.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";
import { RECIPE_FIELDS } from "../../web/jobs/recipe_fields.tsx";

/** Words that Chinese books and programs write in Latin letters as well. */
const ALLOWED: readonly string[] = [
  // names of policies, books, systems and programs
  ..."FCFS SJF SRTF RR HRRN MLFQ EDF CFS EEVDF EASY SPN SRT FB FIFO STCF OSTEP Stallings Silberschatz Buttazzo Linux UNIX Quanta"
    .split(" "),
  ..."Firefox Chrome Edge Safari Arpaci-Dusseau Operating Systems Three Easy Pieces mlfq py splitmix shell".split(" "),
  // terms, forms and units
  ..."CPU pid Pid nice alpha sqrt ln SVG PNG CSV JSON YAML SWF Markdown LaTeX UTF gzip pass ms us ns min MiB".split(
    " ",
  ),
  // keys
  ..."Shift Enter Page up down".split(" "),
  // what is typed
  ..."io lock unlock cpu unlimited true false start end run rr off sim compare explain check lottery stride".split(" "),
  ..."Prio YYYY-MM-DD mm ss interarrivalMean paretoShape jobs switch timeline process default yaml json csv swf".split(
    " ",
  ),
];

/** What policies, options, fields, choices and examples are called where they are typed. */
function typedNames(): string[] {
  const specs = [...MACHINE_OPTIONS, ...POLICIES.flatMap(({ options }) => options)];
  return [
    ...POLICIES.flatMap(({ name, key }) => [name, ...key.name.split(" ")]),
    ...specs.flatMap(({ name, choices = [] }) => [name, flagName(name), ...choices]),
    ...PROCESS_FIELDS,
    ...RECIPE_FIELDS.flatMap((field) => "choices" in field ? field.choices : []),
    ...EXAMPLE_WORKLOADS.flatMap(({ name }) => [name]),
  ];
}

const KNOWN = new Set([...ALLOWED, ...typedNames()]);

/** The words of two Latin letters and more that are no name, term, unit or word that one types; what is quoted is somebody's own. */
export function latinWords(text: string, own: readonly string[] = []): string[] {
  const plain = text.replaceAll(/"(?:[^"\\]|\\.)*"|--[a-z-]+/g, " ");
  const words = plain.match(/[A-Za-z][A-Za-z]+(?:-[A-Za-z]+)*/g) ?? [];
  return words.filter((word) => !KNOWN.has(word) && !own.includes(word));
}
