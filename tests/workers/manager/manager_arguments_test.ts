/**
 * What managers and their proxies refuse: wrong shapes and values, and names that are not an object's.
 *
 * @module
 */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Manager } from "../../../workers/manager/manager.ts";
import type { ManagerProxy } from "../../../workers/manager/manager_proxy.ts";
import * as target from "./manager_targets.ts";

const module = new URL("./manager_targets.ts", import.meta.url);
const shops = Manager.register({ module, type: target.Shop, exposed: ["buy", "greet"] });

/** Any value in the place of a typed one. */
// deno-lint-ignore no-explicit-any
const any = (value: unknown): any => value;

Deno.test("Names that begin with # are nobody's: no call reaches what is the manager's own", async () => {
  await using manager = new Manager();
  const proxies: ManagerProxy[] = [
    await manager.dict(),
    await manager.list(),
    await manager.set(),
    await manager.value(1),
    await manager.namespace() as unknown as ManagerProxy,
    await manager.create(shops, [1]),
    await manager.pool({ processes: 1, module }),
  ];
  for (const proxy of proxies) {
    for (const name of ["#shutdown", "#create", "#modify", "#count", "#hello", "#ready", "#", "#else"]) {
      await assertRejects(
        () => proxy.call(name, [["dict", new Map()]]),
        TypeError,
        `Cannot call ${name}: no object has`,
      );
      assertThrows(() => proxy.callSync(name, []), TypeError, `Cannot call ${name}: no object has`);
    }
    await assertRejects(() => proxy.call(any(5)), TypeError, "its name must be a string, got 5");
    assertThrows(() => proxy.callSync("get", any("x")), TypeError, "args must be an array, got string");
    for (const name of ["constructor", "__defineGetter__", "hasOwnProperty", "valueOf", "_hidden", "slowly"]) {
      await assertRejects(() => proxy.call(name), TypeError, "has no such method");
    }
  }
  assertEquals(manager.isAlive(), true);
});

Deno.test("Manager refuses wrong options, by name", () => {
  const wrong: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [5, TypeError, "options must be an object, got 5"],
    [null, TypeError, "options must be an object, got null"],
    [{ name: 5 }, TypeError, "name must be a string, got 5"],
    [{ start: "no" }, TypeError, 'start must be a boolean, got "no"'],
    [{ shutdownTimeoutMs: "5" }, TypeError, 'shutdownTimeoutMs must be a number of milliseconds, got "5"'],
    [{ shutdownTimeoutMs: NaN }, RangeError, "shutdownTimeoutMs must be 0 or more, got NaN"],
    [{ shutdownTimeoutMs: -1 }, RangeError, "shutdownTimeoutMs must be 0 or more, got -1"],
  ];
  for (const [options, Class, message] of wrong) {
    assertThrows(() => new Manager(any(options)), Class, `Cannot create a Manager: ${message}`);
  }
});

Deno.test("Manager.register() refuses what cannot be found or is no list of names", () => {
  const type = target.Shop;
  assertThrows(() => Manager.register(any(5)), TypeError, "options must be an object, got 5");
  assertThrows(() => Manager.register({ module, type: any(5) }), TypeError, "type must be a class or a function");
  assertThrows(() => Manager.register({ module, type: any((() => () => ({}))()) }), TypeError, "type must be a class");
  assertThrows(() => Manager.register({ module: any(5), type }), TypeError, "module must be the URL");
  assertThrows(
    () => Manager.register({ module, type, exposed: any("buy") }),
    TypeError,
    "exposed must be an array of names",
  );
  assertThrows(
    () => Manager.register({ module, type, exposed: any([5]) }),
    TypeError,
    "exposed must be an array of names",
  );
  assertThrows(
    () => Manager.register({ module, type, proxied: any(["#x"]) }),
    TypeError,
    "proxied must be an array of names",
  );
});

Deno.test("A manager refuses to create an object that lacks a method it is to expose", async () => {
  await using manager = new Manager();
  for (const type of ["Shop", target.makeShop]) {
    const wrong = Manager.register({ module, type: any(type), exposed: any(["buy", "none"]) });
    const text = "exposed must name its methods, and it has none of the name none";
    await assertRejects(() => manager.create(wrong, [1]), TypeError, text);
    assertThrows(() => manager.createSync(wrong, [1]), TypeError, text);
  }
  assertEquals(await (await manager.create(shops, [1])).buy(1), 0);
});

Deno.test("Manager.register() refuses to expose what stands nowhere in a class", () => {
  class Base {
    inherited(): void {}
  }
  class Own extends Base {
    field = () => {};
    constructor() {
      super();
      Object.defineProperty(this, "made", { value: () => {} });
    }
  }
  class Plain extends Base {
    field = () => {};
  }
  const register = (type: new () => object, field: string, name: string) => () =>
    Manager.register({ module, type, [field]: any([name]) });
  for (const field of ["exposed", "proxied"]) {
    for (const name of ["inherited", "field", "toString"]) register(Plain, field, name)();
    register(Own, field, "made")();
    register(Own, field, "computed")(); // what its constructor defines may have any name
    assertThrows(register(Plain, field, "nope"), TypeError, `${field} must name methods of Plain, got "nope"`);
  }
});

Deno.test("A manager refuses wrong contents, indexes and options, in both forms", async () => {
  await using manager = new Manager();
  const list = await manager.list([1, 2, 3]);
  const dict = await manager.dict<string, number>({ a: 1 });
  const namespace = await manager.namespace({ a: 1 });
  const pool = await manager.pool({ processes: 1, module });
  const wrong: [call: (sync: "" | "Sync") => unknown, Class: typeof TypeError | typeof RangeError, message: string][] =
    [
      [
        (sync) => any(manager)[`dict${sync}`](5),
        TypeError,
        "entries must be an object or pairs of key and value, got 5",
      ],
      [
        (sync) => any(manager)[`dict${sync}`](["ab"]),
        TypeError,
        'each entry must be a pair of key and value, got "ab"',
      ],
      [(sync) => any(manager)[`list${sync}`](5), TypeError, "items must be iterable, got 5"],
      [(sync) => any(manager)[`namespace${sync}`](5), TypeError, "must be an object"],
      [(sync) => any(manager)[`create${sync}`](shops, "ab"), TypeError, 'args must be an array, got "ab"'],
      [(sync) => any(manager)[`create${sync}`]("Shop"), TypeError, "type must come from Manager.register"],
      [(sync) => any(manager)[`pool${sync}`](5), TypeError, "options must be an object, got 5"],
      [
        (sync) => any(manager)[`dict${sync}`]([], "5"),
        TypeError,
        'timeoutMs must be a number of milliseconds, got "5"',
      ],
      [(sync) => any(dict)[`update${sync}`](5), TypeError, "entries must be an object"],
      [(sync) => any(dict)[`set${sync}`]({}, 1), TypeError, "must be a primitive"],
      [(sync) => any(list)[`at${sync}`]("0"), TypeError, 'index must be an integer, got "0"'],
      [(sync) => any(list)[`at${sync}`](0.5), RangeError, "index must be an integer, got 0.5"],
      [(sync) => any(list)[`set${sync}`](NaN, 1), RangeError, "index must be an integer, got NaN"],
      [(sync) => any(list)[`pop${sync}`](null), TypeError, "index must be an integer, got null"],
      [(sync) => any(list)[`insert${sync}`]("a", 1), TypeError, 'index must be an integer, got "a"'],
      [(sync) => any(list)[`extend${sync}`](5), TypeError, "items must be iterable, got 5"],
      [(sync) => any(list)[`slice${sync}`]("1"), TypeError, 'start must be an integer, got "1"'],
      [(sync) => any(list)[`slice${sync}`](0, NaN), RangeError, "end must be an integer, got NaN"],
      [(sync) => any(list)[`splice${sync}`](0, "1"), TypeError, 'deleteCount must be an integer, got "1"'],
      [(sync) => any(list)[`splice${sync}`](0, 1, "ab"), TypeError, 'items must be an array, got "ab"'],
      [(sync) => any(list)[`indexOf${sync}`](1, "0"), TypeError, 'start must be an integer, got "0"'],
      [(sync) => any(list)[`sort${sync}`]("desc"), TypeError, 'options must be an object, got "desc"'],
      [(sync) => any(list)[`sort${sync}`]({ reverse: "yes" }), TypeError, 'reverse must be a boolean, got "yes"'],
      [(sync) => any(list)[`sort${sync}`]({ key: {} }), TypeError, "key must be the name of a field"],
      [(sync) => any(list)[`increment${sync}`](0, "1"), TypeError, "must be two numbers"],
      [(sync) => any(namespace)[`get${sync}`](5), TypeError, "name must be a string, got 5"],
      [(sync) => any(namespace)[`set${sync}`]({}, 1), TypeError, "name must be a string"],
      [(sync) => any(pool)[`map${sync}`](target.square, 5), TypeError, "items must be iterable, got 5"],
      [(sync) => any(pool)[`apply${sync}`](target.square, 5), TypeError, "args must be an array, got 5"],
      [(sync) => any(pool)[`apply${sync}`]("square", [1]), TypeError, "target must be a function"],
      [(sync) => any(pool)[`apply${sync}`](null, [1]), TypeError, "target must be a function"],
      [(sync) => any(pool)[`applyAsync${sync}`](target.square, [1], 5), TypeError, "options must be an object, got 5"],
    ];
  for (const [call, Class, message] of wrong) {
    await assertRejects(() => call("") as Promise<unknown>, Class, message, String(call));
    assertThrows(() => call("Sync"), Class, message, String(call));
  }
  assertEquals([await list.slice(), await dict.size(), await namespace.copy()], [[1, 2, 3], 1, { a: 1 }]);
});
