// Policies of one's own in the state of the page: what is read, how they are described, and what goes to the terminal.
import { assertEquals, assertThrows } from "@std/assert";
import { resolveOptions } from "../../../engine/resolve_options.ts";
import { Background, TaskError } from "../../../web/background/background.ts";
import { describeTask } from "../../../web/background/describe_task.ts";
import { contenderOf } from "../../../web/contender.ts";
import { deleteScript, takeScript } from "../../../web/own_policy/change_own.ts";
import { DefinedPolicies } from "../../../web/own_policy/defined_policies.ts";
import { SCRIPTS } from "../../../web/own_policy/scripts.ts";
import { OWN_LENGTH_MAX, OwnPolicies } from "../../../web/own_policies.ts";
import { Page } from "../../../web/page.ts";
import { readSnapshot } from "../../../web/read_snapshot.ts";
import { type ChosenPolicy, PageState } from "../../../web/state.ts";
import { terminalCommand } from "../../../web/terminal/terminal_command.ts";
import { usualSnapshot } from "../../../web/usual_snapshot.ts";

const usual = usualSnapshot();

/** Describes here and now, counts how often, and keeps no text from the one before. */
class HereBackground extends Background {
  asked = 0;

  constructor() {
    super("");
  }

  override async run(_name: never, _input: unknown, { own = [] }: { own?: readonly string[] } = {}): Promise<never> {
    this.asked += 1;
    const policies = new DefinedPolicies();
    try {
      for (const text of own) policies.define(text);
      return await describeTask(null, () => {}) as never;
    } catch (error) {
      const { name, message } = error as Error;
      throw new TaskError(name, message, policies.placeOf(error));
    }
  }
}

function classCalled(name: string, rest = ""): string {
  return `export default class ${name} { ${rest} }\n`;
}

Deno.test("readSnapshot() reads policies of one's own, and refuses those that there are not", () => {
  const own = ["class A {}\r\nexport default A\r", "x"];
  const policies = [{ policy: "own-2" }, { policy: "own-1", options: { quantum: "3" } }];
  const read = readSnapshot({ version: 1, own, policies }, usual);
  assertEquals(read.own, ["class A {}\nexport default A\n", "x"]);
  assertEquals(read.policies, [{ policy: "own-2", options: {} }, { policy: "own-1", options: { quantum: "3" } }]);
  // What an older page wrote has none.
  assertEquals(readSnapshot({ version: 1 }, usual).own, []);
  const wrong: [object, string][] = [
    [{ own: "x" }, "own must be a list"],
    [{ own: [3] }, "own[0] must be a text"],
    [{ own: new Array(7).fill("") }, "own must be at most 6, got 7"],
    [{ own: ["x".repeat(OWN_LENGTH_MAX + 1)] }, `own[0] must be at most ${OWN_LENGTH_MAX} characters`],
    [{ own: ["x"], policies: [{ policy: "own-2" }] }, "policies[0].policy must be one of fcfs,"],
    [{ policies: [{ policy: "own-1" }] }, "policies[0].policy must be one of fcfs,"],
  ];
  for (const [part, message] of wrong) assertThrows(() => readSnapshot({ version: 1, ...part }, usual), Error, message);
});

Deno.test("OwnPolicies.update() describes texts once, says what is wrong, and keeps the rest", async () => {
  const background = new HereBackground();
  const own = new OwnPolicies(background);
  const quick = classCalled("Quick", "static options = { pace: { summary: 'Ticks.', min: 2 } }; pace = 5;");
  await own.update([quick, classCalled("Slow")]);
  assertEquals(own.all.value.map(({ state, policy }) => [state, policy.title]), [["defined", "Quick"], [
    "defined",
    "Slow",
  ]]);
  assertEquals([background.asked, background.own.length], [2, 2]);
  const [{ policy }] = own.all.value;
  assertEquals(policy.options.map(({ name, min, default: usual }) => [name, min, usual]), [["pace", 2, 5]]);
  // What is described is known to the engine by its name, for options and rules.
  assertEquals(resolveOptions({ policy: policy.name, pace: 3 } as never).policy, policy.name);
  assertThrows(() => resolveOptions({ policy: policy.name, pace: 1 } as never), RangeError, "pace must be");
  const contender = contenderOf({ policy: "own-1", options: { pace: "1" } }, {}, own.all.value);
  assertEquals(contender.refused.map(({ option }) => option), ["pace"]);
  // Of a text that is wrong what it was before stands there, and the others run.
  await own.update([`${quick}}`, classCalled("Slow")]);
  const [mistaken, slow] = own.all.value;
  assertEquals([mistaken.state, mistaken.policy.title, mistaken.mistake?.line], ["mistaken", "Quick", 2]);
  assertEquals([slow.state, background.own], ["defined", [classCalled("Slow")]]);
  const refused = contenderOf({ policy: "own-1", options: {} }, {}, own.all.value);
  assertEquals([refused.options, refused.refused], [null, [{
    option: null,
    message: "line 2: there must be an expression, got }",
  }]]);
  const { asked } = background;
  await own.update([`${quick}}`, classCalled("Slow")]);
  assertEquals(background.asked, asked);
  // One that was not described has no options, and waits.
  const waiting = contenderOf({ policy: "own-1", options: { pace: "3" } }, {}, []);
  assertEquals([waiting.options, waiting.refused, waiting.label], [null, [], "own-1"]);
});

Deno.test("deleteScript() leaves the others what they are, and can be undone", () => {
  const own = [SCRIPTS.slice, SCRIPTS.key, SCRIPTS.pick];
  const policies: ChosenPolicy[] = [{ policy: "own-3", options: {} }, { policy: "own-2", options: { quantum: "2" } }, {
    policy: "own-1",
    options: {},
  }];
  const page = new Page(new PageState({ ...usual, own, policies, shown: 1 }), new HereBackground(), []);
  deleteScript(page, 1);
  assertEquals(page.state.own.value, [SCRIPTS.slice, SCRIPTS.pick]);
  assertEquals(page.state.policies.value.map(({ policy }) => policy), ["own-2", "rr", "own-1"]);
  page.undo();
  assertEquals([page.state.own.value, page.state.policies.value], [own, policies]);
  // A link that has none of them takes their place, and they can be had back.
  page.open(usual);
  assertEquals(page.state.own.value, []);
  page.undo();
  assertEquals([page.state.own.value, page.state.policies.value], [own, policies]);
  // A file that is dropped takes the place of what is shown.
  takeScript(page, "\ufeffclass A {}\r\n");
  assertEquals(page.state.own.value.at(-1), "class A {}\n");
  assertEquals(page.state.policies.value[1], { policy: "own-4", options: {} });
});

Deno.test("terminalCommand() names policies of one's own by the files that it lists", async () => {
  const own = new OwnPolicies(new HereBackground());
  await own.update([
    classCalled("FairOne", "static options = { halfLife: { summary: 'Ticks.' } }; halfLife = 3;"),
    classCalled("Unused"),
  ]);
  const ownPolicies = own.all.value;
  const name = ownPolicies[0].policy.name;
  const policies: ChosenPolicy[] = [{ policy: "own-1", options: { halfLife: "7" } }, { policy: "rr", options: {} }];
  const { commands, files } = terminalCommand({ ...usual, policies, ownPolicies });
  assertEquals(commands, [`sim compare example:stallings -p ./${name}.ts:half-life=7,rr`]);
  assertEquals(files, [{ name: `${name}.ts`, text: ownPolicies[0].text }]);
});
