/**
 * The machine after a tick: who runs on each CPU, who stands in which ready queue, who is blocked on what, who is yet to come and
 * who has ended.
 *
 * @module
 */

import type { ComponentChildren } from "preact";
import { formatCount } from "../../engine/numbers.ts";
import type { ControlBlock } from "../../engine/result.ts";
import { fill } from "../languages/language.ts";
import { ProcessName } from "./process_name.tsx";
import { type ReadyQueue, readyQueues } from "./ready_queues.ts";
import type { StepContext } from "./step_context.ts";
import type { StepMoment } from "./step_moment.ts";

/** Processes of a list that are shown. */
const LIST_MAX = 24;

/** CPUs that are shown one by one. */
const CPUS_MAX = 32;

/** The panel. */
export function MachinePanel({ moment, throttled, context }: {
  readonly moment: StepMoment;
  /** Pids of those that are ready and may not run, since their group's quota is used up. */
  readonly throttled: ReadonlySet<number>;
  readonly context: StepContext;
}) {
  const { texts, options } = context;
  const { controlBlocks } = moment;
  const held = controlBlocks.filter(({ pid }) => throttled.has(pid));
  const queues = readyQueues(
    controlBlocks.filter(({ pid }) => !throttled.has(pid)),
    moment.decisions.map(({ decision }) => decision),
  );
  const running = new Map(controlBlocks.flatMap((block) => block.cpu === null ? [] : [[block.cpu, block] as const]));
  // Of many CPUs those that do something.
  const shownCpus = options.cpus <= CPUS_MAX
    ? Array.from({ length: options.cpus }, (_, cpu) => cpu)
    : [...running.keys()].sort((a, b) => a - b).slice(0, CPUS_MAX);
  const inState = (state: ControlBlock["state"]) => controlBlocks.filter((block) => block.state === state);
  const blocked = inState("blocked");
  const holding = controlBlocks.filter(({ holds }) => holds.length > 0);
  return (
    <section class="step-machine" aria-label={texts.machine}>
      <h3>{texts.machine}</h3>
      <ul class="step-cpus">
        {shownCpus.map((cpu) => (
          <li key={cpu}>
            <span class="step-label">{fill(texts.cpu, { cpu })}</span>
            <Running block={running.get(cpu)} context={context} />
          </li>
        ))}
        {options.cpus > shownCpus.length && (
          <li class="faint">{fill(texts.moreCpus, { count: formatCount(options.cpus - shownCpus.length) })}</li>
        )}
      </ul>
      {queues.length === 0
        ? <Line label={texts.queue}>{texts.empty}</Line>
        : queues.map((queue) => (
          <Line key={`${queue.cpu} ${queue.level}`} label={queueName(queue, context)}>
            <Names blocks={queue.blocks} context={context} isQueue />
          </Line>
        ))}
      {held.length > 0 && (
        <Line label={context.chartTexts.activities.throttled}>
          <Names blocks={held} context={context} />
        </Line>
      )}
      {blocked.length > 0 && (
        <Line label={texts.blocked}>
          <ul class="step-names">
            {blocked.slice(0, LIST_MAX).map((block) => (
              <li key={block.pid}>
                <ProcessName pid={block.pid} labels={context.labels} /> {context.say(block.waitsFor ?? "")}
              </li>
            ))}
          </ul>
          <More count={blocked.length - LIST_MAX} context={context} />
        </Line>
      )}
      {holding.map((block) => (
        <p key={block.pid} class="step-holds">
          {fill(texts.holds, { name: context.labels.name(block.pid), locks: block.holds.join(", ") })}
        </p>
      ))}
      {(["new", "terminated"] as const).map((state) => {
        const blocks = inState(state);
        if (blocks.length === 0) return null;
        return (
          <Line key={state} label={state === "new" ? texts.notYet : texts.finished}>
            <Names blocks={blocks} context={context} />
          </Line>
        );
      })}
    </section>
  );
}

function Running({ block, context }: { readonly block: ControlBlock | undefined; readonly context: StepContext }) {
  const { texts, labels } = context;
  if (block === undefined) return <span class="faint">{texts.idle}</span>;
  return (
    <>
      <ProcessName pid={block.pid} labels={labels} />
      {block.quantumLeft !== null && (
        <span class="faint">{fill(texts.quantumLeft, { ticks: formatCount(block.quantumLeft) })}</span>
      )}
    </>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="step-line">
      <span class="step-label">{label}</span>
      {children}
    </div>
  );
}

/** Processes one behind another. */
function Names({ blocks, context, isQueue = false }: {
  readonly blocks: readonly ControlBlock[];
  readonly context: StepContext;
  readonly isQueue?: boolean;
}) {
  const list = blocks.slice(0, LIST_MAX).map(({ pid }) => (
    <li key={pid}>
      <ProcessName pid={pid} labels={context.labels} />
    </li>
  ));
  return (
    <>
      {isQueue ? <ol class="step-queue">{list}</ol> : <ul class="step-names">{list}</ul>}
      <More count={blocks.length - LIST_MAX} context={context} />
    </>
  );
}

function More({ count, context }: { readonly count: number; readonly context: StepContext }) {
  return count > 0 ? <span class="faint">{fill(context.texts.more, { count: formatCount(count) })}</span> : null;
}

function queueName({ cpu, level }: ReadyQueue, { texts }: StepContext): string {
  if (level !== null) {
    return cpu === null ? fill(texts.queueOfLevel, { level }) : fill(texts.queueOfBoth, { level, cpu });
  }
  return cpu === null ? texts.queue : fill(texts.queueOfCpu, { cpu });
}
