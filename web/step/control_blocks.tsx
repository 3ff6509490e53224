/**
 * The process control blocks after a tick, a row each.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { ControlBlock } from "../../engine/result.ts";
import { stateText } from "../../pictures/words/control_block_words.ts";
import { fill } from "../languages/language.ts";
import { ProcessName } from "./process_name.tsx";
import type { StepContext } from "./step_context.ts";
import type { StepMoment } from "./step_moment.ts";
import type { StepTexts } from "./step_texts.ts";

/** Rows of the table at the most. */
const ROWS_MAX = 200;

/** A column of the table. */
interface Column {
  readonly title: keyof StepTexts["columns"];
  readonly text: (block: ControlBlock) => string;
  readonly isText?: boolean;
  /** Left out where no process has any of it. */
  readonly isRare?: (block: ControlBlock) => boolean;
}

const number = (value: number | null) => value === null ? "–" : formatCount(value);

const COLUMNS: readonly Column[] = [
  { title: "executed", text: ({ executed }) => number(executed) },
  { title: "remaining", text: ({ remaining }) => number(remaining) },
  { title: "level", text: ({ level }) => number(level), isRare: ({ level }) => level === null },
  { title: "quantumLeft", text: (block) => number(block.quantumLeft), isRare: (block) => block.quantumLeft === null },
  {
    title: "entry",
    text: ({ programCounter, programLength }) => `${programCounter}/${programLength}`,
    isRare: ({ programLength }) => programLength <= 1,
  },
  { title: "dispatches", text: ({ dispatches }) => number(dispatches) },
  { title: "preemptions", text: (block) => number(block.preemptions), isRare: (block) => block.preemptions === 0 },
  { title: "blocked", text: ({ blocked }) => number(blocked), isRare: ({ blocked }) => blocked === 0 },
  { title: "holds", text: ({ holds }) => holds.join(", "), isText: true, isRare: ({ holds }) => holds.length === 0 },
];

/** The table. */
export function ControlBlocks({ moment, context }: { readonly moment: StepMoment; readonly context: StepContext }) {
  const { texts, labels, say } = context;
  const blocks = moment.controlBlocks.slice(0, ROWS_MAX);
  const columns = COLUMNS.filter(({ isRare }) => isRare === undefined || !blocks.every(isRare));
  const isOfSome = moment.controlBlocks.length < labels.count || moment.controlBlocks.length > ROWS_MAX;
  return (
    <section class="step-blocks">
      <div class="scrolling" tabIndex={0} role="group" aria-label={texts.blocks}>
        <table class="figures">
          <caption>
            {fill(texts.blocksNote, { tick: formatCount(moment.tick) })}
            {isOfSome && `. ${fill(texts.blocksOfSome, { all: formatCount(labels.count) })}`}
          </caption>
          <thead>
            <tr>
              <th scope="col" class="text">{texts.columns.block}</th>
              <th scope="col" class="text">{texts.columns.state}</th>
              {columns.map(({ title, isText }) => (
                <th scope="col" key={title} class={isText ? "text" : undefined}>{texts.columns[title]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {blocks.map((block) => (
              <tr key={block.pid} class={`is-${block.state}`}>
                <th scope="row" class="text">
                  <ProcessName pid={block.pid} labels={labels} />
                </th>
                <td class="text">{stateText(block, say)}</td>
                {columns.map(({ title, text, isText }) => (
                  <td key={title} class={isText ? "text" : undefined}>{text(block)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
