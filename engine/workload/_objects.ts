/**
 * From a workload as objects, as a program or a JSON or YAML file gives it, to columns. Checks shapes and single values;
 * what holds between them is checked on the columns.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { WrittenNumber } from "../written_number.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { readDeviceSpecs } from "./_device_specs.ts";
import type { WorkloadPath } from "./error.ts";
import { isAffinity } from "./_membership.ts";
import type { ProblemList } from "./_problems.ts";
import { isNeeds } from "./_resources.ts";
import {
  BURST_FIELDS,
  isName,
  isWhole,
  PROCESS_FIELDS,
  ROWS_MAX,
  RULE,
  TICKS_MAX,
  TRAIT_NAMES,
  TRAITS,
  WORKLOAD_FIELDS,
} from "./_rules.ts";
import { suggest } from "./_suggest.ts";

type Fields = Record<string, unknown>;

/**
 * Converts a workload. Problems are added to the list, and the columns are then of no use but to find further ones.
 *
 * @param workload What should be a {@linkcode Workload}.
 * @param problems Takes what is wrong.
 * @param burstCountMax The most bursts of all processes together: a bound for text in which one list can stand for many.
 * @returns The columns, not yet checked.
 * @throws {WorkloadError} If there is nothing to go on with.
 */
export function objectsToColumns(
  workload: unknown,
  problems: ProblemList,
  burstCountMax: number = ROWS_MAX,
): WorkloadColumns {
  const builder = new ColumnsBuilder();
  if (!isRecord(workload)) {
    problems.add([], { rule: "an object with a list of processes", value: workload });
    problems.throwIfAny();
  }
  const { name, processes, devices } = workload as Fields;
  checkFields(workload as Fields, [...WORKLOAD_FIELDS, "$schema"], [], problems);
  if (name !== undefined && !isName(name)) problems.add(["name"], { rule: RULE.name, value: name });
  if (devices !== undefined) {
    readDeviceSpecs(devices, ["devices"], problems, (device, spec) => builder.describeDevice(device, spec));
  }
  if (!Array.isArray(processes) || processes.length === 0) {
    problems.add(["processes"], { rule: "a list of at least one process", value: processes });
    problems.throwIfAny();
  }
  for (let row = 0; row < (processes as unknown[]).length; row++) {
    addProcess((processes as unknown[])[row], row, builder, problems);
    problems.throwIfFull();
    if (builder.burstCount > burstCountMax) {
      problems.add(["processes", row, "bursts"], {
        rule: `at most ${burstCountMax} bursts of all processes together`,
        value: builder.burstCount,
      });
      problems.throwIfAny();
    }
  }
  return builder.finish(isName(name) ? name : undefined);
}

function addProcess(process: unknown, row: number, builder: ColumnsBuilder, problems: ProblemList): void {
  const path = ["processes", row];
  if (!isRecord(process)) {
    builder.addProcess(0);
    builder.addCpu(1);
    problems.add(path, { rule: "an object with bursts", value: process });
    return;
  }
  checkFields(process, PROCESS_FIELDS, path, problems);
  const { pid, name, arrival, bursts } = process;
  /** The number, its default, or NaN with a problem added. */
  const whole = (
    field: string,
    value: unknown,
    byDefault: number,
    least: number,
    most: number,
    rule: string,
  ): number => {
    if (value === undefined) return byDefault;
    if (isWhole(value, least, most)) return value;
    problems.add([...path, field], { rule, value });
    return NaN;
  };
  builder.addProcess(whole("arrival", arrival, 0, 0, TICKS_MAX, RULE.ticks));
  if (pid !== undefined) builder.setPid(whole("pid", pid, row + 1, 0, TICKS_MAX, RULE.pid));
  if (name !== undefined) {
    if (isName(name)) builder.setName(name);
    else problems.add([...path, "name"], { rule: RULE.name, value: name });
  }
  for (const trait of TRAIT_NAMES) {
    const value = process[trait];
    if (value === undefined) continue; // the builder has the default
    const { byDefault, least, most } = TRAITS[trait];
    builder.setTrait(trait, whole(trait, value, byDefault, least, most, RULE[trait]));
  }
  if (process.resources !== undefined) {
    if (isNeeds(process.resources)) builder.setResources(process.resources);
    else problems.add([...path, "resources"], { rule: RULE.resources, value: process.resources });
  }
  if (process.affinity !== undefined) {
    if (isAffinity(process.affinity)) builder.setAffinity(process.affinity);
    else problems.add([...path, "affinity"], { rule: RULE.affinity, value: process.affinity });
  }
  if (process.group !== undefined) {
    if (isName(process.group)) builder.setGroup(process.group);
    else problems.add([...path, "group"], { rule: RULE.name, value: process.group });
  }
  addBursts(bursts, [...path, "bursts"], builder, problems);
}

function addBursts(bursts: unknown, path: WorkloadPath, builder: ColumnsBuilder, problems: ProblemList): void {
  if (typeof bursts === "number" || typeof bursts === "bigint" || bursts instanceof WrittenNumber) {
    if (!isWhole(bursts, 1)) problems.add(path, { rule: RULE.cpu, value: bursts });
    builder.addCpu(isWhole(bursts, 1) ? Number(bursts) : 1);
    return;
  }
  if (!Array.isArray(bursts) || bursts.length === 0) {
    problems.add(path, { rule: "a number of ticks or a list of bursts", value: bursts });
    builder.addCpu(1);
    return;
  }
  // A plain number is a CPU burst, unless the entry before it is one: then it is an I/O burst.
  let isAfterCpu = false;
  for (let index = 0; index < bursts.length; index++) {
    const burst: unknown = bursts[index];
    if (typeof burst === "number" || burst instanceof WrittenNumber) {
      addTimed(isAfterCpu ? "io" : "cpu", burst, [...path, index], builder, problems);
      isAfterCpu = !isAfterCpu;
    } else {
      isAfterCpu = addBurst(burst, [...path, index], builder, problems) === "cpu";
    }
  }
}

/** Adds an entry that says what it is. */
function addBurst(burst: unknown, path: WorkloadPath, builder: ColumnsBuilder, problems: ProblemList): string {
  const fields = isRecord(burst) ? Object.keys(burst).filter((field) => burst[field] !== undefined) : [];
  const hasDevice = fields.length === 2 && fields.includes("io") && fields.includes("device");
  const field = hasDevice ? "io" : fields[0];
  if (fields.length !== 1 && !hasDevice || !(BURST_FIELDS as readonly string[]).includes(field)) {
    const hint = field === undefined ? undefined : suggest(field, BURST_FIELDS);
    const value = fields.length === 0 ? burst : fields.join(", ");
    problems.add(path, {
      rule: `a number of ticks, or an object with one of cpu, io, lock and unlock${
        fields.includes("device") ? "; a device may stand beside io" : ""
      }`,
      value,
      ...(fields.length === 1 && hint !== undefined ? { hint } : {}),
    });
    return "";
  }
  const value = (burst as Fields)[field];
  const device = hasDevice ? (burst as Fields).device : undefined;
  if (device !== undefined && !isName(device)) problems.add([...path, "device"], { rule: RULE.name, value: device });
  if (field === "cpu" || field === "io") {
    addTimed(field, value, [...path, field], builder, problems, isName(device) ? device : undefined);
  } else if (!isName(value)) {
    problems.add([...path, field], { rule: RULE.name, value });
  } else if (field === "lock") {
    builder.addLock(value);
  } else {
    builder.addUnlock(value);
  }
  return field;
}

function addTimed(
  kind: "cpu" | "io",
  ticks: unknown,
  path: WorkloadPath,
  builder: ColumnsBuilder,
  problems: ProblemList,
  device?: string,
): void {
  const isTime = isWhole(ticks, kind === "cpu" ? 1 : 0);
  if (!isTime) problems.add(path, { rule: kind === "cpu" ? RULE.cpu : RULE.ticks, value: ticks });
  const time = isTime ? Number(ticks) : 1;
  if (kind === "cpu") builder.addCpu(time);
  else builder.addIo(time, device);
}

/** Reports properties that mean nothing here: a mistyped one would otherwise be ignored without a word. */
function checkFields(fields: Fields, known: readonly string[], path: WorkloadPath, problems: ProblemList): void {
  for (const field in fields) {
    if (known.includes(field) || fields[field] === undefined || !Object.hasOwn(fields, field)) continue;
    const hint = suggest(field, known);
    problems.add([...path, field], {
      rule: `left out: the fields are ${known.filter((name) => !name.startsWith("$")).join(", ")}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}
