/**
 * What the signs of a chart mean: those that it has, and no others.
 *
 * @module
 */

import type { Activity } from "../../pictures/state_intervals.ts";
import { ACTIVITIES } from "./chart_data.ts";
import type { ChartModel, RowGroup } from "./chart_model.ts";
import type { ChartTexts } from "./chart_texts.ts";
import { CHART_THEMES, type ChartThemeName } from "./theme.ts";

/** Width and height of a sign, in CSS pixels. */
const WIDTH = 26;
const HEIGHT = 14;

/** The inks of signs: those of the page, which paper has too, or what the system insists on. */
function inksOf(theme: ChartThemeName) {
  const { ink, ready, accent, lock, faint, switching } = CHART_THEMES.forced;
  return theme === "forced" ? { ink, ready, accent, lock, faint, switching } : {
    ink: "var(--ink)",
    ready: "var(--ready)",
    accent: "var(--accent)",
    lock: "var(--lock)",
    faint: "var(--faint)",
    switching: "var(--switching)",
  };
}

/** The legend. */
export function Legend({ model, texts, theme, groups }: {
  readonly model: ChartModel;
  readonly texts: ChartTexts;
  readonly theme: ChartThemeName;
  readonly groups: ReadonlySet<RowGroup>;
}) {
  const hasStates = groups.has("processes") || groups.has("locks") || groups.has("devices");
  const shown = ACTIVITIES.filter((activity) => {
    if (!model.activities.has(activity)) return false;
    return hasStates || activity === "switching" || activity === "migrating" || activity === "warming";
  });
  return (
    <ul class="chart-legend" aria-label={texts.legend}>
      {shown.map((activity) => (
        <li key={activity}>
          <Sign activity={activity} theme={theme} />
          {texts.activities[activity]}
        </li>
      ))}
      {model.hasMigrations && (
        <li>
          <svg width={HEIGHT} height={HEIGHT} aria-hidden="true">
            <path d={`M2 2H${HEIGHT - 3}L2 ${HEIGHT - 3}z`} fill="currentColor" />
          </svg>
          {texts.migrated}
        </li>
      )}
      {model.deadlines !== null && groups.has("processes") && (
        <>
          <li>
            <Flag color={inksOf(theme).ink} />
            {texts.deadline}
          </li>
          {model.deadlines.isMissed.includes(1) && (
            <li>
              <Flag color={inksOf(theme).lock} />
              {texts.missed}
            </li>
          )}
        </>
      )}
      {model.isLong && <li>{texts.dense}</li>}
    </ul>
  );
}

function Flag({ color }: { readonly color: string }) {
  return (
    <svg width={HEIGHT} height={HEIGHT} aria-hidden="true">
      <path d={`M8 0v${HEIGHT}h2V0zL2 3.5 8 7z`} fill={color} />
    </svg>
  );
}

function Sign({ activity, theme }: { readonly activity: Activity; readonly theme: ChartThemeName }) {
  const ink = inksOf(theme);
  const middle = HEIGHT / 2;
  const line = (stroke: string, dashes?: string) => (
    <line x1={0} x2={WIDTH} y1={middle} y2={middle} stroke={stroke} stroke-width={2.5} stroke-dasharray={dashes} />
  );
  const bar = (color: string, inset: number, opacity = 1) => (
    <rect x={0} y={inset} width={WIDTH} height={HEIGHT - 2 * inset} fill={color} fill-opacity={opacity} />
  );
  const signs: Readonly<Record<Activity, () => preact.JSX.Element>> = {
    running: () => bar(ink.accent, 0),
    ready: () => bar(ink.ready, 4),
    device: () => line(ink.accent),
    lock: () => line(ink.lock, "6 3"),
    throttled: () => line(ink.faint, "2 4"),
    held: () => line(ink.faint, "2 4"),
    switching: () => bar(ink.switching, 0),
    migrating: () => bar(ink.switching, 4),
    warming: () => bar(ink.switching, 0, 0.6),
  };
  return <svg width={WIDTH} height={HEIGHT} aria-hidden="true">{signs[activity]()}</svg>;
}
