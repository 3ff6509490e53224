/**
 * Classes and functions of a manager are found by their names: what runs is what was handed over, or it is refused with how to name it.
 *
 * @module
 */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { WorkerDied } from "../../../workers/errors.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import * as target from "./manager_targets.ts";

const module = new URL("./manager_targets.ts", import.meta.url);

/** Called as one that the module exports, and another. */
class Shop {
  buy(): string {
    return "the local class";
  }
}

function double(value: number | undefined): number {
  return (value ?? 0) * 20;
}

function prepare(): void {}

Deno.test("A local class or function that is called as an export is refused, in all that a manager runs", async () => {
  await using manager = new Manager();
  const local = Manager.register({ module, type: Shop });
  await assertRejects(() => manager.create(local), TypeError, 'exports another function as "Shop"');
  assertThrows(() => manager.createSync(local), TypeError, 'exports another function as "Shop"');
  const dict = await manager.dict({ n: 1 });
  await assertRejects(
    () => dict.modify("n", { module, target: double }),
    TypeError,
    'exports another function as "double"',
  );
  assertThrows(
    () => dict.modifySync("n", { module, target: double }),
    TypeError,
    'exports another function as "double"',
  );
  const pool = await manager.pool({ processes: 1, module });
  await assertRejects(() => pool.apply(double, [1]), TypeError, 'exports another function as "double"');
  const failed = new Manager({ start: false });
  assertThrows(() => failed.start({ module, target: prepare }), WorkerDied, 'exports another function as "prepare"');
  assertEquals(await dict.get("n"), 1);
});

Deno.test("Classes that one factory made share a name: each is found by that of its export", async () => {
  await using manager = new Manager();
  assertEquals([target.Apples.name, target.Pears.name], ["Fruit", "Fruit"]);
  const handed = Manager.register({ module, type: target.Pears });
  await assertRejects(() => manager.create(handed), TypeError, "as Apples, Pears");
  const named = Manager.register<InstanceType<typeof target.Pears>, [], never>({ module, type: "Pears" });
  const pears = await manager.create(named);
  assertEquals([await pears.kind(), pears.kindSync()], ["pears", "pears"]);
});
