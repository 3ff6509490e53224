// How many CPUs will be free when, by the estimates of the jobs that run and the reservations of those that wait: spans in
// the order of time, each with its start and the CPUs that are free from then on, until the next one. The last goes on for
// ever. There are at most two spans more than twice the jobs.

import { cpuCount, profileAddress } from "./memory";

let spans: u32 = 1;

// @ts-ignore: decorator
@inline function entry(span: u32): u32 {
  return profileAddress + (span << 4);
}
// @ts-ignore: decorator
@inline function startOf(span: u32): f64 {
  return load<f64>(entry(span));
}
// @ts-ignore: decorator
@inline function freeIn(span: u32): i64 {
  return load<i64>(entry(span), 8);
}
// @ts-ignore: decorator
@inline function setFree(span: u32, cpus: i64): void {
  store<i64>(entry(span), cpus, 8);
}

/** Called once before a run. */
export function clearProfile(): void {
  spans = 1;
  if (profileAddress == 0) return;
  store<f64>(entry(0), 0);
  setFree(0, cpuCount);
}

/** Forgets what was before `now`. */
export function forgetBefore(now: f64): void {
  let first: u32 = 0;
  while (first + 1 < spans && startOf(first + 1) <= now) first += 1;
  if (first == 0) return;
  spans -= first;
  memory.copy(entry(0), entry(first), spans << 4);
}

/** The span that begins at `time`, made by cutting another one where need be. */
function cutAt(time: f64): u32 {
  let span: u32 = 0;
  while (span < spans && startOf(span) < time) span += 1;
  if (span < spans && startOf(span) == time) return span;
  if (span == 0) return 0; // from before the first span on
  memory.copy(entry(span + 1), entry(span), (spans - span) << 4);
  spans += 1;
  store<f64>(entry(span), time);
  setFree(span, freeIn(span - 1));
  return span;
}

/** Spans next to each other with as many free CPUs are one. */
function join(from: u32, to: u32): void {
  let span: u32 = from == 0 ? 1 : from;
  for (let left = i32(to - span) + 1; left > 0 && span < spans; --left) {
    if (freeIn(span) != freeIn(span - 1)) {
      span += 1;
      continue;
    }
    spans -= 1;
    memory.copy(entry(span), entry(span + 1), (spans - span) << 4);
  }
}

/** Takes CPUs from `start` up to `end`; gives them back with a negative number. */
export function reserveCpus(start: f64, end: f64, cpus: i64): void {
  const first = cutAt(start);
  const last = cutAt(end);
  for (let span = first; span < last; ++span) setFree(span, freeIn(span) - cpus);
  join(first, last);
}

/** The first time from `now` on at which so many CPUs are free for so many ticks. */
export function earliestStart(now: f64, ticks: f64, cpus: i64): f64 {
  let start = now;
  for (let span: u32 = 0; span < spans; ++span) {
    if (startOf(span) >= start + ticks) break;
    if (freeIn(span) >= cpus) continue;
    if (span + 1 < spans && startOf(span + 1) > start) start = startOf(span + 1);
  }
  return start;
}
