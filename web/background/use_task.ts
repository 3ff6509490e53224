/**
 * Work that is begun anew whenever what it depends on changes, and given up when it is no longer wanted.
 *
 * @module
 */

import { useEffect, useRef, useState } from "preact/hooks";

/** How work is followed and given up. */
export interface WorkOptions {
  readonly signal: AbortSignal;
  /** Takes the share that is done. */
  readonly tell: (share: number) => void;
}

/** Where the work stands. */
export interface TaskRun<T> {
  readonly state: "waiting" | "running" | "done" | "stopped" | "failed";
  /** The share that is done. */
  readonly share: number;
  /** What came of it last; while it runs anew, that is of what was there before. */
  readonly output: T | null;
  /** Why it failed. */
  readonly message: string;
  readonly stop: () => void;
  readonly again: () => void;
}

type Stand<T> = Pick<TaskRun<T>, "state" | "share" | "output" | "message">;

/** Does `work`, and does it anew when a cause changes; `null` for nothing to do. */
export function useTask<T>(work: ((how: WorkOptions) => Promise<T>) | null, causes: readonly unknown[]): TaskRun<T> {
  const [stand, setStand] = useState<Stand<T>>({ state: "waiting", share: 0, output: null, message: "" });
  const [turn, setTurn] = useState(0);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => {
    const own = controller.current = new AbortController();
    const { signal } = own;
    if (work === null) {
      setStand({ state: "waiting", share: 0, output: null, message: "" });
      return;
    }
    setStand(({ output }) => ({ state: "running", share: 0, output, message: "" }));
    const tell = (share: number) => {
      if (!signal.aborted) setStand(({ output }) => ({ state: "running", share, output, message: "" }));
    };
    work({ signal, tell }).then((output) => {
      if (!signal.aborted) setStand({ state: "done", share: 1, output, message: "" });
    }, (error) => {
      if (signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      setStand({ state: "failed", share: 0, output: null, message });
    });
    return () => own.abort();
  }, [...causes, work === null, turn]);
  const stop = () => {
    controller.current?.abort();
    setStand({ state: "stopped", share: 0, output: null, message: "" });
  };
  return { ...stand, stop, again: () => setTurn(turn + 1) };
}
