/**
 * The lives of a program's processes, from what happened to them: what each was in the midst of at every moment.
 *
 * @module
 */

/**
 * Something that happened to a process, in the order of what happened.
 *
 * @example
 * ```ts
 * import { type LifeEvent, livesOf } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const of = { pid: 7, process: "worker", parentPid: 1, text: "" };
 * const events: LifeEvent[] = [
 *   { ...of, timeMs: 0, kind: "created" },
 *   { ...of, timeMs: 2, kind: "said", text: "hello" },
 *   { ...of, timeMs: 9, kind: "ended", data: { exitCode: 0 } },
 * ];
 * assertEquals(livesOf(events)[0].marks, [{ timeMs: 2, text: "hello" }]);
 * ```
 * @category Model
 */
export interface LifeEvent {
  /** Milliseconds since the program began. */
  readonly timeMs: number;
  /**
   * `created` and `ended` are told by the parent; `returned`: its own code is done; `blocked` and `resumed` name in `text`
   * what is waited for; `said` and `printed` are its words.
   */
  readonly kind: "created" | "running" | "blocked" | "resumed" | "returned" | "ended" | "said" | "printed";
  /** The process's number. */
  readonly pid: number;
  /** The process's name. */
  readonly process: string;
  /** Its parent's number. */
  readonly parentPid: number;
  /** What was said, or is waited for. */
  readonly text: string;
  /** `threadMs` of `running`: since when it has a thread; `untilMs` of `blocked`: when its timer rings; `exitCode` of `ended`. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * `new`: started, without a thread yet. `ready`: has a thread, which loads the program or has been woken. `untold`: a
 * process of the library's own, which tells nothing of itself.
 *
 * @example
 * ```ts
 * import { type LifeState, livesOf } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const of = { pid: 7, process: "worker", parentPid: 1, text: "" };
 * const [{ intervals }] = livesOf([
 *   { ...of, timeMs: 0, kind: "created" },
 *   { ...of, timeMs: 2, kind: "running" },
 *   { ...of, timeMs: 9, kind: "ended" },
 * ]);
 * const states: LifeState[] = intervals.map(({ state }) => state);
 * assertEquals([states[0], states.at(-1)], ["new", "running"]);
 * ```
 * @category Model
 */
export type LifeState = "new" | "ready" | "running" | "blocked" | "untold";

/**
 * A state from `fromMs` up to `toMs`.
 *
 * @example
 * ```ts
 * import { type LifeInterval, livesOf } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const of = { pid: 7, process: "worker", parentPid: 1, text: "" };
 * const [{ intervals }] = livesOf([
 *   { ...of, timeMs: 0, kind: "created" },
 *   { ...of, timeMs: 2, kind: "running" },
 *   { ...of, timeMs: 3, kind: "blocked", text: "a lock" },
 *   { ...of, timeMs: 9, kind: "ended" },
 * ]);
 * const last: LifeInterval = { state: "blocked", on: "a lock", fromMs: 3, toMs: 9 };
 * assertEquals(intervals.at(-1), last);
 * ```
 * @category Model
 */
export interface LifeInterval {
  /** What the process was in the midst of. */
  readonly state: LifeState;
  /** What a blocked process waits for. */
  readonly on: string;
  /** Milliseconds since the program began. */
  readonly fromMs: number;
  /** Milliseconds since the program began. */
  readonly toMs: number;
}

/**
 * One process, from its start to its end.
 *
 * @example
 * ```ts
 * import { type Life, livesOf } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const of = { pid: 7, process: "worker", parentPid: 1, text: "" };
 * const [life]: Life[] = livesOf([
 *   { ...of, timeMs: 0, kind: "created" },
 *   { ...of, timeMs: 9, kind: "ended", data: { exitCode: 3 } },
 * ]);
 * assertEquals([life.process, life.createdMs, life.endedMs, life.exitCode], ["worker", 0, 9, 3]);
 * ```
 * @category Model
 */
export interface Life {
  /** Its number. */
  readonly pid: number;
  /** Its name. */
  readonly process: string;
  /** Its parent's number. */
  readonly parentPid: number;
  /** Place among the processes in the order of their start. */
  readonly index: number;
  /** Milliseconds since the program began. */
  readonly createdMs: number;
  /** Milliseconds since the program began. */
  readonly endedMs: number;
  /** null when it is not known how it ended: with an ancestor that was killed. */
  readonly exitCode: number | null;
  /** Its states, in order of time and without gaps. */
  readonly intervals: readonly LifeInterval[];
  /** What it said, and when. */
  readonly marks: readonly { readonly timeMs: number; readonly text: string }[];
}

/**
 * The lives in the order of their start.
 *
 * @example
 * ```ts
 * import { livesOf } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const of = { pid: 7, process: "worker", parentPid: 1, text: "" };
 * const [life] = livesOf([
 *   { ...of, timeMs: 0, kind: "created" },
 *   { ...of, timeMs: 2, kind: "running" },
 *   { ...of, timeMs: 9, kind: "ended", data: { exitCode: 0 } },
 * ]);
 * assertEquals(life.endedMs, 9);
 * ```
 *
 * @category Model
 */
export function livesOf(events: readonly LifeEvent[]): Life[] {
  const drafts = new Map<number, Draft>();
  for (const event of events) {
    if (event.kind === "created" && !drafts.has(event.pid)) drafts.set(event.pid, new Draft(event, drafts.size));
    else drafts.get(event.pid)?.add(event);
  }
  const lastMs = events.at(-1)?.timeMs ?? 0;
  return [...drafts.values()].map((draft) => draft.finish(lastMs));
}

/** A life that goes on. */
class Draft {
  readonly #event: LifeEvent;
  readonly #index: number;
  readonly #intervals: LifeInterval[] = [];
  readonly #marks: { timeMs: number; text: string }[] = [];
  /** What tasks of the process wait for; it is blocked while there is one. */
  readonly #waits: string[] = [];
  #state: LifeState = "new";
  #on = "";
  #sinceMs: number;
  #hasReturned = false;
  /** When the timer that is waited for rings: from then on the process is ready. */
  #dueMs = Infinity;
  #end: { timeMs: number; exitCode: number | null } | null = null;

  constructor(event: LifeEvent, index: number) {
    this.#event = event;
    this.#index = index;
    this.#sinceMs = event.timeMs;
  }

  add({ kind, timeMs, text, data }: LifeEvent): void {
    switch (kind) {
      case "running":
        this.#become("ready", "", Number(data?.threadMs ?? timeMs));
        this.#become("running", "", timeMs);
        break;
      case "blocked":
        this.#waits.push(text);
        this.#become("blocked", text, timeMs);
        this.#dueMs = Number(data?.untilMs ?? Infinity);
        break;
      case "resumed":
        this.#waits.splice(this.#waits.indexOf(text), 1);
        if (this.#waits.length === 0 && timeMs > this.#dueMs) this.#become("ready", "", this.#dueMs);
        this.#dueMs = Infinity;
        this.#become(this.#waits.length === 0 ? "running" : "blocked", this.#waits.at(-1) ?? "", timeMs);
        break;
      case "said":
      case "printed":
        this.#marks.push({ timeMs, text });
        break;
      case "returned":
        this.#hasReturned = true;
        this.#become("running", "", timeMs);
        break;
      case "ended": {
        // The parent may have been too busy to see the end at once.
        const endMs = this.#hasReturned ? this.#sinceMs : timeMs;
        this.#become(this.#state, this.#on, endMs);
        this.#end = { timeMs: endMs, exitCode: typeof data?.exitCode === "number" ? data.exitCode : null };
      }
    }
  }

  finish(lastMs: number): Life {
    if (this.#end === null) this.#become(this.#state, this.#on, lastMs);
    const { pid, process, parentPid, timeMs } = this.#event;
    const isTold = this.#intervals.some(({ state }) => state !== "new");
    const untold = { state: "untold", on: "", fromMs: timeMs, toMs: this.#end?.timeMs ?? lastMs } as const;
    return {
      pid,
      process,
      parentPid,
      index: this.#index,
      createdMs: timeMs,
      endedMs: this.#end?.timeMs ?? lastMs,
      exitCode: this.#end?.exitCode ?? null,
      intervals: isTold ? this.#intervals : [untold],
      marks: this.#marks,
    };
  }

  #become(state: LifeState, on: string, timeMs: number): void {
    if (this.#end !== null) return;
    const toMs = Math.max(this.#sinceMs, timeMs);
    if (toMs > this.#sinceMs) {
      this.#intervals.push({ state: this.#state, on: this.#on, fromMs: this.#sinceMs, toMs });
    }
    [this.#state, this.#on, this.#sinceMs] = [state, on, toMs];
  }
}

/**
 * How a life ended, in few words.
 *
 * @example
 * ```ts
 * import { endText } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(endText(-15), "exit -15");
 * ```
 *
 * @category Model
 */
export function endText(exitCode: number | null): string {
  return exitCode === null ? "with its ancestor" : `exit ${exitCode}`;
}
