/**
 * Builds the shared core for the model checker: the same sources, with another door to the atomics (every access is a call of the
 * host), four slots for processes instead of 1024, and short spins.
 *
 * @module
 */

const COMPILER = "npm:assemblyscript@0.28.20/asc";
const sources = new URL("../../../../engine/assembly/sync/", import.meta.url);

/** The stand-in for atomics.ts. */
const DOOR = [
  "load:u32 address:usize",
  "store:void address:usize value:u32",
  "add:u32 address:usize value:u32",
  "exchange:u32 address:usize value:u32",
  "swap:u32 address:usize expected:u32 replacement:u32",
  "swap64:u64 address:usize expected:u64 replacement:u64",
  "load64:u64 address:usize",
  "store64:void address:usize value:u64",
  "sleepInV8:i32 address:usize expected:u32 timeoutNs:i64",
  "sleepInKernel:i32 address:usize expected:u32 timeoutNs:i64",
  "notify:void address:usize",
  "notifyKernel:void address:usize",
  "isSpanning:bool",
  "ownSpace:u32",
  "relax:void",
  "copy:void target:usize source:usize bytes:usize",
  "storeGuarded:void address:usize value:u32",
  "clear:void target:usize bytes:usize",
]
  .map((line) => {
    const [head, ...parameters] = line.split(" ");
    const [name, result] = head.split(":");
    const list = parameters.map((parameter) => parameter.replace(":", ": ")).join(", ");
    return `@external("door", "${name}")\nexport declare function ${name}(${list}): ${result};`;
  }).join("\n") + `
export function sleep(address: usize, expected: u32, timeoutNs: i64): i32 {
  return isSpanning() ? sleepInKernel(address, expected, timeoutNs) : sleepInV8(address, expected, timeoutNs);
}`;

function replaceOnce(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`Cannot build the model: a source no longer has ${JSON.stringify(from)}`);
  return text.replace(from, to);
}

/** Compiles it; about a second. */
export async function compileModelCore(): Promise<WebAssembly.Module> {
  const folder = await Deno.makeTempDir();
  try {
    for (const { name } of Deno.readDirSync(sources)) {
      let text = Deno.readTextFileSync(new URL(name, sources));
      if (name === "atomics.ts") text = DOOR;
      if (name === "layout.ts") text = replaceOnce(text, "SLOT_BITS: u32 = 10", "SLOT_BITS: u32 = 2");
      if (name === "ring_mend.ts") text = replaceOnce(text, "LOCK_TURNS: i32 = 100", "LOCK_TURNS: i32 = 1");
      if (name === "debts.ts") text = replaceOnce(text, "ENTRY_COUNT: u32 = 15", "ENTRY_COUNT: u32 = 2");
      if (name === "arena.ts") text = replaceOnce(text, "memory.size()", "i32(16384)");
      Deno.writeTextFileSync(`${folder}/${name}`, text);
    }
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-config",
        COMPILER,
        `${folder}/index.ts`,
        "-o",
        `${folder}/model.wasm`,
        "-O1",
        "--runtime",
        "stub",
        "--use",
        "abort=",
        "--noAssert",
      ],
      stdout: "piped",
      stderr: "piped",
    }).output();
    if (!success) throw new Error(`Cannot build the model: ${new TextDecoder().decode(stderr)}`);
    return new WebAssembly.Module(Deno.readFileSync(`${folder}/model.wasm`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
