/**
 * Reads the job strings of the scheduling programs of OSTEP (R. and A. Arpaci-Dusseau, "Operating Systems: Three Easy
 * Pieces"): what follows their option `-l`.
 *
 * - `mlfq.py`: `start,run,io:start,run,io`. A job asks for I/O after every `io` ticks of CPU (never if 0) except at its
 *   end; each I/O takes the time of the option `-i`, 5 by default.
 * - `scheduler.py`: `5,5,5`, the run times of jobs that all arrive at 0.
 *
 * The text may be the string alone or the options as typed: `-l 0,10,2:1,5,0 -i 3`. Three numbers without a colon could
 * be either; they are `mlfq.py`'s if `-i` is given or if the first or last is 0, which no run time is.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { checkColumns } from "./_check.ts";
import { TextPlaces } from "./_lines.ts";
import { ProblemList, textError } from "./_problems.ts";
import { parseWhole, RULE } from "./_rules.ts";

/** What `-i` is in `mlfq.py` where it is not given. */
export const OSTEP_IO_TICKS = 5;

/** The most bursts that a job string may stand for, which a few characters can: `0,9007199254740991,1`. */
const BURST_COUNT_MAX = 2 ** 24;

/** Options of {@linkcode readOstep}. */
export interface OstepOptions {
  /** Ticks of each I/O, from 0, where the text does not say it with `-i`. Default 5. */
  ioTicks?: number;
}

/** A text cut up: the job list where it stands, all else made blank, and the ticks of an I/O where `-i` says them. */
interface OstepText {
  list: string;
  ioTicks: number | undefined;
}

/**
 * Reads a workload from a job string. Job n of OSTEP, counted from 0, becomes the process with pid n + 1 and the name
 * `Job n`.
 *
 * @param text The text.
 * @param file For error messages.
 * @param options The time of an I/O.
 * @returns The checked columns; a note says how an ambiguous string was read.
 * @throws {WorkloadError} If the text is no job string or breaks a rule of the simulated machine.
 */
export function readOstep(
  text: string,
  file: string | undefined,
  options: OstepOptions = {},
): { workload: WorkloadColumns; notes: string[] } {
  const places = new TextPlaces(file, text);
  const { list, ioTicks } = cut(text, places);
  const numbers = list.split(/[,:]/).map((word) => parseWhole(word.trim()));
  const isTriple = numbers.length === 3 && !list.includes(":");
  const isForMlfq = list.includes(":") || isTriple && (ioTicks !== undefined || numbers[0] === 0 || numbers[2] === 0);
  const problems = new ProblemList(() => ({ file }));
  const builder = new ColumnsBuilder();
  let offset = 0;
  for (const job of list.split(isForMlfq ? ":" : ",")) {
    builder.addProcess(0);
    builder.setName(`Job ${builder.rows - 1}`);
    const fields = isForMlfq ? job.split(",") : ["0", job, "0"];
    const complaint = addJob(fields, ioTicks ?? options.ioTicks ?? OSTEP_IO_TICKS, builder, isForMlfq);
    if (complaint !== undefined) {
      const { field, ...rest } = complaint;
      problems.addAt(places.at(offset + job.search(/\S|$/)), ["processes", builder.rows - 1, field], rest);
      problems.throwIfFull();
    }
    offset += job.length + 1;
  }
  const notes = isTriple && !isForMlfq
    ? ["three numbers were read as the run times of three jobs (scheduler.py); for one job of mlfq.py add -i"]
    : [];
  return { workload: checkColumns(builder.finish(), problems), notes };
}

function cut(text: string, places: TextPlaces): OstepText {
  let ioTicks: number | undefined;
  const list = text
    .replace(/(?<!\S)-i\s+(\S+)/g, (option, value, offset) => {
      ioTicks = parseWhole(value);
      if (!(ioTicks >= 0)) {
        const start = offset + option.length - value.length;
        throw textError(places.at(start), { rule: `with -i as ${RULE.ticks}`, value });
      }
      return " ".repeat(option.length);
    })
    .replace(/(?<!\S)(?:-l|--jlist)(?![^\s=])=?|["']/g, (option) => " ".repeat(option.length));
  if (list.trim() === "" || !/^[\d.,:\s-]*$/.test(list)) {
    const rule = "a job string such as 0,10,2:1,5,0 (start, run time, I/O after) or 5,5,5 (run times)";
    throw textError(places.at(0), { rule, value: text.trim() });
  }
  return { list, ioTicks };
}

/** Adds the bursts of a job to the process that was just added; gives what is wrong with it. */
function addJob(
  fields: string[],
  ioTicks: number,
  builder: ColumnsBuilder,
  isForMlfq: boolean,
): { field: string; rule: string; value: string } | undefined {
  const [start, run, every] = fields.map((field) => parseWhole(field.trim()));
  const value = fields.map((field) => field.trim());
  let complaint: { field: string; rule: string; value: string } | undefined;
  if (fields.length !== 3) complaint = { field: "job", rule: "of three numbers: start,run,io", value: value.join(",") };
  else if (!(start >= 0)) complaint = { field: "start", rule: RULE.ticks, value: value[0] };
  else if (!(run >= 1)) complaint = { field: "run time", rule: RULE.cpu, value: value[1] };
  else if (!(every >= 0)) complaint = { field: "I/O frequency", rule: RULE.ticks, value: value[2] };
  else if (isForMlfq && every > 0 && builder.burstCount + 2 * Math.ceil(run / every) > BURST_COUNT_MAX) {
    const rule = `such that all jobs together have at most ${BURST_COUNT_MAX} bursts`;
    complaint = { field: "I/O frequency", rule, value: value[2] };
  }
  if (complaint !== undefined) {
    builder.addCpu(1);
    return complaint;
  }
  builder.setArrival(start);
  let left = run;
  for (; every > 0 && left > every; left -= every) {
    builder.addCpu(every);
    builder.addIo(ioTicks);
  }
  builder.addCpu(left);
}
