/**
 * The buttons of a chart: nearer, further, all of it, earlier and later; and which rows are shown.
 *
 * @module
 */

import type { ChartController } from "./chart_controller.ts";
import { type ChartModel, ROW_GROUPS, type RowGroup } from "./chart_model.ts";
import type { ChartTexts } from "./chart_texts.ts";
import { PAN_STEP, ZOOM_STEP } from "./gestures.ts";
import { Icon, type IconName } from "./icon.tsx";

/** The buttons. */
export function ChartTools({ chart, model, texts, groups, onGroups }: {
  readonly chart: { readonly current: ChartController | null };
  readonly model: ChartModel;
  readonly texts: ChartTexts;
  readonly groups: ReadonlySet<RowGroup>;
  readonly onGroups?: (groups: ReadonlySet<RowGroup>) => void;
}) {
  const buttons: readonly (readonly [icon: IconName, label: string, action: (chart: ChartController) => void])[] = [
    ["zoomIn", texts.zoomIn, (chart) => chart.zoom(1 / ZOOM_STEP)],
    ["zoomOut", texts.zoomOut, (chart) => chart.zoom(ZOOM_STEP)],
    ["fit", texts.fit, (chart) => chart.fit()],
    ["left", texts.earlier, (chart) => chart.pan(-3 * PAN_STEP)],
    ["right", texts.later, (chart) => chart.pan(3 * PAN_STEP)],
  ];
  const there = ROW_GROUPS.filter((group) => model.groups[group].length > 0);
  const toggle = (group: RowGroup) => {
    const next = new Set(groups);
    if (!next.delete(group)) next.add(group);
    onGroups?.(next);
  };
  return (
    <div class="chart-tools" role="toolbar" aria-label={texts.tools}>
      <span class="chart-buttons">
        {buttons.map(([icon, label, action]) => (
          <button
            key={icon}
            type="button"
            aria-label={label}
            title={label}
            onClick={() => chart.current !== null && action(chart.current)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </span>
      {onGroups !== undefined && (
        <fieldset class="chart-groups">
          <legend class="spoken">{texts.rows}</legend>
          {there.map((group) => (
            <label key={group}>
              <input type="checkbox" checked={groups.has(group)} onChange={() => toggle(group)} />
              {texts.groups[group]}
            </label>
          ))}
        </fieldset>
      )}
      <details class="chart-keys">
        <summary>{texts.keysTitle}</summary>
        <p>{texts.keys}</p>
      </details>
    </div>
  );
}
