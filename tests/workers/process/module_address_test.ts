// A relative address would be resolved against a file of the library: it is refused by everything that takes a module, where it is said.
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Manager, Pool, Process, task } from "@quanta/quanta";
import { square } from "../../../examples/square.ts";

const RELATIVE = ["./square.ts", "../examples/square.ts", "/examples/square.ts", ".\\square.ts", ""];
const EXAMPLE = new URL("../../../examples/square.ts", import.meta.url);

class Squares {}

for (const module of RELATIVE) {
  const refused = (call: () => unknown) => {
    const error = assertThrows(call, RangeError);
    const [, said] = /import\.meta\.resolve\("(.*?)"\), got "/.exec(error.message)!;
    assertEquals(JSON.parse(`"${said}"`), module === "" ? "./module.ts" : module);
  };
  Deno.test(`the module ${JSON.stringify(module)} is refused by all that takes one`, () => {
    refused(() => new Process({ module, target: square, args: [3] }));
    refused(() => new Pool({ module, processes: 1 }));
    refused(() => new Pool({ processes: 1, initializer: { module, target: square }, initArgs: [3] }));
    refused(() => task(module, square));
    refused(() => Manager.register({ module, type: Squares }));
    using manager = new Manager({ start: false });
    refused(() => manager.start({ module, target: square, args: [3] }));
  });

  Deno.test(`the module ${JSON.stringify(module)} is refused by a pool's tasks, and by those of a manager`, async () => {
    await using pool = new Pool({ processes: 1 });
    await assertRejects(() => pool.apply({ module, target: square }, [3]), RangeError, "import.meta.resolve(");
    await using manager = new Manager();
    refused(() => manager.poolSync({ module, processes: 1 }));
    await using managed = await manager.pool({ processes: 1 });
    await assertRejects(() => managed.apply({ module, target: square }, [3]), RangeError, "import.meta.resolve(");
  });
}

Deno.test("a module that is no address at all is a TypeError", () => {
  for (const module of [null, 3, {}]) {
    assertThrows(
      () => new Process({ module: module as unknown as URL, target: square, args: [3] }),
      TypeError,
      "module",
    );
  }
});

Deno.test("URLs and absolute addresses are taken", async () => {
  for (const module of [EXAMPLE, EXAMPLE.href]) {
    await using process = new Process({ module, target: square, args: [3] });
    process.start();
    await process.join();
    assertEquals(process.exitCode, 0);
  }
});
