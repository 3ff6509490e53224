/**
 * Prints the name of the config whose packages can be had from here: `deno.json` (JSR) or, where JSR cannot be
 * reached, `deno.npm.json` (the same names from npm). The tasks of deno.json call it.
 *
 * It asks by importing: what the CLI needs either comes, or it does not. So `JSR_URL`, proxies and what Deno has
 * cached all count as they will when the task itself runs. The answer is kept for a day in `.quanta/registry`
 * together with the `JSR_URL` it holds for.
 *
 * @module
 */

const PROBE_TIMEOUT_MS = 5_000;
const KEEP_MS = 24 * 60 * 60 * 1_000;

const kept = new URL("../.quanta/registry", import.meta.url);

/** What an earlier call found: the registry it asked, when, and the config it chose. */
interface Answer {
  jsrUrl: string | null;
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

/** Whether JSR gives what the CLI imports, within the time limit. */
async function reachesJsr(): Promise<boolean> {
  // The name is read from deno.json, so that the probe and the program cannot disagree.
  const { imports } = JSON.parse(Deno.readTextFileSync(new URL("../deno.json", import.meta.url)));
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
  const answer = readAnswer();
  const ageMs = answer === null ? Infinity : nowMs - answer.askedAtMs;
  if (answer !== null && answer.jsrUrl === jsrUrl && ageMs >= 0 && ageMs < KEEP_MS) return answer.config;
  const config = await reachesJsr() ? "deno.json" : "deno.npm.json";
  keepAnswer({ jsrUrl, askedAtMs: nowMs, config });
  return config;
}

console.log(await chooseConfig(Date.now()));
Deno.exit(0); // A registry that never answers must not keep the process alive.
