/**
 * Policies of one's own on a command line: files where names of policies stand, `rr,./mine.ts:quantum=2`, and options that only they
 * have.
 *
 * @module
 */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { flagName } from "../../engine/option_text.ts";
import type { OptionSpec, Policy } from "../../engine/policy.ts";

/** Options whose values name policies. */
const POLICY_FLAGS = ["-p", "--policy", "--policies", "--vary"];

/** A file of a policy within a value, up to its options or the next policy. */
const FILE = /(^|[,=])((?:[A-Za-z]:[\\/])?[^,=:]*\.[mc]?[jt]s)(?=$|[,:])/g;

/** A policy's file. */
export interface PolicyFile {
  /** As it was typed. */
  readonly typed: string;
  readonly path: string;
  /** The address of its module. */
  readonly address: string;
}

/** The values that name policies, by the place of their word. */
function* policyValues(args: readonly string[]): Generator<{ index: number; head: string; value: string }> {
  const isCatalogue = args[0] === "policies";
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    const at = word.indexOf("=");
    if (POLICY_FLAGS.includes(word) && index + 1 < args.length) {
      yield { index: index + 1, head: "", value: args[index + 1] };
      index += 1;
    } else if (at > 0 && POLICY_FLAGS.includes(word.slice(0, at))) {
      yield { index, head: word.slice(0, at + 1), value: word.slice(at + 1) };
    } else if (isCatalogue && index > 0 && !word.startsWith("-")) {
      yield { index, head: "", value: word };
    }
  }
}

/** The files of policies that a command line names, each once. */
export function policyFiles(args: readonly string[], directory: string): PolicyFile[] {
  const files = new Map<string, PolicyFile>();
  for (const { value } of policyValues(args)) {
    for (const [, , typed] of value.matchAll(FILE)) {
      const path = resolve(directory, typed);
      files.set(typed, { typed, path, address: pathToFileURL(path).href });
    }
  }
  return [...files.values()];
}

/**
 * The command line with the names of the policies in the place of their files, and with options that only they have said with them:
 * `-p ./mine.ts --pace 3` becomes `-p mine:pace=3`.
 *
 * @param nameOf The policy of a file.
 * @param isKnown Whether a flag is one that the program has anyway.
 */
export function withPolicyNames(
  args: readonly string[],
  nameOf: (typed: string) => Policy,
  isKnown: (option: string) => boolean,
): string[] {
  const named = new Set<Policy>();
  for (const { value } of policyValues(args)) {
    for (const [, , typed] of value.matchAll(FILE)) named.add(nameOf(typed));
  }
  const { rest, settings } = ownSettings(args, [...named], isKnown);
  const words = [...rest];
  for (const { index, head, value } of policyValues(rest)) {
    words[index] = head + value.replaceAll(FILE, (_, before: string, typed: string) => {
      const policy = nameOf(typed);
      const own = settings.filter(({ name }) => policy.options.some((option) => option.name === name));
      return before + policy.name + own.map(({ name, text }) => `:${name}=${text}`).join("");
    });
  }
  return words;
}

interface Setting {
  readonly name: string;
  readonly text: string;
}

/** Takes the flags of options that only the policies have out of a command line. */
function ownSettings(
  args: readonly string[],
  policies: readonly Policy[],
  isKnown: (option: string) => boolean,
): { rest: string[]; settings: Setting[] } {
  const own = new Map<string, OptionSpec>();
  for (const spec of policies.flatMap(({ options }) => options)) {
    if (!isKnown(spec.name)) own.set(`--${flagName(spec.name)}`, spec);
  }
  const rest: string[] = [];
  const settings: Setting[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [word, text] = args[index].split(/=(.*)/s);
    const spec = own.get(word) ?? own.get(word.replace(/^--no-/, "--"));
    if (spec === undefined) rest.push(args[index]);
    else if (spec.type === "boolean") {
      settings.push({ name: spec.name, text: text ?? String(!word.startsWith("--no-")) });
    } else {
      settings.push({ name: spec.name, text: text ?? args[index + 1] ?? "" });
      if (text === undefined) index += 1;
    }
  }
  return { rest, settings };
}
