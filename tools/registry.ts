/**
 * Prints the name of the config whose packages can be had from here: `deno.json` (JSR) or, where JSR cannot be
 * reached, `deno.npm.json` (the same names from npm). The tasks of deno.json call it.
 *
 * It asks by importing: what the CLI needs either comes, or it does not. So `JSR_URL`, proxies and what Deno has
 * cached all count as they will when the task itself runs. The answer is kept for a day in `.quanta/registry`, together with
 * what it holds for: `JSR_URL`, the packages that are named, and that Deno still has what came from JSR, for JSR may be gone.
 *
 * @module
 */

const PROBE_TIMEOUT_MS = 5_000;
const KEEP_MS = 24 * 60 * 60 * 1_000;

const kept = new URL("../.quanta/registry", import.meta.url);

/** What an earlier call found: the registry it asked, when, and the config it chose. */
interface Answer {
  jsrUrl: string | null;
  /** The specifiers that deno.json named. */
  named: string[];
  askedAtMs: number;
  config: "deno.json" | "deno.npm.json";
}

/** The kept answer, or `null` where there is none that can be read. */
function readAnswer(): Answer | null {
  try {
    const answer = JSON.parse(Deno.readTextFileSync(kept)) as Answer;
    return answer.config === "deno.json" || answer.config === "deno.npm.json" ? answer : null;
  } catch {
    return null;
  }
}

/** Keeps an answer; a read-only checkout only loses the shortcut. */
function keepAnswer(answer: Answer): void {
  try {
    Deno.mkdirSync(new URL(".", kept), { recursive: true });
    Deno.writeTextFileSync(kept, JSON.stringify(answer) + "\n");
  } catch {
    // The next call asks again.
  }
}

/** Where Deno keeps what it loads; `null` where that cannot be told. */
function cacheFolder(): string | null {
  const of = (variable: string, below: string) => {
    const folder = Deno.env.get(variable);
    return folder ? `${folder}${below}` : null;
  };
  const own = of("DENO_DIR", "");
  if (own !== null) return own;
  if (Deno.build.os === "windows") return of("LOCALAPPDATA", "/deno");
  if (Deno.build.os === "darwin") return of("HOME", "/Library/Caches/deno");
  return of("XDG_CACHE_HOME", "/deno") ?? of("HOME", "/.cache/deno");
}

/** Whether Deno has anything from a JSR in its cache. A look at a folder: to import again would take longer than the program. */
function hasFromJsr(jsrUrl: string | null): boolean {
  const folder = cacheFolder();
  if (folder === null) return false;
  const { protocol, hostname, port } = new URL(jsrUrl ?? "https://jsr.io/");
  try {
    return Deno.statSync(`${folder}/remote/${protocol.slice(0, -1)}/${hostname}${port && `_PORT${port}`}`).isDirectory;
  } catch {
    return false;
  }
}

/** What deno.json names: read from there, so that the probe and the program cannot disagree. */
function readImports(): Record<string, string> {
  return JSON.parse(Deno.readTextFileSync(new URL("../deno.json", import.meta.url))).imports;
}

/** Whether a kept answer still holds. */
function holds(answer: Answer, jsrUrl: string | null, named: string[], nowMs: number): boolean {
  const ageMs = nowMs - answer.askedAtMs;
  if (answer.jsrUrl !== jsrUrl || !(ageMs >= 0 && ageMs < KEEP_MS)) return false;
  return answer.config === "deno.npm.json" || (`${answer.named}` === `${named}` && hasFromJsr(jsrUrl));
}

/** Whether JSR gives what the CLI imports, within the time limit. */
async function reachesJsr(imports: Record<string, string>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  const answer = import(imports["@cliffy/command"]).then(() => true, () => false);
  const reached = await Promise.race([answer, timeout]);
  clearTimeout(timer);
  return reached;
}

/** The config to use at wall time `nowMs`: the kept answer while it is fresh, a new one otherwise. */
async function chooseConfig(nowMs: number): Promise<Answer["config"]> {
  const jsrUrl = Deno.env.get("JSR_URL") ?? null;
  const imports = readImports();
  const named = Object.values(imports);
  const answer = readAnswer();
  if (answer !== null && holds(answer, jsrUrl, named, nowMs)) return answer.config;
  const config = await reachesJsr(imports) ? "deno.json" : "deno.npm.json";
  keepAnswer({ jsrUrl, named, askedAtMs: nowMs, config });
  return config;
}

/**
 * Installs what deno.npm.json names, where that was never done: files under tools/npm name modules inside of packages by their
 * paths, which nothing brings there by itself.
 */
async function installOnce(): Promise<void> {
  const there = (path: string) => {
    try {
      return Deno.statSync(new URL(`../${path}`, import.meta.url)).isFile;
    } catch {
      return false;
    }
  };
  if (!there("deno.npm.json") || there("node_modules/windmill-cli/package.json")) return;
  await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--config=deno.npm.json"],
    cwd: new URL("../", import.meta.url),
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).output();
}

const chosen = await chooseConfig(Date.now());
if (chosen === "deno.npm.json") await installOnce();
console.log(chosen);
Deno.exit(0); // A registry that never answers must not keep the process alive.
