/**
 * The buttons of lanes that can be looked at from nearer: nearer, further, all of it, earlier and later.
 *
 * @module
 */

import { PAN_STEP, ZOOM_STEP } from "../chart/gestures.ts";
import { Icon, type IconName } from "../chart/icon.tsx";
import type { Texts } from "../languages/language.ts";
import type { LaneWindow } from "./lane_window.ts";

/** The buttons. */
export function LaneTools({ lanes, texts }: { readonly lanes: LaneWindow; readonly texts: Texts["chart"] }) {
  const buttons: readonly (readonly [icon: IconName, label: string, action: () => void])[] = [
    ["zoomIn", texts.zoomIn, () => lanes.zoom(1 / ZOOM_STEP)],
    ["zoomOut", texts.zoomOut, () => lanes.zoom(ZOOM_STEP)],
    ["fit", texts.fit, () => lanes.fit()],
    ["left", texts.earlier, () => lanes.pan(-3 * PAN_STEP)],
    ["right", texts.later, () => lanes.pan(3 * PAN_STEP)],
  ];
  return (
    <div class="chart-tools" role="toolbar" aria-label={texts.tools}>
      <span class="chart-buttons">
        {buttons.map(([icon, label, action]) => (
          <button key={icon} type="button" aria-label={label} title={label} onClick={action}>
            <Icon name={icon} />
          </button>
        ))}
      </span>
    </div>
  );
}
