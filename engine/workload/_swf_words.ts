/**
 * What the fields of the Standard Workload Format are called where a log has a header of words.
 *
 * @module
 */

/** Names of the 18 fields, in lower case without spaces, dots, dashes and underscores. */
const WORDS: readonly (readonly string[])[] = [
  ["jobnumber", "jobid", "job", "id", "jobno", "number"],
  ["submittime", "submit", "submission", "submissiontime", "submitted", "arrival", "arrivaltime", "qtime"],
  ["waittime", "wait", "waiting", "waitingtime"],
  ["runtime", "run", "duration", "executiontime", "exectime", "elapsed", "elapsedtime"],
  [
    "allocatedprocessors",
    "numberofallocatedprocessors",
    "allocprocs",
    "allocatedprocs",
    "usedprocs",
    "usedprocessors",
    "procs",
    "processors",
    "nprocs",
    "allocproc",
    "procalloc",
    "numproc",
    "numprocs",
    "cpus",
  ],
  ["averagecputimeused", "avgcputime", "averagecputime", "cputime", "usedcputime", "cpuused", "avgcpu", "cputimeused"],
  ["usedmemory", "usedmem", "memory", "mem", "memused"],
  [
    "requestedprocessors",
    "requestednumberofprocessors",
    "reqprocs",
    "reqprocessors",
    "requestedprocs",
    "procreq",
    "reqnproc",
    "reqnprocs",
    "reqproc",
    "numprocsreq",
  ],
  ["requestedtime", "reqtime", "userestimate", "walltime", "requestedwalltime", "timelimit", "estimate", "timereq"],
  ["requestedmemory", "reqmem", "reqmemory", "memreq"],
  ["status", "completed", "state"],
  ["userid", "user", "uid"],
  ["groupid", "group", "gid"],
  [
    "executablenumber",
    "executable(application)number",
    "exe",
    "executable",
    "application",
    "app",
    "exenum",
    "executableid",
    "numexe",
    "appid",
  ],
  ["queuenumber", "queue", "queueid", "numqueue", "queuenum"],
  ["partitionnumber", "partition", "partitionid", "numpart", "partitionnum"],
  ["precedingjobnumber", "precedingjob", "preceding", "dependency", "dependson", "numpre", "prevjob"],
  ["thinktimefromprecedingjob", "thinktime", "think", "thinktimeprecedingjob"],
];

/**
 * The position, from 0, of the field that a word names; -1 where it names none.
 *
 * @param word A word of a header.
 * @returns The position.
 */
export function swfFieldOf(word: string): number {
  const name = word.toLowerCase().replace(/[\s._-]|^[;#]|[:,]$/g, "");
  return WORDS.findIndex((names) => names.includes(name));
}
