/**
 * The policies side by side: which, with which options, and what each is.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { POLICIES } from "../../engine/policies.ts";
import type { OptionSpec, Policy } from "../../engine/policy.ts";
import { Button } from "../button.tsx";
import { commonOptions, type Refused } from "../contender.ts";
import { focusAfter } from "../focus_after.ts";
import { fill, type Texts } from "../languages/language.ts";
import { beginScript } from "../own_policy/change_own.ts";
import { allPolicies, OWN_MAX, ownPlace } from "../own_policies.ts";
import { ScriptEditor } from "./script_editor.tsx";
import type { Page } from "../page.ts";
import { CONTENDERS_MAX } from "../state.ts";
import { OptionField } from "./option_field.tsx";

/** Options of the machine that one also compares: each policy may have its own. */
const OWN_MACHINE_OPTIONS = MACHINE_OPTIONS.filter(({ name }) => name === "ties");

/** What stands in the lists of policies for one that is to be written. */
const NEW = "own";

/** The panel. */
export function PoliciesPanel({ page }: { readonly page: Page }) {
  const { state } = page;
  const texts = page.texts.value;
  const policies = state.policies.value;
  const add = () => {
    const unused = POLICIES.find(({ name }) => !policies.some(({ policy }) => policy === name));
    page.keep();
    state.policies.value = [...policies, { policy: unused?.name ?? "rr", options: {} }];
    state.shown.value = policies.length;
  };
  return (
    <section class="panel policies" aria-labelledby="policies-title">
      <header>
        <h2 id="policies-title">{texts.policies.title}</h2>
        <div class="actions">
          <Button isOff={!page.canUndo} onPress={() => page.undo()}>{texts.jobs.undo}</Button>
        </div>
      </header>
      <ol>
        {policies.map((_, index) => <PolicyItem key={index} page={page} index={index} />)}
      </ol>
      {policies.length < CONTENDERS_MAX && <button type="button" onClick={add}>{texts.policies.add}</button>}
    </section>
  );
}

function PolicyItem({ page, index }: { readonly page: Page; readonly index: number }) {
  const { state } = page;
  const texts = page.texts.value;
  const { policy: id, options } = state.policies.value[index];
  const machine = state.machine.value;
  const policy = page.policyOf(id);
  const { name } = policy;
  const place = ownPlace(id);
  const isEdited = place >= 0 && state.policies.value.findIndex((each) => each.policy === id) === index;
  const run = page.runs.all.value[index];
  const refused = run?.state === "refused" ? run.refused : page.contenders.value[index].refused;
  const specs = [...policy.options, ...OWN_MACHINE_OPTIONS];
  const field = (spec: OptionSpec) => (
    <OptionField
      key={spec.name}
      spec={OWN_MACHINE_OPTIONS.includes(spec) ? { ...spec, default: machine[spec.name] ?? spec.default } : spec}
      text={options[spec.name]}
      onText={(text) => page.setOption(index, spec.name, text)}
      refused={refused.filter(({ option }) => option === spec.name).map(({ message }) => message)}
      texts={texts}
    />
  );
  // The editor says what is wrong with a text.
  const isMistaken = place >= 0 && page.own.all.value[place]?.state === "mistaken";
  const elsewhere = isMistaken ? [] : refused.filter(({ option }) => !specs.some((spec) => spec.name === option));
  return (
    <li class={state.shown.value === index ? "policy shown" : "policy"}>
      <PolicyChoice page={page} index={index} />
      {isEdited && <ScriptEditor key={place} page={page} place={place} />}
      {elsewhere.length > 0 && <Refusals refused={elsewhere} texts={texts} />}
      {policy.options.length > 0 && (
        <div class="options" role="group" aria-label={fill(texts.policies.options, { policy: name })}>
          {policy.options.map(field)}
        </div>
      )}
      <details class="about">
        <summary>{fill(texts.policies.more, { policy: name })}</summary>
        <About policy={policy} texts={texts} />
        {state.policies.value.length > 1 && <div class="options">{OWN_MACHINE_OPTIONS.map(field)}</div>}
      </details>
    </li>
  );
}

/** Which policy, and the way to take it away. */
function PolicyChoice({ page, index }: { readonly page: Page; readonly index: number }) {
  const { state } = page;
  const texts = page.texts.value;
  const { policy: id, options } = state.policies.value[index];
  const { name } = page.policyOf(id);
  const own = page.own.all.value;
  const change = (chosen: string) => {
    if (chosen === NEW) return beginScript(page, index);
    const next = page.policyOf(chosen);
    page.keep();
    state.policies.value = state.policies.value.with(index, { policy: chosen, options: commonOptions(options, next) });
  };
  const remove = (button: HTMLElement) => {
    const list = button.closest("ol");
    const rest = state.policies.value.toSpliced(index, 1);
    page.keep();
    state.policies.value = rest;
    if (state.shown.value >= index) state.shown.value = Math.max(0, state.shown.value - 1);
    focusAfter(() =>
      Array.from(list?.querySelectorAll<HTMLElement>(".policy-choice select") ?? []).at(
        Math.min(index, rest.length - 1),
      )
    );
  };
  return (
    <div class="policy-choice">
      <select
        aria-label={fill(texts.policies.of, { number: index + 1 })}
        value={id}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        {allPolicies(own).map((each) => (
          <PolicyOption
            key={each.id}
            id={each.id}
            policy={each.policy}
            refusal={page.refusals.value.get(each.id) ?? null}
            texts={texts}
          />
        ))}
        {own.length < OWN_MAX && <option value={NEW}>{texts.policies.own}</option>}
      </select>
      {state.policies.value.length > 1 && (
        <button
          type="button"
          class="plain"
          aria-label={fill(texts.policies.remove, { policy: name })}
          onClick={({ currentTarget }) => remove(currentTarget)}
        >
          ×
        </button>
      )}
    </div>
  );
}

function PolicyOption(
  { id, policy, refusal, texts }: {
    readonly id: string;
    readonly policy: Policy;
    readonly refusal: string | null;
    readonly texts: Texts;
  },
) {
  return (
    <option value={id} title={refusal === null ? texts.say(policy.summary) : texts.sentence(refusal)}>
      {policy.name} · {texts.say(policy.title)}
      {refusal === null ? "" : ` (${texts.policies.notHere})`}
    </option>
  );
}

function Refusals({ refused, texts }: { readonly refused: readonly Refused[]; readonly texts: Texts }) {
  return (
    <p class="refused" role="alert">
      {refused.map(({ message }) => <span key={message}>{texts.sentence(message)}</span>)}
    </p>
  );
}

function About({ policy, texts }: { readonly policy: Policy; readonly texts: Texts }) {
  return (
    <>
      <p>{texts.say(policy.about)}</p>
      <dl>
        <dt>{texts.policies.key}</dt>
        <dd>{policy.key.name}: {texts.say(policy.key.meaning)}</dd>
        <dt>{texts.policies.ties}</dt>
        <dd>{texts.say(policy.tieRule)}</dd>
        {policy.avoid !== "" && <dt>{texts.policies.avoid}</dt>}
        {policy.avoid !== "" && <dd>{texts.say(policy.avoid)}</dd>}
        <dt>{texts.policies.source}</dt>
        <dd {...inOwnLanguage(policy.source, texts)}>{texts.say(policy.source)}</dd>
      </dl>
    </>
  );
}

/** Titles of publications are in their own language, which a screen reader is told. */
function inOwnLanguage(source: string, texts: Texts): { readonly lang?: string } {
  return texts.say(source) === source ? { lang: "en" } : {};
}
