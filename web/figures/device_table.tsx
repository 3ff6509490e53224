/**
 * The figures of devices with names: a row for every device.
 *
 * @module
 */

import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import type { DeviceResult } from "../../engine/result.ts";
import type { Texts } from "../languages/language.ts";

/** Devices that the table has at the most, those with the most work first. */
const DEVICES_MAX = 200;

const COLUMNS: readonly { readonly title: string; readonly text: (device: DeviceResult) => string }[] = [
  { title: "Servers", text: ({ servers }) => formatCount(servers) },
  { title: "Order", text: ({ order }) => order },
  { title: "Requests", text: ({ requests }) => formatCount(requests) },
  { title: "Busy", text: ({ busy }) => formatCount(busy) },
  { title: "Utilization", text: ({ utilization }) => formatPercent(utilization) },
  { title: "Mean wait", text: ({ meanWait }) => formatDecimal(meanWait) },
  { title: "Longest wait", text: ({ longestWait }) => formatCount(longestWait) },
  { title: "Mean queue", text: ({ meanQueue }) => formatDecimal(meanQueue) },
  { title: "Longest queue", text: ({ longestQueue }) => formatCount(longestQueue) },
];

/** The table. */
export function DeviceTable({ devices, texts }: { readonly devices: readonly DeviceResult[]; readonly texts: Texts }) {
  const { say } = texts;
  const shown = devices.length > DEVICES_MAX
    ? devices.toSorted((a, b) => b.busy - a.busy).slice(0, DEVICES_MAX)
    : devices;
  return (
    <section aria-label={say("Device")}>
      <div class="scrolling" tabIndex={0} role="group" aria-label={say("Device")}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col" class="text">{say("Device")}</th>
              {COLUMNS.map(({ title }) => <th scope="col" key={title}>{say(title)}</th>)}
            </tr>
          </thead>
          <tbody>
            {shown.map((device) => (
              <tr key={device.name}>
                <th scope="row" class="text">{device.name}</th>
                {COLUMNS.map(({ title, text }) => <td key={title}>{text(device)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
