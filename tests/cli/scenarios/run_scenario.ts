/**
 * Runs a scenario as its user does, and gives its events.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { runCli } from "../run_cli.ts";

/** An event as `--format json` writes it. */
export interface JsonEvent {
  readonly timeMs: number;
  readonly kind: string;
  readonly pid: number;
  readonly process: string;
  readonly parentPid: number;
  readonly text: string;
  // deno-lint-ignore no-explicit-any
  readonly data?: Readonly<Record<string, any>>;
}

/** What was seen in one run, with short ways to ask for it. */
export class Seen {
  constructor(readonly events: readonly JsonEvent[]) {}

  /** What was said by a process whose name begins so, in order. */
  said(prefix = ""): JsonEvent[] {
    return this.events.filter(({ kind, process }) => kind === "said" && process.startsWith(prefix));
  }

  /** The same as text. */
  texts(prefix = ""): string[] {
    return this.said(prefix).map(({ text }) => text);
  }

  /** Place of the first event of whose text this is a part, said by a process whose name begins so; there must be one. */
  place(part: string, prefix = ""): number {
    const place = this.events.findIndex(({ kind, process, text }) =>
      kind === "said" && process.startsWith(prefix) && text.includes(part)
    );
    assert(place !== -1, `nobody said ${part}`);
    return place;
  }

  /** Place of the last event of a kind about a process; there must be one. */
  last(kind: string, process: string): number {
    const place = this.events.findLastIndex((event) => event.kind === kind && event.process === process);
    assert(place !== -1, `no ${kind} of ${process}`);
    return place;
  }

  /** The exit codes of all processes by name, each in order. */
  exitCodes(prefix = ""): Record<string, number[]> {
    const codes: Record<string, number[]> = {};
    for (const { kind, process, data } of this.events) {
      if (kind === "ended" && process.startsWith(prefix)) (codes[process] ??= []).push(data!.exitCode);
    }
    return codes;
  }

  /** The most stretches from one event to another that were under way at one time. */
  mostAtOnce(begins: (event: JsonEvent) => boolean, ends: (event: JsonEvent) => boolean): number {
    let [atOnce, most] = [0, 0];
    for (const event of this.said()) {
      if (begins(event)) most = Math.max(most, ++atOnce);
      if (ends(event)) atOnce -= 1;
    }
    return most;
  }
}

/** Runs a scenario; it must hold, and its processes must have come and gone as processes do. */
export async function runScenario(name: string, ...args: string[]): Promise<Seen> {
  const { code, out, err } = await runCli(["scenario", "run", name, "--format", "json", ...args]);
  assertEquals([code, err], [0, ""], out.slice(0, 500));
  const { schema, scenario, runs } = JSON.parse(out);
  assertEquals([schema, scenario, runs.length, runs[0].holds], ["scenario", name, 1, true]);
  const { events, claims } = runs[0];
  assert(claims.length > 0);
  checkLives(events);
  return new Seen(events);
}

/** Every process is created once, by one that is there; says nothing before and nothing after; and ends. */
function checkLives(events: readonly JsonEvent[]): void {
  const alive = new Map<number, string>();
  const ended = new Set<number>();
  for (const [place, { kind, pid, process, parentPid }] of events.entries()) {
    if (kind === "created") {
      assert(!alive.has(pid) && !ended.has(pid), `${process} is created twice`);
      assert(place === 0 || alive.has(parentPid), `${process} was created by nobody`);
      alive.set(pid, process);
    } else if (kind === "ended") {
      assert(alive.delete(pid), `${process} ends twice`);
      ended.add(pid);
    } else if (place > 0) assert(alive.has(pid), `${process} is at work while it is not there: ${kind}`);
  }
  assertEquals([...alive.values()], []);
}
