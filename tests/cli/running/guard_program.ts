/**
 * A program that has outputs open, a folder and a child, says so, and then hears nothing any more: for `guard_test.ts`.
 *
 * @module
 */

import { openOutput } from "../../../cli/files/output.ts";
import { systemIo } from "../../../cli/io.ts";
import { interruptible } from "../../../cli/running/interruptible.ts";

const [folder, how] = Deno.args;
const io = systemIo();
for (const name of ["error", "unhandledrejection"]) addEventListener(name, () => io.removeAll());

await interruptible(io, async (signal) => {
  const output = await openOutput(io, `${folder}/out.json`);
  await output.write("half of it");
  await output.flush();
  await io.keep({ folder: `${folder}/made` });
  await Deno.mkdir(`${folder}/made`);
  await Deno.writeTextFile(`${folder}/made/file`, "x");
  const child = new Deno.Command("sleep", { args: ["1000"], stdout: "null", stderr: "null" }).spawn();
  await io.keep({ process: child.pid });
  await io.stdout.write(`${child.pid}\n`);
  if (how === "uncaught") {
    queueMicrotask(() => {
      throw new Error("nobody minds");
    });
  } else if (how === "rejected") void Promise.reject(new Error("nobody minds"));
  else if (how === "polite") {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await output[Symbol.asyncDispose]();
    await io.stdout.write("in good order\n");
    Deno.exit(130);
  } else for (;;);
  await new Promise(() => {});
});
