/**
 * A function of the name and text of an export is not taken for it where there may be several: in processes, pools, managers and their pools.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { handedOver } from "../../../workers/core/_handed_over.ts";
import { WorkerDied } from "../../../workers/errors.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { task } from "../../../workers/pool/options.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import { LONG_MS } from "../support.ts";
import { anotherPower } from "./handed_over_more.ts";
import * as targets from "./handed_over_targets.ts";

const module = new URL("./handed_over_targets.ts", import.meta.url).href;
const { closures } = targets;
type Count = (value: number) => number;

/** Functions that are in doubt, and whether they are the export. */
const doubtful: [name: "scale" | "add" | "taken" | "half" | "rest" | "power", Count][] = [
  ["scale", closures.scale],
  ["scale", targets.scale],
  ["add", closures.add],
  ["add", targets.add],
  ["taken", closures.taken],
  ["half", closures.half],
  ["half", targets.half],
  ["rest", closures.rest],
  ["power", anotherPower.power],
];

const wording = { action: "run the task", howTo: (name: string) => `the name ${name}` };

Deno.test("handedOver() refuses what may be one of several functions, and says how the export is named", () => {
  for (const [name, doubt] of doubtful) {
    assertThrows(() => handedOver(doubt, module, wording), TypeError, `use the name ${name}`);
    assertThrows(() => handedOver(doubt, module, wording), TypeError, `Cannot run the task ${name}: file:`);
  }
  for (const type of [closures.Box, targets.Box, closures.Worker, targets.Worker]) {
    assertThrows(() => handedOver(type, module, wording), TypeError, type.name);
  }
});

Deno.test("handedOver() takes what is declared once, however it is written", () => {
  const {
    square,
    later,
    twice,
    thrice,
    same,
    typed,
    named,
    bracketed,
    own,
    default: byDefault,
    cube,
    Cell,
    shown,
    differs,
  } = targets;
  for (
    const one of [
      square,
      later,
      twice,
      thrice,
      same,
      typed,
      named,
      bracketed,
      own,
      byDefault,
      cube,
      Cell,
      shown,
      differs,
    ]
  ) {
    assert(handedOver(one, module, wording).startsWith(`${one.name}\n`), one.name);
  }
});

/** Modules, each with whether the function that it gives as `given` can be told from others. */
const modules: [canTell: boolean, source: string][] = [
  [false, "const by = (k) => function f(n) { return n * k; }; export default by(2); export const given = by(3);"],
  [false, "const by = (k) => function f(n) { return n * k; }; export let f = by(2); export const given = by(3);"],
  [
    false,
    "const by = (k) => function f(n) { return n * k; }; let f; f = by(2); export { f }; export const given = by(3);",
  ],
  [
    false,
    "const by = (k) => { const f = (n) => n * k; return f; }\nexport const f = by(2)\nexport const given = by(3)",
  ],
  [false, "const by = (k) => ({ f: (n) => n * k }); export const { f } = by(2); export const given = by(3).f;"],
  [false, "const by = (k) => ({ f(n) { return n * k; } }); export const { f } = by(2); export const given = by(3).f;"],
  [
    false,
    "export const f = (() => { const k = 2; return function f(n) { return n * k; }; })(); const k = 3;" +
    "export const given = (() => function f(n) { return n * k; })();",
  ],
  [
    false,
    "const k = 2; export async function f(n) { return n * k; } export const given = ((k) => async function f(n) { return n * k; })(3);",
  ],
  [
    false,
    "const k = 2; export function* f(n) { yield n * k; } export const given = ((k) => function* f(n) { yield n * k; })(3);",
  ],
  [false, "export class f { a = 2 } const by = () => { class f { a = 2 } return f; }; export const given = by();"],
  [
    false,
    "const b = /[`/]/, by = (k) => function f(n) { return n * k; }; `${`}`}`; export const f = by(2); export const given = by(3);",
  ],
  [true, "export function f(n) { return n; } export const given = f;"],
  [true, "export function f(n) { return n; } // const f = by(2)\nexport const given = f;"],
  [
    true,
    "export function f(n) { return n; } const g = { f: 1, text: `function f(n) { return n; }` }; g.f = f; export const given = f;",
  ],
  [true, "function f(n) { return n; }\nexport { f as default, f as given }"],
  [
    true,
    "import { basename } from 'node:path'\nexport const f = async (n = basename('/a')) => { return n }\nexport const given = f",
  ],
  [true, "export const f = (n) => { const f = [n].map((f) => f + 1); return f; }; export const given = f;"],
  [true, "export const a = 1, f = (n) => n / 2 / a; export const given = f;"],
];

Deno.test("handedOver() reads modules of every kind", async () => {
  const folder = await Deno.makeTempDir({ prefix: "quanta-handed-over-" });
  try {
    for (const [index, [canTell, source]] of modules.entries()) {
      await Deno.writeTextFile(`${folder}/${index}.mjs`, source);
      const place = new URL(`file://${folder}/${index}.mjs`).href;
      const { given } = await import(place);
      const hand = () => handedOver(given, place, wording);
      if (canTell) assert(hand().startsWith("f\n"), source);
      else assertThrows(hand, TypeError, `use the name ${source.includes("export default") ? "default" : "f"}`, source);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("handedOver() has name and text do where no text can be read", () => {
  for (
    const place of [
      "https://example.com/a.ts",
      "data:text/javascript,",
      new URL("./gone.ts", import.meta.url).href,
      "no_such_name",
    ]
  ) {
    assert(handedOver(closures.scale, place, wording).startsWith("scale\n"), place);
  }
});

Deno.test("handedOver() takes every function and class that the library exports", async () => {
  for (const door of ["workers", "engine", "analysis", "pictures"]) {
    const place = import.meta.resolve(`../../../${door}/mod.ts`);
    const exports = Object.entries(await import(place)).filter(([name, value]) =>
      typeof value === "function" && value.name === name
    );
    assert(exports.length > 3, door);
    for (const [name, value] of exports) assert(handedOver(value as Count, place, wording).startsWith(name), name);
  }
});

Deno.test("Pool refuses a closure of the name and text of an export in every form", async () => {
  await using pool = new Pool({ module, processes: 1 });
  for (const [name, doubt] of doubtful) {
    const howTo = `task(module, "${name}")`;
    await assertRejects(() => pool.apply(doubt, [5]), TypeError, howTo);
    await assertRejects(() => pool.apply(task(module, doubt), [5]), TypeError, howTo);
    await assertRejects(() => pool.map(doubt, [5]), TypeError, howTo);
    await assertRejects(() => pool.applyAsync(doubt, [5]).get(), TypeError, howTo);
    await assertRejects(() => pool.mapAsync(doubt, [5]).get(), TypeError, howTo);
    await assertRejects(() => pool.starmap(doubt, [[5]]), TypeError, howTo);
    await assertRejects(() => pool.imap(doubt, [5]).next(), TypeError, howTo);
    await assertRejects(() => pool.imapUnordered(doubt, [5]).next(), TypeError, howTo);
    assertThrows(() => pool.applySync(doubt, [5]), TypeError, howTo);
    assertThrows(() => pool.mapSync(doubt, [5]), TypeError, howTo);
    assertThrows(() => pool.starmapSync(doubt, [[5]]), TypeError, howTo);
    assertEquals(await pool.apply(task<[number], number>(module, name), [5]), targets[name](5));
  }
  assertEquals(await pool.map(targets.typed, [1, 2]), [2, 3]);
  assertThrows(
    () => new Pool({ module, processes: 1, initializer: closures.scale, initArgs: [1] }),
    TypeError,
    'task(module, "scale")',
  );
});

Deno.test("Process refuses a closure of the name and text of an export, as target and as class", async () => {
  using queue = new Queue<number>();
  for (const target of [closures.scale, targets.scale]) {
    const process = new Process({ module, target, args: [5, queue] });
    assertThrows(() => process.start(), TypeError, 'target: "scale"');
  }
  assertThrows(() => new closures.Worker({ module }).start(), TypeError, "Worker");
  const process = new Process({ module, target: "scale", args: [5, queue] });
  process.start();
  assertEquals(await queue.get(), 10);
  assert(await process.join(LONG_MS));
});

Deno.test("Manager refuses a closure of the name and text of an export: registered, as modifier, initializer and in its pools", async () => {
  assertThrows(() => Manager.register({ module, type: closures.Box }), TypeError, 'type: "Box"');
  assertThrows(() => Manager.register({ module, type: targets.Box }), TypeError, 'type: "Box"');
  const error = await assertRejects(() => Manager.open({}, { module, target: closures.scale, args: [1] }), WorkerDied);
  assertMatch((error.cause as Error).message, /use "scale"/);
  await using manager = new Manager();
  const box = await manager.create(Manager.register<{ read(): number }, []>({ module, type: "Box" }), []);
  assertEquals(await box.read(), 2);
  const value = await manager.value(5);
  await assertRejects(() => value.modify({ module, target: closures.add }), TypeError, 'use "add"');
  assertEquals(await value.modify({ module, target: "add" }), 7);
  const own = await manager.pool({ module, processes: 1 }); // whose module only the manager knows
  const other = await manager.pool({ processes: 1 });
  for (const [name, doubt] of doubtful.slice(0, 2)) {
    const howTo = `task(module, "${name}")`;
    await assertRejects(() => own.apply(doubt, [5]), TypeError, howTo);
    await assertRejects(() => other.map(task(module, doubt), [5]), TypeError, howTo);
    assertEquals(await own.apply(task<[number], number>(module, name), [5]), 10);
  }
  assertEquals(await own.apply(targets.typed, [5]), 6);
  const broken = await manager.pool({ module, processes: 1, initializer: closures.scale as never });
  assertMatch(((await assertRejects(() => broken.apply(targets.typed, [5]), Error)).cause as Error).message, /"scale"/);
});
