// How many CPUs will be free when, by the estimates of the jobs that run and the reservations of those that wait: spans in
// the order of time, each with its start and the CPUs that are free from then on, until the next one. The last goes on for
// ever. There are at most two spans more than twice the jobs. A span is known by its address.

import { closeGap, makeRoom } from "./entries";
import { cpuCount } from "./needs";
import { profileAddress } from "./memory";

// @ts-ignore: decorator
@inline const SPAN_BYTES: u32 = 16; // start f64, free CPUs i64

/** The end of the last span. */
let profileEnd: u32 = 0;

// @ts-ignore: decorator
@inline function startOf(span: u32): f64 {
  return load<f64>(span);
}
// @ts-ignore: decorator
@inline function freeIn(span: u32): i64 {
  return load<i64>(span, 8);
}
// @ts-ignore: decorator
@inline function setFree(span: u32, cpus: i64): void {
  store<i64>(span, cpus, 8);
}

/** Called once before a run. */
export function clearProfile(): void {
  if (profileAddress == 0) return;
  profileEnd = profileAddress + SPAN_BYTES;
  store<f64>(profileAddress, 0);
  setFree(profileAddress, cpuCount);
}

/** Removes the spans from `first` up to `next`. */
// @ts-ignore: decorator
@inline function remove(first: u32, next: u32): void {
  closeGap(first, next, (profileEnd - next) / SPAN_BYTES);
  profileEnd -= next - first;
}

/** Forgets what was before `now`. */
export function forgetBefore(now: f64): void {
  let first = profileAddress;
  while (first + SPAN_BYTES < profileEnd && startOf(first + SPAN_BYTES) <= now) first += SPAN_BYTES;
  if (first != profileAddress) remove(profileAddress, first);
}

/** The span that begins at `time`, made by cutting another one where need be; looked for from `from` on. */
// @ts-ignore: decorator
@inline function cutAt(time: f64, from: u32): u32 {
  const spansEnd = profileEnd;
  let span = from;
  for (let left = (spansEnd - from) / SPAN_BYTES; left > 0;) {
    const half = left >> 1;
    const middle = span + half * SPAN_BYTES;
    const isBefore = startOf(middle) < time;
    span = isBefore ? middle + SPAN_BYTES : span;
    left = isBefore ? left - half - 1 : half;
  }
  if (span < spansEnd && startOf(span) == time) return span;
  if (span == profileAddress) return span; // from before the first span on
  makeRoom(span, (spansEnd - span) / SPAN_BYTES);
  profileEnd = spansEnd + SPAN_BYTES;
  store<f64>(span, time);
  setFree(span, freeIn(span - SPAN_BYTES));
  return span;
}

/** A span is one with the span before it if as many CPUs are free in both. */
// @ts-ignore: decorator
@inline function join(span: u32): void {
  if (span == profileAddress || span >= profileEnd || freeIn(span) != freeIn(span - SPAN_BYTES)) return;
  remove(span, span + SPAN_BYTES);
}

/** Takes CPUs from `start` up to `end`; gives them back with a negative number. */
export function reserveCpus(start: f64, end: f64, cpus: i64): void {
  const first = cutAt(start, profileAddress);
  const last = cutAt(end, first);
  for (let span = first; span < last; span += SPAN_BYTES) setFree(span, freeIn(span) - cpus);
  // Inside, all spans have changed alike: only at the edges may two have become one.
  join(last);
  join(first);
}

/** The first time from `now` on at which so many CPUs are free for so many ticks. */
export function earliestStart(now: f64, ticks: f64, cpus: i64): f64 {
  const spansEnd = profileEnd;
  let start = now;
  for (let span = profileAddress; span < spansEnd; span += SPAN_BYTES) {
    if (startOf(span) >= start + ticks) break;
    if (freeIn(span) >= cpus) continue;
    const next = span + SPAN_BYTES;
    if (next < spansEnd && startOf(next) > start) start = startOf(next);
  }
  return start;
}

/**
 * The first time from `now` on at which a job with a reservation from `start` on could begin instead, its own CPUs counting
 * as free; `start` where there is no earlier one. Nothing is changed: most jobs that are asked for cannot be moved.
 */
export function earlierStart(now: f64, start: f64, ticks: f64, cpus: i64): f64 {
  let found = now;
  let end = min(found + ticks, start);
  for (let span = profileAddress; startOf(span) < end;) {
    const isTaken = freeIn(span) < cpus;
    span += SPAN_BYTES;
    // In the last span all CPUs are free.
    if (span >= profileEnd) break;
    if (!isTaken) continue;
    found = max(found, startOf(span));
    if (found >= start) return start;
    end = min(found + ticks, start);
  }
  return found;
}
