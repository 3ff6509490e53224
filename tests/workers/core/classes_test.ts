/**
 * Instances of the user's own classes that cross.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertStrictEquals, assertThrows } from "@std/assert";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { addClass } from "../../../workers/core/_classes.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { registerClass } from "../../../workers/process/register_class.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { double, Money, Point, Stack } from "./classes_targets.ts";

const module = new URL("./classes_targets.ts", import.meta.url);

Deno.test("Instances of registered classes cross with their class, fields and references", () => {
  const queue = new Queue<unknown>();
  const point = new Point(1, 2);
  point.next = point;
  queue.putSync({ one: point, two: point, lock: new Point(new Lock() as never, 0) });
  const { one, two, lock } = queue.getSync() as Record<string, Point>;
  assertInstanceOf(one, Point);
  assertStrictEquals(one, two);
  assertStrictEquals(one.next, one);
  assertEquals([one.x, one.sum, Object.keys(one)], [1, 3, ["x", "y", "next"]]);
  assertInstanceOf(lock.x, Lock);
  queue.putSync([new Money(5), new Stack([1, 2, 3])]);
  const [money, stack] = queue.getSync() as [Money, Stack];
  assertEquals([money.cents, stack.top, stack.length], [5, 3, 3]);
  assertInstanceOf(stack, Stack);
});

Deno.test("Instances cross as arguments and results of a pool, both ways", async () => {
  await using pool = new Pool({ processes: 1, module });
  const [money, point] = await pool.apply(double, [new Money(21), new Point(1, 2)]);
  assertInstanceOf(money, Money);
  assertEquals([money.cents, point.x], [42, 2]);
  assertInstanceOf((await pool.map(double, [new Money(1), new Money(2)]))[1][0], Money);
});

Deno.test("An instance of a class that is not registered here is refused where it arrives, and only it is lost", () => {
  class Stranger {}
  addClass({ name: "Stranger", prototype: Stranger.prototype });
  const [mine, theirs] = Pipe();
  const lock = new Lock();
  mine.sendSync([new Stranger(), lock]);
  mine.sendSync("next");
  addClass({ name: "Stranger", prototype: {}, toState: () => 1, fromState: () => 1 });
  assertThrows(() => theirs.recvSync(), TypeError, "Cannot receive an instance of Stranger");
  assertEquals(theirs.recvSync(), "next");
});

Deno.test("Instances that cannot cross are refused with the path", () => {
  const queue = new SimpleQueue<unknown>();
  class Sub extends Point {}
  assertThrows(() => queue.putSync({ a: [new Sub(1, 2)] }), DOMException, "Cannot send item.a[0]: an instance of Sub");
  const point = new Point(1, 2);
  point.next = (() => {}) as never;
  assertThrows(() => queue.putSync({ point }), DOMException, "Cannot send item.point.next: a function");
  class Selfish {}
  registerClass(Selfish, { toState: (self) => ({ self }), fromState: () => new Selfish() });
  queue.putSync(new Selfish());
  assertThrows(() => queue.getSync(), TypeError, "must not refer to the instance itself");
  class Failing {}
  registerClass(Failing, {
    toState: () => 1,
    fromState: () => {
      throw new RangeError("no such state");
    },
  });
  queue.putSync([new Failing(), new Lock()]);
  assertThrows(() => queue.getSync(), RangeError, "no such state");
  assert(queue.empty());
});

Deno.test("registerClass() refuses what is no class, half of the functions, and a name that is taken", () => {
  class Fresh {}
  const wrong = (constructor: unknown, options?: unknown) => () =>
    registerClass(constructor as never, options as never);
  assertThrows(wrong(5), TypeError, "constructor must be a class, got 5");
  assertThrows(wrong(() => 1), TypeError, "constructor must be a class");
  assertThrows(wrong(Fresh, { name: "" }), TypeError, "name must be a text");
  assertThrows(wrong(Fresh, { toState: (x: unknown) => x }), TypeError, "given together");
  assertThrows(wrong(Fresh, { toState: 1, fromState: 1 }), TypeError, "toState must be a function, got 1");
  assertThrows(wrong(class List extends Array {}), TypeError, "more than their fields");
  assertThrows(wrong(Map), TypeError, "Cannot register Map: its instances are more than their fields");
  assertThrows(wrong(Fresh, 5), TypeError, "options must be an object, got 5");
  assertThrows(wrong(class Odd extends Error {}), TypeError, "registerErrorClass");
  assertThrows(wrong(Fresh, { name: "Point" }), RangeError, "another has it");
  registerClass(Point); // again
});
