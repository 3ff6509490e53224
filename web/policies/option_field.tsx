/**
 * The control of one option, made of the engine's description of it: a list for choices, a switch, a field for numbers and lists.
 * What is refused is said at the control.
 *
 * @module
 */

import { useId } from "preact/hooks";
import { flagName, OPTION_PLACEHOLDERS, optionText } from "../../engine/option_text.ts";
import type { OptionSpec } from "../../engine/policy.ts";
import type { Texts } from "../languages/language.ts";

/** What a control of an option needs. */
export interface OptionFieldProps {
  readonly spec: OptionSpec;
  /** What was typed; `undefined` where the option is at its default. */
  readonly text: string | undefined;
  /** Takes what is typed; empty for the default. */
  readonly onText: (text: string) => void;
  /** Why the value cannot be. */
  readonly refused: readonly string[];
  readonly texts: Texts;
}

/** The control. */
export function OptionField(props: OptionFieldProps) {
  const { spec, refused, texts } = props;
  const id = useId();
  const refusedId = refused.length > 0 ? `${id}-refused` : undefined;
  return (
    <div class={`option ${spec.type.replaceAll(" ", "-")}`}>
      <label for={id} title={described(spec, texts)}>{texts.option(spec.name)}</label>
      <Control {...props} id={id} refusedId={refusedId} />
      {refused.length > 0 && (
        <p class="refused" id={refusedId} role="alert">
          {refused.map((message) => <span key={message}>{texts.sentence(message)}</span>)}
        </p>
      )}
    </div>
  );
}

/** What an option is, and how the command line calls it. */
function described({ name, summary }: OptionSpec, texts: Texts): string {
  return `${texts.say(summary)} (--${flagName(name)})`;
}

/** The default as it would be typed; empty where it depends on other options. */
function usualText({ default: usual }: OptionSpec): string {
  return usual === undefined ? "" : optionText(usual);
}

function Control(
  { spec, text, onText, refused, texts, id, refusedId }: OptionFieldProps & {
    readonly id: string;
    readonly refusedId: string | undefined;
  },
) {
  const usual = usualText(spec);
  const shared = {
    id,
    title: described(spec, texts),
    "aria-invalid": refused.length > 0,
    "aria-describedby": refusedId,
  };
  switch (spec.type) {
    case "boolean":
      return (
        <input
          {...shared}
          type="checkbox"
          checked={(text ?? usual) === "true"}
          onChange={({ currentTarget }) => {
            const chosen = String(currentTarget.checked);
            onText(chosen === usual ? "" : chosen);
          }}
        />
      );
    case "choice":
      return (
        <select
          {...shared}
          value={text ?? usual}
          onChange={({ currentTarget }) => onText(currentTarget.value === usual ? "" : currentTarget.value)}
        >
          {spec.choices!.map((choice) => <option key={choice} value={choice}>{texts.choice(choice)}</option>)}
        </select>
      );
    default: {
      const isNumber = spec.type === "ticks" || spec.type === "count";
      return (
        <input
          {...shared}
          type="text"
          inputMode={isNumber && !spec.unlimited ? "numeric" : "text"}
          value={text ?? ""}
          placeholder={usual === "" ? texts.say(OPTION_PLACEHOLDERS[spec.type] ?? texts.policies.default) : usual}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      );
    }
  }
}
