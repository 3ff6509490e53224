/**
 * Devices with names in words: what they serve, who waits, and why a request was taken before another.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { DeviceRequest, DeviceState } from "../../engine/result.ts";
import type { ProcessLabels } from "../process_labels.ts";
import type { Say } from "./language.ts";

/** What is needed to speak of devices. */
export interface DeviceWords {
  readonly labels: ProcessLabels;
  /** The priority of a process, for devices that go by it. */
  readonly priorityOf: (pid: number) => number;
  readonly say: Say;
}

/** A line for what a device does after a tick, and one for each request that it took at that tick. */
export function deviceTexts(device: DeviceState, at: number, words: DeviceWords): string[] {
  const { labels, say } = words;
  const name = ({ pid }: DeviceRequest) => labels.name(pid);
  const list = (texts: readonly string[]) => texts.join(", ");
  const taken = device.serving.filter(({ until, ticks }) => until! - ticks === at);
  const serving = device.serving.map((request) =>
    say("{name} up to {tick}", { name: name(request), tick: formatCount(request.until!) })
  );
  const waiting = device.waiting.map((request) =>
    say("{name} since {tick}", { name: name(request), tick: formatCount(request.since) }) +
    (device.order === "fcfs" ? "" : ` (${keyText(request, device, words)})`)
  );
  const more = device.waitingCount - device.waiting.length;
  const rest = more === 0 ? [] : [say("and {count}", { count: say.count(more, "more process", "more processes") })];
  const state = device.serving.length === 0
    ? say("{device} is free", { device: device.name })
    : say("{device} serves {names}", { device: device.name, names: list(serving) });
  const queue = waiting.length === 0 ? "" : say("; its queue: {names}", { names: list([...waiting, ...rest]) });
  return [...taken.map((request) => takenText(request, device, words)), state + queue];
}

/** Why a request was taken, against the one that would be next. */
function takenText(request: DeviceRequest, device: DeviceState, words: DeviceWords): string {
  const { labels, say } = words;
  const [next] = device.waiting;
  const what = { device: device.name, name: labels.name(request.pid) };
  if (next === undefined) return say("{device} takes the request of {name}: nobody else waits", what);
  const other = { ...what, other: labels.name(next.pid) };
  const [one, two] = [request, next].map((each) => keyOf(each, device, words));
  if (device.order === "fcfs" || one === two) {
    return say("{device} takes the request of {name}, which came before that of {other}", other);
  }
  return say("{device} takes the request of {name}: {key}, against {next} of {other}", {
    ...other,
    key: keyText(request, device, words),
    next: two,
  });
}

function keyOf({ pid, ticks }: DeviceRequest, { order }: DeviceState, { priorityOf }: DeviceWords): number {
  return order === "priority" ? priorityOf(pid) : ticks;
}

function keyText(request: DeviceRequest, device: DeviceState, words: DeviceWords): string {
  const value = formatCount(keyOf(request, device, words));
  return device.order === "priority" ? words.say("priority {value}", { value }) : words.say("{value} ticks", { value });
}
