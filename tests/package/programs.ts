/**
 * Other runtimes, for tests: their binaries are packages of npm, which Deno installs into `.quanta/programs`. Kept from run to run.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url);

/** Where a runtime's binary is: the package for this platform, and the path in it. */
interface Binary {
  name: string;
  path: string;
}

const { os, arch } = Deno.build;
const cpu = arch === "x86_64" ? "x64" : "arm64";
const exe = os === "windows" ? ".exe" : "";

const BINARIES = {
  bun: { name: `@oven/bun-${os}-${arch === "x86_64" ? "x64" : "aarch64"}`, path: `bin/bun${exe}` },
  deno: {
    name: `@deno/${os === "windows" ? "win32" : os}-${cpu}${os === "linux" ? "-glibc" : ""}`,
    path: `deno${exe}`,
  },
  esbuild: {
    name: `@esbuild/${os === "windows" ? "win32" : os}-${cpu}`,
    path: exe === "" ? "bin/esbuild" : "esbuild.exe",
  },
  node: { name: `node-${os === "windows" ? "win" : os}-${cpu}`, path: `bin/node${exe}` },
} satisfies Record<string, Binary>;

/**
 * The path of a runtime's binary; installs it where it is not there.
 *
 * @param version Its exact version, such as `22.23.5`.
 */
export async function program(runtime: keyof typeof BINARIES, version: string): Promise<string> {
  const { name, path } = BINARIES[runtime];
  const folder = new URL(`.quanta/programs/${runtime}-${version}/`, ROOT);
  const binary = new URL(`node_modules/${name}/${path}`, folder);
  if (!exists(binary)) await install(folder, BINARIES[runtime], version);
  return Deno.realPathSync(binary);
}

function exists(url: URL): boolean {
  try {
    Deno.statSync(url);
    return true;
  } catch {
    return false;
  }
}

/** The path of a file's address. */
function fromFileUrl(url: URL): string {
  const path = decodeURIComponent(url.pathname);
  return os === "windows" ? path.slice(1) : path;
}

/** Installs a package into a folder, whole or not at all: tests run beside each other. */
async function install(folder: URL, binary: Binary, version: string): Promise<void> {
  const specifier = `npm:${binary.name}@${version}`;
  const parent = fromFileUrl(new URL("../", folder));
  Deno.mkdirSync(parent, { recursive: true });
  const making = Deno.makeTempDirSync({ dir: parent, prefix: "making-" });
  Deno.writeTextFileSync(`${making}/deno.json`, JSON.stringify({ nodeModulesDir: "auto" }));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--no-lock", specifier],
    cwd: making,
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Cannot install ${specifier}: ${new TextDecoder().decode(stderr)}`);
  if (os !== "windows") await Deno.chmod(`${making}/node_modules/${binary.name}/${binary.path}`, 0o755); // not all packages say so
  try {
    await Deno.rename(making, folder);
  } catch (error) {
    if (!exists(folder)) throw error;
    await Deno.remove(making, { recursive: true }); // another test was faster
  }
}

/** What a program printed, and how it ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end, or for `timeoutMs` at most.
 *
 * @throws {Error} when the time is up.
 */
export async function outcomeOf(
  command: string,
  args: string[],
  options: { cwd?: string | URL; env?: Record<string, string>; clearEnv?: boolean; timeoutMs?: number } = {},
): Promise<Outcome> {
  const { timeoutMs = 60_000, env = {}, ...rest } = options;
  const child = new Deno.Command(command, {
    args,
    ...rest,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  const { code, stdout, stderr } = await child.output();
  clearTimeout(timer);
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (late) throw new Error(`${command} ${args.join(" ")} ran for more than ${timeoutMs} ms\n${out}${err}`);
  return { code, stdout: out, stderr: err };
}
