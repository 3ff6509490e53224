/**
 * Stepping through a run: where one is, the controls, and everything that is known of that tick.
 *
 * @module
 */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import type { ChartModel } from "../chart/chart_model.ts";
import { momentAt } from "../chart/moment.ts";
import { NOTHING } from "../../pictures/span_lane.ts";
import { fill } from "../languages/language.ts";
import { ControlBlocks } from "./control_blocks.tsx";
import { DispatchIndex } from "./dispatch_index.ts";
import { MachinePanel } from "./machine_panel.tsx";
import type { StepContext } from "./step_context.ts";
import { type StepBy, StepControls } from "./step_controls.tsx";
import { type StepMoment, stepMoment, type StepRequest } from "./step_moment.ts";
import { headline, reasonText, WhyPanel } from "./why_panel.tsx";

/** Where one is: a tick, and a decision of it by its number in the run; `null` for the first of the tick. */
export interface StepPlace {
  readonly tick: number;
  readonly decision: number | null;
}

/** What is stepped through. */
export interface StepperProps {
  readonly model: ChartModel;
  readonly workload: WorkloadColumns;
  readonly options: SimulationOptions;
  /** Says what is known of a tick; `null`: here and now. */
  readonly look: ((request: StepRequest) => Promise<StepMoment>) | null;
  readonly context: StepContext;
  readonly place: StepPlace;
  readonly by: StepBy;
  readonly onPlace: (place: StepPlace) => void;
  readonly onBy: (by: StepBy) => void;
}

/** The decision that is looked at: that of the place, or the last one before it. */
function decisionAt(index: DispatchIndex, { tick, decision }: StepPlace): number {
  const isThere = decision !== null && decision < index.count && index.tick(decision) === tick;
  return isThere ? decision : index.standingAt(tick);
}

/** Stepping. */
export function Stepper(props: StepperProps) {
  const { model, context, place, by, onPlace } = props;
  const { texts } = context;
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const index = useMemo(() => new DispatchIndex(model.data.dispatches), [model]);
  const moment = useMoment(props, index);
  const number = decisionAt(index, place);
  const last = { from: Math.ceil(model.span.from), to: model.span.to };
  const range = by === "decision"
    ? { at: number, least: 0, most: Math.max(0, index.count - 1) }
    : { at: place.tick, least: last.from, most: last.to };
  const move = (to: number) => {
    const at = Math.min(range.most, Math.max(range.least, to));
    onPlace(by === "decision" ? { tick: index.tick(at) ?? last.from, decision: at } : { tick: at, decision: null });
  };
  const isCurrent = moment?.tick === place.tick;
  usePlaying(isPlaying && isCurrent && range.at < range.most, speed, () => move(range.at + 1));
  useEffect(() => {
    if (isPlaying && range.at >= range.most) setPlaying(false);
  }, [isPlaying, range.at, range.most]);

  const within = index.count === 0 || index.tick(number) !== place.tick ? 0 : index.within(number);
  const count = { tick: formatCount(place.tick), number: formatCount(number + 1), count: formatCount(index.count) };
  const isBefore = index.count === 0 || index.tick(number) > place.tick;
  const label = fill(
    isBefore ? texts.before : index.tick(number) === place.tick ? texts.at : texts.between,
    count,
  );
  return (
    <div class="step">
      <StepControls
        texts={texts}
        range={range}
        label={label}
        by={by}
        isPlaying={isPlaying}
        speed={speed}
        onMove={(to) => {
          setPlaying(false);
          move(to);
        }}
        onBy={props.onBy}
        onPlay={(isPlaying) => {
          if (isPlaying && range.at >= range.most) move(range.least);
          setPlaying(isPlaying);
        }}
        onSpeed={setSpeed}
      />
      <p class="spoken" role="status">{moment !== null && isCurrent ? spoken(moment, within, context) : ""}</p>
      {moment !== null && (
        <div class="step-panels" aria-busy={!isCurrent}>
          <WhyPanel
            moment={moment}
            within={within}
            context={context}
            onDecision={(within) => {
              const first = index.firstFrom(moment.tick);
              onPlace({ tick: moment.tick, decision: first + within });
            }}
          />
          <MachinePanel
            moment={withLevels(model, moment)}
            throttled={throttledAt(model, moment.tick)}
            context={context}
          />
          <ControlBlocks moment={withLevels(model, moment)} context={context} />
        </div>
      )}
    </div>
  );
}

/** A moment whose ready processes have the level at which they wait: most policies write it down only when a process runs. */
function withLevels(model: ChartModel, moment: StepMoment): StepMoment {
  if (model.data.waitingLevels.length === 0) return moment;
  const controlBlocks = moment.controlBlocks.map((block) => {
    const index = block.state === "ready" ? model.processSpanAt(model.labels.index(block.pid), moment.tick) : NOTHING;
    const level = index === NOTHING ? null : model.levelAt(index, moment.tick);
    return level === null ? block : { ...block, level };
  });
  return { ...moment, controlBlocks };
}

/** Pids of those that may not run at a tick, since their group's quota is used up. */
function throttledAt(model: ChartModel, tick: number): ReadonlySet<number> {
  if (!model.activities.has("throttled")) return new Set();
  const throttled = momentAt(model, tick).standing.get("throttled") ?? [];
  return new Set(throttled.map(({ process }) => model.labels.pid(process)));
}

/** What is spoken of a step: the decision and why. */
function spoken(moment: StepMoment, within: number, context: StepContext): string {
  const decision = moment.decisions[Math.min(within, moment.decisions.length - 1)]?.decision;
  const head = headline(moment, within, context);
  return decision === undefined ? head : `${head}. ${reasonText(decision, context)}`;
}

/** The moment of the place; that before it while it is under way, `null` at first. */
function useMoment(
  { model, workload, options, look, place: { tick } }: StepperProps,
  index: DispatchIndex,
): StepMoment | null {
  const [seen, setSeen] = useState<{ readonly model: ChartModel; readonly moment: StepMoment } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const recordFrom = index.recordFrom(tick, model.runningAt(tick));
    const request = { workload, options, tick, recordFrom, signal: controller.signal };
    (look ?? stepMoment)(request).then((moment) => {
      if (!controller.signal.aborted) setSeen({ model, moment });
    }, (error) => {
      // Whoever goes on before it is there has given it up.
      if (!controller.signal.aborted) throw error;
    });
    return () => controller.abort();
  }, [model, workload, options, tick, index]);
  return seen?.model === model ? seen.moment : null;
}

/** Calls `onStep` so many times a second while it plays. */
function usePlaying(isPlaying: boolean, stepsPerSecond: number, onStep: () => void): void {
  const latest = useRef(onStep);
  latest.current = onStep;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => latest.current(), 1_000 / stepsPerSecond);
    return () => clearInterval(timer);
  }, [isPlaying, stepsPerSecond]);
}
