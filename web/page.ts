/**
 * What is computed from the state, and what the parts of the page share. A view is given the page and reads its signals; where it
 * reads one, it is drawn anew when that changes.
 *
 * @module
 */

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Policy } from "../engine/policy.ts";
import type { WorkloadColumns } from "../engine/workload.ts";
import type { Background } from "./background/background.ts";
import { type Contender, contenderOf, machineRefusal } from "./contender.ts";
import type { Jobs } from "./jobs/jobs.ts";
import { type LoadedJobs, loadJobs, NO_JOBS } from "./jobs/load_jobs.ts";
import { languageOf, LANGUAGES, type Texts } from "./languages/language.ts";
import type { Outcome } from "./outcome.ts";
import { allPolicies, OwnPolicies, policyOf } from "./own_policies.ts";
import { type Run, Runs } from "./runs.ts";
import type { PageState, Snapshot } from "./state.ts";
import type { StepMoment, StepRequest } from "./step/step_moment.ts";
import { usualSnapshot } from "./usual_snapshot.ts";

/** Changes that can be undone. */
const UNDO_MAX = 100;

/** A message over the page, until a person closes it. */
export interface Message {
  readonly kind: "error" | "note";
  readonly text: string;
}

/** What a change takes the place of. */
interface Before extends Pick<Snapshot, "jobs" | "policies" | "own" | "machine" | "shown"> {
  /** The field that is being typed into: all that is typed into it at a time is one change. */
  readonly field: string | null;
}

function isSameTable(one: Jobs, other: Jobs): boolean {
  return one.kind === "table" && other.kind === "table" && JSON.stringify(one) === JSON.stringify(other);
}

/** The page. */
export class Page {
  readonly state: PageState;
  /** Does work in other threads. */
  readonly background: Background;
  readonly runs: Runs;
  /** The texts of the chosen language. */
  readonly texts: ReadonlySignal<Texts>;
  /** What came of reading the jobs. */
  readonly loaded: ReadonlySignal<LoadedJobs>;
  /** The jobs that the runs are of: the last ones without a mistake. */
  readonly workload: ReadonlySignal<WorkloadColumns | null>;
  /** Whether there is a mistake in the jobs, so that the runs are of what was there before. */
  readonly isStale: ReadonlySignal<boolean>;
  /** The policies of one's own, in the order of their texts in the state. */
  readonly own: OwnPolicies;
  readonly contenders: ReadonlySignal<readonly Contender[]>;
  /** Why policies cannot run on the chosen machine at all, by what the state calls them. */
  readonly refusals: ReadonlySignal<ReadonlyMap<string, string>>;
  /** The run that charts and steps are of. */
  readonly shown: ReadonlySignal<Run | null>;
  /** Its outcome; `null` while there is none. */
  readonly outcome: ReadonlySignal<Outcome | null>;
  readonly message: Signal<Message | null> = signal(null);
  readonly #loaded: Signal<LoadedJobs> = signal(NO_JOBS);
  readonly #workload: Signal<WorkloadColumns | null> = signal(null);
  readonly #undo: Signal<readonly Before[]> = signal([]);

  /** The page of a state, in a browser that prefers some languages. */
  constructor(state: PageState, background: Background, browserLanguages: readonly string[]) {
    this.state = state;
    this.background = background;
    this.runs = new Runs(background);
    this.texts = computed(() => LANGUAGES[languageOf(state.language.value, browserLanguages)]);
    this.loaded = this.#loaded;
    this.workload = this.#workload;
    this.isStale = computed(() => this.#loaded.value.problems.length > 0);
    this.own = new OwnPolicies(background);
    this.contenders = computed(() =>
      state.policies.value.map((chosen) => contenderOf(chosen, state.machine.value, this.own.all.value))
    );
    this.refusals = computed(() => {
      const machine = state.machine.value;
      const own = this.own.all.value;
      return new Map(
        allPolicies(own).flatMap(({ id }) => {
          const refusal = machineRefusal(id, machine, own);
          return refusal === null ? [] : [[id, refusal]];
        }),
      );
    });
    this.shown = computed(() => {
      const all = this.runs.all.value;
      return all[Math.min(state.shown.value, all.length - 1)] ?? null;
    });
    this.outcome = computed(() => this.shown.value?.state === "done" ? this.shown.value.outcome : null);
  }

  /** Follows the state: reads the jobs and runs them whenever something changes. The returned function ends it. */
  follow(): () => void {
    let turn = 0;
    const endReading = effect(() => {
      const jobs = this.state.jobs.value;
      const own = ++turn;
      void loadJobs(jobs).then((loaded) => {
        // What was typed meanwhile is read already.
        if (own !== turn) return;
        this.#loaded.value = loaded;
        if (loaded.problems.length === 0) this.#workload.value = loaded.columns;
      });
    });
    const endDefining = effect(() => void this.own.update(this.state.own.value));
    let due: Parameters<Runs["update"]> | null = null;
    const endRunning = effect(() => {
      const wanted: Parameters<Runs["update"]> = [this.#workload.value, this.contenders.value];
      // However much changes in one turn of the event loop, it is run once.
      if (due === null) {
        queueMicrotask(() => {
          const [workload, contenders] = due!;
          due = null;
          this.runs.update(workload, contenders);
        });
      }
      due = wanted;
    });
    return () => {
      endReading();
      endDefining();
      endRunning();
    };
  }

  /** What is known of a tick under a policy of one's own. */
  readonly momentElsewhere = ({ signal, ...request }: StepRequest): Promise<StepMoment> =>
    this.background.run("moment", request, { signal });

  /** Keeps what there is, so that the change that follows can be undone. */
  keep(field: string | null = null): void {
    const last = this.#undo.peek().at(-1);
    if (field !== null && last?.field === field) return;
    const { jobs, policies, own, machine, shown } = this.state;
    const before = {
      jobs: jobs.peek(),
      policies: policies.peek(),
      own: own.peek(),
      machine: machine.peek(),
      shown: shown.peek(),
      field,
    };
    this.#undo.value = [...this.#undo.peek().slice(1 - UNDO_MAX), before];
  }

  /** Sets one option of the policy at `index`, such that it can be undone. */
  setOption(index: number, name: string, text: string): void {
    this.keep(`${index} ${name}`);
    this.state.setOption(index, name, text);
  }

  /** The policy that the state calls so. */
  policyOf(id: string): Policy {
    return policyOf(id, this.own.all.value);
  }

  /** Replaces the text of a policy of one's own, such that all that is typed at a time can be undone. */
  setOwn(place: number, text: string): void {
    this.keep(`own ${place}`);
    this.state.own.value = this.state.own.value.with(place, text);
  }

  /** Sets one option of the machine, such that it can be undone. */
  setMachine(name: string, text: string): void {
    this.keep(name);
    this.state.setMachine(name, text);
  }

  /** Replaces the jobs, such that it can be undone. */
  replaceJobs(jobs: Jobs): void {
    this.keep();
    this.state.jobs.value = jobs;
  }

  /** Takes over the state of a link or a file. Jobs and policies that somebody entered before can be had back. */
  open(snapshot: Snapshot): void {
    const before = this.state.jobs.peek();
    const isKnown = [usualSnapshot().jobs, snapshot.jobs].some((jobs) => isSameTable(jobs, before));
    const isLosing = this.state.own.peek().some((text) => !snapshot.own.includes(text));
    if (!isKnown || isLosing) this.replaceJobs(snapshot.jobs);
    this.state.restore(snapshot);
  }

  /** Whether there is something to undo. */
  get canUndo(): boolean {
    return this.#undo.value.length > 0;
  }

  /** Takes the last change of jobs, policies or machine back. */
  undo(): void {
    const last = this.#undo.value.at(-1);
    if (last === undefined) return;
    batch(() => {
      this.#undo.value = this.#undo.value.slice(0, -1);
      this.state.jobs.value = last.jobs;
      this.state.policies.value = last.policies;
      this.state.own.value = last.own;
      this.state.machine.value = last.machine;
      this.state.shown.value = last.shown;
    });
  }
}
