/**
 * Code of the user's that runs while a message is encoded or decoded, and uses the library itself.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertStrictEquals, assertThrows } from "@std/assert";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { registerClass } from "../../../workers/process/register_class.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { LONG_MS } from "../support.ts";
import { echo } from "./reentry_targets.ts";

const SIZES = [1, 100, 16_000, 16_384, 70_000, 300_000];
const LARGE = "é".repeat(300_000);

Deno.test("Queue.put() delivers an item whose getter puts into the same queue, and both items are whole", async () => {
  for (const awaited of [false, true]) {
    for (const size of SIZES) {
      const queue = new Queue<unknown>();
      const text = "x".repeat(size);
      const item = {
        before: text,
        id: 17,
        get total() {
          if (awaited) void queue.put(["inner", text, new Lock()]);
          else queue.putSync(["inner", text, new Lock()]);
          return 99;
        },
        paid: text,
      };
      if (awaited) await queue.put(item);
      else queue.putSync(item);
      const inner = queue.getSync() as unknown[];
      assertEquals(inner.slice(0, 2), ["inner", text]);
      assertInstanceOf(inner[2], Lock);
      assertEquals(queue.getSync(), { before: text, id: 17, total: 99, paid: text });
      assert(queue.empty());
    }
  }
});

Deno.test("Every way into the library is open to getters, proxies, iterators and toString, at any depth", () => {
  const log = new SimpleQueue<unknown>();
  const [left, right] = Pipe();
  const meddle = (depth: number): number => {
    if (depth > 0) {
      log.putSync({
        depth,
        get rest() {
          return meddle(depth - 1);
        },
        tail: LARGE,
      });
    }
    right.sendBytesSync(new Uint8Array(20_000).fill(depth));
    left.recvBytesSync();
    assertThrows(
      () =>
        log.putSync({
          get bad() {
            return () => {};
          },
        }),
      DOMException,
      "Cannot send item.bad",
    );
    return depth;
  };
  const map = new Map<unknown, unknown>([["key", {
    get value() {
      return meddle(3);
    },
  }]]);
  const proxy = new Proxy({ a: 1, b: LARGE }, { get: (target, key) => (meddle(1), Reflect.get(target, key)) });
  const list = new Proxy([1, 2, 3], { get: (target, key) => (meddle(1), Reflect.get(target, key)) });
  const error = Object.defineProperty(new Error("e"), "message", { get: () => (meddle(1), "read") });
  const date = Object.assign(new Date(5), { getTime: () => meddle(1) });
  const queue = new Queue<unknown[]>();
  queue.putSync([map, proxy, list, error, date, LARGE]);
  const [gotMap, gotProxy, gotList, gotError, gotDate, large] = queue.getSync();
  assertEquals(gotMap, new Map([["key", { value: 3 }]]));
  assertEquals(gotProxy, { a: 1, b: LARGE });
  assertEquals(gotList, [1, 2, 3]);
  assertEquals((gotError as Error).message, "read");
  assertEquals(gotDate, new Date(5));
  assertStrictEquals(large, LARGE);
  let count = 0;
  for (; !log.empty(); count++) assertStrictEquals((log.getSync() as { tail: string }).tail, LARGE);
  assert(count > 10, `${count} messages in the midst of the others`);
});

Deno.test("What is sent while a message is encoded leaves no memory behind", () => {
  const tree = currentTree();
  const queue = new Queue<unknown>();
  const item = (depth: number): unknown =>
    depth === 0 ? 1 : {
      get inner() {
        queue.putSync(item(depth - 1));
        return queue.getSync();
      },
      tail: "x".repeat(20_000),
    };
  const once = () => {
    queue.putSync(item(6));
    queue.getSync();
  };
  once();
  const before = tree.core.usedBytes(tree.self);
  for (let round = 0; round < 20; round++) once();
  assertEquals(tree.core.usedBytes(tree.self), before);
});

Deno.test("A wait's options are read before the item is encoded", async () => {
  const queue = new Queue<unknown>(1);
  const other = new Queue<unknown>();
  const wait = {
    get timeoutMs() {
      other.putSync("from the options");
      return LONG_MS;
    },
  };
  queue.putSync("full");
  const late = queue.put("late", wait);
  assertEquals([queue.getSync(), await late, queue.getSync(wait)], ["full", undefined, "late"]);
  const [mine, theirs] = Pipe();
  mine.sendSync("sent", wait);
  await mine.sendBytes(new Uint8Array([7]), 0, 1, wait);
  assertEquals([theirs.recvSync(wait), await theirs.recvBytes(undefined, wait)], ["sent", new Uint8Array([7])]);
  while (!other.empty()) assertEquals(other.getSync(), "from the options");
});

Deno.test("Pool and Manager get arguments whole whose getters use them", async () => {
  await using pool = new Pool({ processes: 1, module: new URL("./reentry_targets.ts", import.meta.url) });
  const nested: Promise<unknown>[] = [];
  const argument = {
    first: LARGE,
    get second() {
      nested.push(pool.apply(echo, ["inner"]));
      return 2;
    },
    third: [3],
  };
  assertEquals(await pool.apply(echo, [argument]), { first: LARGE, second: 2, third: [3] });
  assertEquals(await Promise.all(nested), ["inner"]);
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>();
  await dict.set("outer", {
    get size() {
      return dict.sizeSync();
    },
    text: LARGE,
  });
  dict.setSync("blocking", {
    get size() {
      dict.setSync("third", LARGE);
      return dict.sizeSync();
    },
  });
  assertEquals(await dict.get("outer"), { size: 0, text: LARGE });
  assertEquals(await dict.get("blocking"), { size: 2 });
});

class Meddler {
  constructor(readonly id: number, readonly text: string) {}
}
const inbox = new SimpleQueue<unknown>();
registerClass(Meddler, {
  toState: ({ id, text }) => ({ id, text }),
  fromState: ({ id, text }) => {
    inbox.putSync({ id, text: text.toUpperCase() });
    assertEquals(inbox.getSync(), { id, text: text.toUpperCase() });
    return new Meddler(id, text);
  },
});

Deno.test("fromState may send and receive while its own message is decoded", () => {
  const queue = new Queue<unknown>();
  for (const size of SIZES) {
    const text = "m".repeat(size);
    const one = new Meddler(1, text);
    queue.putSync([one, new Meddler(2, text), one, "after", new Lock()]);
    const [first, second, again, after, lock] = queue.getSync() as unknown[];
    assertEquals([first, second], [new Meddler(1, text), new Meddler(2, text)]);
    assertStrictEquals(first, again);
    assertEquals(after, "after");
    assertInstanceOf(lock, Lock);
  }
});
