/**
 * Reads a {@linkcode Snapshot} from what JSON gave: a link that somebody sent may be cut off, changed, or from a newer page.
 *
 * @module
 */

import { POLICIES } from "../engine/policies.ts";
import { readJobs } from "./jobs/jobs.ts";
import { OWN_LENGTH_MAX, OWN_MAX, ownId } from "./own_policies.ts";
import { oneOf, readBoolean, readRecord, readText, readWhole, refusal } from "./read_value.ts";
import {
  type ChosenPolicy,
  CONTENDERS_MAX,
  LANGUAGE_CHOICES,
  type OptionTexts,
  type Snapshot,
  SNAPSHOT_VERSION,
  THEME_CHOICES,
} from "./state.ts";

/**
 * Checks every part of it. What is missing is as in `usual`; what is there must be right.
 *
 * @throws {TypeError} If a part is of the wrong shape.
 * @throws {RangeError} If a value is none of those that it can have, or the version is newer.
 */
export function readSnapshot(value: unknown, usual: Snapshot): Snapshot {
  const given = readRecord("it", value);
  if (given.version !== SNAPSHOT_VERSION) {
    const rule = typeof given.version === "number" && given.version > SNAPSHOT_VERSION
      ? `at most ${SNAPSHOT_VERSION}, which this page knows; a newer page wrote it`
      : String(SNAPSHOT_VERSION);
    throw new RangeError(refusal("version", rule, given.version));
  }
  const part = <T>(name: keyof Snapshot, read: (name: string, value: unknown) => T): T =>
    given[name] === undefined ? usual[name] as T : read(name, given[name]);
  const own = part("own", readOwn);
  const policies = part("policies", (name, value) => readPolicies(name, value, own.length));
  return {
    version: SNAPSHOT_VERSION,
    jobs: part("jobs", readJobs),
    policies,
    own,
    machine: part("machine", readTexts),
    shown: Math.min(part("shown", readWhole), policies.length - 1),
    view: part("view", readText),
    cursor: part("cursor", (name, value) => value === null ? null : readWhole(name, value)),
    language: part("language", oneOf(LANGUAGE_CHOICES)),
    theme: part("theme", oneOf(THEME_CHOICES)),
    patterns: part("patterns", readBoolean),
    views: part("views", readRecord),
  };
}

function readTexts(name: string, value: unknown): OptionTexts {
  return Object.fromEntries(
    Object.entries(readRecord(name, value)).map(([key, text]) => [key, readText(`${name}.${key}`, text)]),
  );
}

function readOwn(name: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError(refusal(name, "a list", value));
  if (value.length > OWN_MAX) throw new RangeError(refusal(name, `at most ${OWN_MAX}`, value.length));
  // Lines end as they do where one types.
  return value.map((text, place) => readText(`${name}[${place}]`, text, OWN_LENGTH_MAX).replaceAll(/\r\n?/g, "\n"));
}

/** Policies, with so many of one's own. */
function readPolicies(name: string, value: unknown, own: number): readonly ChosenPolicy[] {
  if (!Array.isArray(value)) throw new TypeError(refusal(name, "a list", value));
  if (value.length < 1 || value.length > CONTENDERS_MAX) {
    throw new RangeError(refusal(name, `from 1 to ${CONTENDERS_MAX}`, value.length));
  }
  const names = [...POLICIES.map((known) => known.name), ...Array.from({ length: own }, (_, place) => ownId(place))];
  return value.map((each, index) => {
    const { policy, options = {} } = readRecord(`${name}[${index}]`, each);
    return {
      policy: oneOf(names)(`${name}[${index}].policy`, policy),
      options: readTexts(`${name}[${index}].options`, options),
    };
  });
}
