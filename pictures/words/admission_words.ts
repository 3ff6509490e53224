/**
 * Who is admitted to memory and who is not, in words.
 *
 * @module
 */

import { type Admission, type AdmissionWait, largestOf, type MemoryPiece } from "../../analysis/admissions.ts";
import { formatCount } from "../../engine/numbers.ts";
import type { ResolvedOptions } from "../../engine/result.ts";
import type { ProcessLabels } from "../process_labels.ts";
import type { Say } from "./language.ts";

/** What is said of admission, and by whom. */
export interface AdmissionWords {
  readonly options: Pick<ResolvedOptions, "admit" | "memory" | "memoryFit" | "resources">;
  readonly labels: ProcessLabels;
  readonly say: Say;
}

/** Which piece each `memoryFit` takes. */
const FIT_MEANING = {
  first: "the first free piece that is large enough",
  best: "the smallest free piece that is large enough",
  worst: "the largest free piece",
} as const;

/** `0-15, 75-100`. */
export function piecesText(pieces: readonly MemoryPiece[], say: Say): string {
  if (pieces.length === 0) return say("nothing");
  return pieces.map(({ from, to }) => `${formatCount(from)}-${formatCount(to)}`).join(", ");
}

/** `tape 2, printer 1`: what is free of counted resources. */
export function resourcesText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).map(([name, count]) => `${name} ${formatCount(count)}`).join(", ");
}

/** Why a job was admitted, and where. */
export function admissionText({ pid, memory, address, free }: Admission, words: AdmissionWords): string {
  const { options, labels, say } = words;
  const name = labels.name(pid);
  if (address === null) return say("{name} is admitted: there is room for one more", { name });
  return say("{name} is admitted at address {address}: {fit} for {memory} (free: {pieces})", {
    name,
    address: formatCount(address),
    fit: say(FIT_MEANING[options.memoryFit]),
    memory: formatCount(memory),
    pieces: piecesText(free, say),
  });
}

/** Why a job is not admitted. */
export function waitText(
  { pid, memory, reason, lacking, behind }: AdmissionWait,
  free: readonly MemoryPiece[],
  { options, labels, say }: AdmissionWords,
): string {
  const name = labels.name(pid);
  if (reason === "order") {
    return say("{name} is not admitted: {other} goes before it, and has no room", {
      name,
      other: labels.name(behind!),
    });
  }
  if (reason === "many") {
    const count = say.count(options.admit, "process", "processes");
    return say("{name} is not admitted: {count} are in memory, as many as may be", { name, count });
  }
  if (reason === "resource") {
    return say("{name} is not admitted: it needs {needed} of {resource}, and {free} of {total} are free", {
      name,
      needed: formatCount(lacking!.needed),
      resource: lacking!.name,
      free: formatCount(lacking!.free),
      total: formatCount(options.resources[lacking!.name]),
    });
  }
  const largest = formatCount(largestOf(free));
  return say("{name} is not admitted: it needs {memory}, and the largest free piece is {largest}", {
    name,
    memory: formatCount(memory),
    largest,
  });
}
