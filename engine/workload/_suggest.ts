/**
 * "Did you mean": the known word nearest to a mistyped one.
 *
 * @module
 */

/** What other programs and textbooks call the fields of a process. */
const SYNONYMS: Readonly<Record<string, string>> = {
  id: "pid",
  job: "pid",
  process: "name",
  submit: "arrival",
  start: "arrival",
  release: "arrival",
  time: "arrival",
  cpu: "bursts",
  service: "bursts",
  run: "bursts",
  runtime: "bursts",
  length: "bursts",
  duration: "bursts",
  execution: "bursts",
  prio: "priority",
  weight: "nice",
  walltime: "estimate",
  cpus: "processors",
  procs: "processors",
  mask: "affinity",
  cgroup: "group",
  jobs: "processes",
  tasks: "processes",
};

/** Longer words are not worth a guess, and would cost time. */
const WORD_LENGTH_MAX = 40;

/**
 * The remark that names the known word nearest to an unknown one.
 *
 * @param word The unknown word.
 * @param known The words that are allowed.
 * @returns `did you mean "..."?`, or `undefined` where none is near.
 */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (word.length > WORD_LENGTH_MAX) return undefined;
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const found = (known.includes(SYNONYMS[plain]) ? SYNONYMS[plain] : undefined) ?? nearest(plain, known) ??
    nearest(plain.replace(/time$|count$|number$/, ""), known) ??
    [SYNONYMS[plain], SYNONYMS[plain.replace(/time$|count$|number$/, "")]].find((name) =>
      name !== undefined && known.includes(name)
    );
  return found === undefined ? undefined : `did you mean ${JSON.stringify(found)}?`;
}

/** The first known word that at most a third of its letters tell from the given one. */
function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance <= Math.floor(candidate.length / 3) && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance with exchanges of neighbours counted once (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let previous: number[] = [];
  let current = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      let least = Math.min(current[j] + 1, next[j - 1] + 1, current[j - 1] + cost);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        least = Math.min(least, previous[j - 2] + 1);
      }
      next.push(least);
    }
    previous = current;
    current = next;
  }
  return current[to.length];
}
