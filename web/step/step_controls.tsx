/**
 * The buttons of stepping: forward and back, play, by decision or by tick, and where in the run one is.
 *
 * @module
 */

import { useId } from "preact/hooks";
import { Button } from "../button.tsx";
import { Icon, type IconName } from "../chart/icon.tsx";
import type { StepTexts } from "./step_texts.ts";

/** What one step is. */
export type StepBy = "decision" | "tick";

/** Steps a second that can be chosen. */
export const SPEEDS = [0.5, 1, 2, 5, 10] as const;

/** A position in a run: a number among the decisions, or a tick. */
export interface StepRange {
  readonly at: number;
  readonly least: number;
  readonly most: number;
}

/** The buttons. */
export function StepControls({ texts, range, label, by, isPlaying, speed, onMove, onBy, onPlay, onSpeed }: {
  readonly texts: StepTexts;
  readonly range: StepRange;
  /** Where one is, in words. */
  readonly label: string;
  readonly by: StepBy;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly onMove: (to: number) => void;
  readonly onBy: (by: StepBy) => void;
  readonly onPlay: (isPlaying: boolean) => void;
  readonly onSpeed: (speed: number) => void;
}) {
  const name = useId();
  const { at, least, most } = range;
  const button = (icon: IconName, text: string, to: number, isOff: boolean) => (
    <Button
      label={text}
      isOff={isOff}
      onPress={() => onMove(to)}
    >
      <Icon name={icon} />
    </Button>
  );
  const play = isPlaying ? texts.pause : texts.play;
  return (
    <div class="step-controls" role="group" aria-label={texts.controls}>
      <span class="chart-buttons">
        {button("first", texts.first, least, at <= least)}
        {button("back", texts.back, at - 1, at <= least)}
        <button type="button" aria-label={play} title={play} onClick={() => onPlay(!isPlaying)}>
          <Icon name={isPlaying ? "pause" : "play"} />
        </button>
        {button("forward", texts.forward, at + 1, at >= most)}
        {button("last", texts.last, most, at >= most)}
      </span>
      <fieldset class="step-by">
        <legend>{texts.by}</legend>
        {(["decision", "tick"] as const).map((each) => (
          <label key={each}>
            <input type="radio" name={name} checked={by === each} onChange={() => onBy(each)} />
            {each === "decision" ? texts.byDecision : texts.byTick}
          </label>
        ))}
      </fieldset>
      <label class="step-speed">
        {texts.speed}
        <select value={String(speed)} onChange={(event) => onSpeed(Number(event.currentTarget.value))}>
          {SPEEDS.map((each) => <option key={each} value={String(each)}>{each}</option>)}
        </select>
      </label>
      <label class="step-position">
        <input
          type="range"
          aria-label={texts.position}
          aria-valuetext={label}
          min={least}
          max={most}
          value={at}
          onInput={(event) => onMove(Number(event.currentTarget.value))}
        />
        <output>{label}</output>
      </label>
    </div>
  );
}
