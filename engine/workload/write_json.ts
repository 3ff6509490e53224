/**
 * Writes workloads as JSON and, of the same shape, as YAML: one process a line.
 *
 * @module
 */

import { BURST_KIND, type WorkloadColumns } from "../workload.ts";
import { needsOf } from "./_resources.ts";
import { TRAIT_NAMES, TRAITS } from "./_rules.ts";

/**
 * Writes a workload as JSON.
 *
 * @param workload Checked columns.
 * @returns The text in pieces.
 */
export function* writeJson(workload: WorkloadColumns): Generator<string, void, void> {
  const name = workload.name === undefined ? "" : `  "name": ${JSON.stringify(workload.name)},\n`;
  yield `{\n${name}  "processes": [\n`;
  const rows = workload.arrival.length;
  for (let row = 0; row < rows; row++) {
    yield `    { ${processFields(workload, row, '"').join(", ")} }${row + 1 < rows ? "," : ""}\n`;
  }
  const devices = deviceSpecs(workload, '"');
  yield devices === undefined ? "  ]\n}\n" : `  ],\n  "devices": ${devices}\n}\n`;
}

/**
 * Writes a workload as YAML.
 *
 * @param workload Checked columns.
 * @returns The text in pieces.
 */
export function* writeYaml(workload: WorkloadColumns): Generator<string, void, void> {
  if (workload.name !== undefined) yield `name: ${JSON.stringify(workload.name)}\n`;
  const devices = deviceSpecs(workload, "");
  if (devices !== undefined) yield `devices: ${devices}\n`;
  yield "processes:\n";
  for (let row = 0; row < workload.arrival.length; row++) {
    yield `  - { ${processFields(workload, row, "").join(", ")} }\n`;
  }
}

/** The members of a process; `quote` stands around keys. Quoted JSON texts are YAML's double-quoted ones. */
function processFields(workload: WorkloadColumns, row: number, quote: string): string[] {
  const { arrival, pid, names } = workload;
  const fields: string[] = [];
  const add = (key: string, value: string | number) => fields.push(`${quote}${key}${quote}: ${value}`);
  if (pid !== undefined) add("pid", pid[row]);
  const name = names?.[row];
  if (name !== undefined) add("name", JSON.stringify(name));
  add("arrival", arrival[row]);
  add("bursts", workload.cpu === undefined ? program(workload, row, quote) : workload.cpu[row]);
  for (const trait of TRAIT_NAMES) {
    const value = workload[trait]?.[row];
    // Below its least value, 0 stands for none.
    if (value !== undefined && value >= TRAITS[trait].least) add(trait, value);
  }
  const needs = Object.entries(needsOf(workload, row)).map(([name, count]) => `${JSON.stringify(name)}: ${count}`);
  if (needs.length > 0) add("resources", `{ ${needs.join(", ")} }`);
  const cpus = workload.affinity?.sets[workload.affinity.of[row] - 1];
  if (cpus !== undefined) add("affinity", `[${cpus.join(", ")}]`);
  const group = workload.group?.names[workload.group.of[row] - 1];
  if (group !== undefined) add("group", JSON.stringify(group));
  return fields;
}

/** What is said of devices; `undefined` where nothing is. */
function deviceSpecs({ bursts }: WorkloadColumns, quote: string): string | undefined {
  const said = bursts?.devices?.filter(({ servers, order }) => servers !== undefined || order !== undefined) ?? [];
  if (said.length === 0) return undefined;
  const key = (name: string) => `${quote}${name}${quote}`;
  const specs = said.map(({ name, servers, order }) => {
    const fields = [
      ...(servers === undefined ? [] : [`${key("servers")}: ${servers}`]),
      ...(order === undefined ? [] : [`${key("order")}: ${JSON.stringify(order)}`]),
    ];
    return `${JSON.stringify(name)}: { ${fields.join(", ")} }`;
  });
  return `{ ${specs.join(", ")} }`;
}

/** CPU bursts are plain numbers, which is what a number means after anything but a CPU burst. */
function program(workload: WorkloadColumns, row: number, quote: string): string {
  const { offset, kind, value, locks, device, devices } = workload.bursts!;
  const deviceField = (of: number) =>
    of === 0 ? "" : `, ${quote}device${quote}: ${JSON.stringify(devices![of - 1].name)}`;
  const entries: string[] = [];
  for (let index = offset[row]; index < offset[row + 1]; index++) {
    switch (kind[index]) {
      case BURST_KIND.cpu:
        entries.push(String(value[index]));
        break;
      case BURST_KIND.io:
        entries.push(`{ ${quote}io${quote}: ${value[index]}${deviceField(device?.[index] ?? 0)} }`);
        break;
      default: {
        const word = kind[index] === BURST_KIND.lock ? "lock" : "unlock";
        entries.push(`{ ${quote}${word}${quote}: ${JSON.stringify(locks[value[index]])} }`);
      }
    }
  }
  return `[${entries.join(", ")}]`;
}
