/**
 * The hooks of a policy as the compiler knows them: what each is given and what it answers.
 *
 * @module
 */

/** The types of parameters and of the answer, as they are called in the core. */
export interface HookSignature {
  readonly parameters: readonly (readonly [name: string, type: string])[];
  readonly answer: string;
}

const PROCESS = ["process", "f64"] as const;
const CAUSE = ["cause", "string"] as const;
const LEFT = ["left", "f64"] as const;

/** Every hook of the contract (`engine/own_policy.ts`). */
export const HOOK_SIGNATURES: Readonly<Record<string, HookSignature>> = {
  start: { parameters: [["machine", "PolicyMachine"]], answer: "void" },
  ready: { parameters: [PROCESS, CAUSE], answer: "void" },
  key: { parameters: [PROCESS], answer: "f64" },
  pick: { parameters: [["cpu", "f64"]], answer: "f64" },
  picked: { parameters: [PROCESS], answer: "void" },
  slice: { parameters: [PROCESS], answer: "f64" },
  runningKey: { parameters: [PROCESS], answer: "f64" },
  preempts: { parameters: [["ready", "f64"], ["running", "f64"]], answer: "bool" },
  executed: { parameters: [PROCESS, ["ticks", "f64"]], answer: "void" },
  burstEnded: { parameters: [PROCESS], answer: "void" },
  expired: { parameters: [PROCESS], answer: "void" },
  blocked: { parameters: [PROCESS, LEFT, CAUSE], answer: "void" },
  preempted: { parameters: [PROCESS, LEFT], answer: "void" },
  terminated: { parameters: [PROCESS], answer: "void" },
  timer: { parameters: [], answer: "void" },
  level: { parameters: [PROCESS], answer: "f64" },
};
