/**
 * The figures of devices with names, as text.
 *
 * @module
 */

import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import type { DeviceResult } from "../../engine/result.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** Devices that the table has at the most; those with the most work if there are more. */
const DEVICES_MAX = 30;

/** Draws a row for every device. */
export function renderDevices(devices: readonly DeviceResult[], style: Style, width: number): string {
  const { say } = style;
  const times = timesOf(style);
  const shown = devices.length > DEVICES_MAX
    ? devices.toSorted((a, b) => b.busy - a.busy).slice(0, DEVICES_MAX)
    : devices;
  const columns = [
    { title: "Device", align: "left" as const },
    { title: "Servers", rank: 5 },
    { title: "Order", align: "left" as const, rank: 6 },
    { title: "Requests", rank: 4 },
    { title: "Busy" },
    { title: "Utilization" },
    { title: "Mean wait" },
    { title: "Longest wait", rank: 2 },
    { title: "Mean queue", rank: 3 },
    { title: "Longest queue", rank: 1 },
  ].map((column) => ({ ...column, title: say(column.title) }));
  const rows = shown.map((device) => [
    device.name,
    formatCount(device.servers),
    device.order,
    formatCount(device.requests),
    times.count(device.busy),
    formatPercent(device.utilization),
    times.decimal(device.meanWait),
    times.count(device.longestWait),
    formatDecimal(device.meanQueue),
    formatCount(device.longestQueue),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const left = devices.length - shown.length;
  const more = left === 0
    ? ""
    : wrap(say("{count} more devices with no more work than these", { count: formatCount(left) }), width) + "\n";
  const narrow = omitted.length === 0
    ? ""
    : style.dim(wrap(say("Too narrow for: {columns}", { columns: omitted.join(", ") }), width)) + "\n";
  return text + narrow + more;
}
