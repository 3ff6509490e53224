/**
 * Reads workloads of Batsim (https://batsim.readthedocs.io): JSON with `nb_res`, a list of `jobs` (`id`, `subtime`, `res`,
 * `profile`, `walltime`) and `profiles` by name. `subtime` becomes arrival, the time of the profile the CPU burst, `res` the
 * processors, `walltime` the estimate, `id` the name. A tick is a second; times with fractions are rounded like those of SWF.
 *
 * Of the profiles `delay` takes a time of its own, and `composed` of such ones; what others take depends on a platform that is
 * not simulated here, so their jobs are left out.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { checkColumns } from "./_check.ts";
import { type ClusterLog, JobCounts } from "./cluster_log.ts";
import type { ProblemList } from "./_problems.ts";
import { isName, isWhole, RULE, UINT32_MAX } from "./_rules.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Profiles may be composed of others, so deep. */
const DEPTH_MAX = 50;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Tells whether what stands in JSON is a workload of Batsim.
 *
 * @param value The value.
 * @returns Whether it has its jobs and profiles.
 */
export function isBatsim(value: unknown): value is { jobs: unknown[]; profiles: Fields; nb_res?: unknown } {
  return isObject(value) && Array.isArray(value.jobs) && isObject(value.profiles);
}

/** The seconds that profiles take, each found once. */
class ProfileTimes {
  readonly #profiles: Fields;
  readonly #known = new Map<string, number | undefined>();

  constructor(profiles: Fields) {
    this.#profiles = profiles;
  }

  /** NaN for a profile that is malformed or composed of itself, `undefined` where its time depends on the platform. */
  secondsOf(name: unknown, depth = 0): number | undefined {
    if (typeof name !== "string" || depth > DEPTH_MAX) return NaN;
    if (this.#known.has(name)) return this.#known.get(name);
    this.#known.set(name, NaN); // while it is looked for
    const seconds = this.#find(Object.hasOwn(this.#profiles, name) ? this.#profiles[name] : undefined, depth);
    this.#known.set(name, seconds);
    return seconds;
  }

  #find(profile: unknown, depth: number): number | undefined {
    if (!isObject(profile)) return NaN;
    if (profile.type === "delay") return typeof profile.delay === "number" ? profile.delay : NaN;
    if (profile.type !== "composed" || !Array.isArray(profile.seq)) return undefined;
    const { repeat = 1 } = profile;
    if (!isWhole(repeat, 0)) return NaN;
    let seconds = 0;
    for (const part of profile.seq) {
      const each = this.secondsOf(part, depth + 1);
      if (each === undefined) return undefined;
      seconds += each;
    }
    return seconds * repeat;
  }
}

/**
 * Reads a workload of Batsim.
 *
 * @param value What stands in the file.
 * @param problems Takes the mistakes.
 * @returns The checked columns, the machine, and notes on what was left out or rounded.
 * @throws {WorkloadError} If a job is malformed.
 */
export function readBatsim(
  value: { jobs: unknown[]; profiles: Fields; nb_res?: unknown },
  problems: ProblemList,
): { workload: WorkloadColumns; notes: string[]; log: ClusterLog } {
  const builder = new ColumnsBuilder();
  const counts = new JobCounts();
  const times = new ProfileTimes(value.profiles);
  let elsewhere = 0;
  let overlong = 0;
  for (const [index, job] of value.jobs.entries()) {
    counts.jobs++;
    const complain = (field: string, rule: string, got: unknown) => {
      problems.add(["jobs", index, field], { rule, value: got });
      problems.throwIfFull();
    };
    const { id, subtime, res, walltime = -1, profile } = isObject(job) ? job : {} as Fields;
    const seconds = times.secondsOf(profile);
    if (seconds === undefined) {
      elsewhere++;
      continue;
    }
    if (seconds === 0) {
      counts.withoutRunTime++;
      continue;
    }
    const name = String(id);
    const [run, submit, limit] = [Math.ceil(seconds), Math.floor(Number(subtime)), Math.ceil(Number(walltime))];
    if (!isName(name) || id === undefined) complain("id", RULE.name, id);
    else if (!isWhole(submit, 0) || typeof subtime !== "number") {
      complain("subtime", "a number of seconds from 0", subtime);
    } else if (!isWhole(run, 1)) complain("profile", "the name of a profile with a time above 0", profile);
    else if (!isWhole(res, 1, UINT32_MAX)) complain("res", RULE.processors, res);
    else if (typeof walltime !== "number" || limit > Number.MAX_SAFE_INTEGER) {
      complain("walltime", "a number of seconds", walltime);
    } else {
      if (run !== seconds || submit !== subtime || (limit > 0 && limit !== walltime)) counts.rounded++;
      if (limit > 0 && limit < run) overlong++;
      builder.addProcess(submit);
      builder.setName(name);
      builder.setTrait("processors", res);
      if (limit > 0) builder.setTrait("estimate", limit);
      builder.addCpu(run);
    }
  }
  if (builder.rows === 0 && problems.count === 0) {
    problems.add(["jobs"], { rule: "a list of jobs with times of their own", value: `${counts.jobs} without` });
  }
  const workload = checkColumns(builder.finish(), problems);
  const notes = counts.notes();
  if (elsewhere > 0) notes.push(`${elsewhere} of ${counts.jobs} jobs whose time depends on a platform: left out`);
  if (overlong > 0) notes.push(`${overlong} of ${counts.jobs} jobs longer than their walltime: run to their end`);
  const machine = isWhole(value.nb_res, 1) ? { processors: value.nb_res, processorsFrom: "nb_res" } : {};
  return { workload, notes, log: machine };
}
