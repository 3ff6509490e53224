// Completion, by asking for it and by asking the shells themselves.
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { completeLine } from "../../cli/flags/complete_line.ts";
import { COMMANDS } from "../../cli/commands/mod.ts";
import { SCENARIO_NAMES } from "../../cli/scenarios/mod.ts";
import { COMPLETION_SCRIPTS } from "../../cli/text/completion_scripts.ts";
import { runCli } from "./run_cli.ts";

const CASES: readonly (readonly [line: string, some: readonly string[], files?: boolean])[] = [
  ["sim ", ["run", "compare", "help", "completions"]],
  ["sim co", ["compare", "convert", "completions"]],
  ["sim help sw", ["sweep"]],
  ["sim --color al", ["always"]],
  ["sim --color always r", ["run"]],
  ["sim run ", ["example:", "generate:", "ostep:"], true],
  ["sim run example:sta", ["example:stallings"]],
  ["sim run generate:", ["generate:processes=", "generate:load="]],
  ["sim run generate:processes=5:lo", ["generate:processes=5:load=", "generate:processes=5:long-share="]],
  ["sim run generate:mix=", ["generate:mix=cpu-only", "generate:mix=mixed"]],
  ["sim run jobs.csv --po", ["--policy"]],
  ["sim run jobs.csv --policy ml", ["mlfq", "mlq"]],
  ["sim run jobs.csv --policy=ml", ["--policy=mlfq", "--policy=mlq"]],
  ["sim run jobs.csv -p mlfq", ["mlfq", "mlfq:"]],
  ["sim run jobs.csv -p mlfq:le", ["mlfq:levels="]],
  ["sim run jobs.csv -p mlfq:levels=3:preemption=", ["mlfq:levels=3:preemption=tail", "mlfq:levels=3:preemption=head"]],
  ["sim run jobs.csv --format ", ["text", "markdown", "json"]],
  ["sim run jobs.csv -o ", [], true],
  ["sim run jobs.csv --svg dr", [], true],
  ["sim compare jobs.csv -p fcfs,rr:quantum=2,s", ["fcfs,rr:quantum=2,sjf", "fcfs,rr:quantum=2,srtf"]],
  ["sim compare jobs.csv -p al", ["all"]],
  ["sim check ", [], true],
  ["sim check log --workload example:", ["example:mixed"]],
  ["sim check log --skip id", ["idle"]],
  ["sim policies ee", ["eevdf"]],
  ["sim scenario ", ["list", "run", "show"]],
  ["sim scenario run pool-", SCENARIO_NAMES.filter((name) => name.startsWith("pool-"))],
  ["sim scenario run lock --re", ["--repeat"]],
  ["sim run 'a file with blanks' --pol", ["--policy"]],
  ["sim completions ", ["bash", "zsh", "fish"]],
];

for (const [line, some, files = false] of CASES) {
  Deno.test(`completeLine() completes ${JSON.stringify(line)}`, async () => {
    const found = await completeLine(line, COMMANDS);
    for (const word of some) assert(found.words.includes(word), `${word} is not among ${found.words.join(" ")}`);
    assertEquals(found.files, files);
    const typed = line.split(" ").at(-1)!.replaceAll("'", "");
    assert(found.words.every((word) => word.startsWith(typed)));
  });
}

Deno.test("completeLine() has nothing to say where nothing can stand", async () => {
  for (
    const line of ["sim frobnicate ", "sim run a b ", "sim run jobs --quantum ", "sim help run ", "sim policies rr "]
  ) {
    assertEquals(await completeLine(line, COMMANDS), { words: [], files: false }, line);
  }
});

Deno.test("every option of every command is completed", async () => {
  for (const entry of COMMANDS) {
    const { words } = await completeLine(`sim ${entry.name} --`, COMMANDS);
    const { out } = await runCli([entry.name, "--help"], { columns: 200 });
    for (const [flag] of out.matchAll(/(?<=^ {2}(?:-\w, )?)--[\w-]+/gm)) {
      if (flag !== "--version") assert(words.includes(flag), `${entry.name} ${flag}`);
    }
  }
});

Deno.test("sim completions complete answers shells, whatever was typed", async () => {
  const { code, out } = await runCli(["completions", "complete", "sim run example:st"]);
  assertEquals([code, out], [0, "example:stallings\n"]);
  assertEquals((await runCli(["completions", "complete", "sim run "])).out.endsWith("\n<files>\n"), true);
  for (const line of ["", "sim", '"', "sim run '", "sim run \\", "sim scenario run nobody --", "sim -p", "  "]) {
    assertEquals((await runCli(["completions", "complete", line])).code, 0, line);
  }
});

Deno.test("sim completions refuses what is no shell, whatever the words of objects are", async () => {
  for (const shell of ["csh", "valueOf", "constructor", "__proto__"]) {
    const { code, out, err } = await runCli(["completions", shell]);
    assertEquals([code, out], [2, ""], shell);
    assert(err.includes(`SHELL must be one of bash, zsh, fish, got ${shell}`), err);
  }
});

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A folder with `sim` as a program, and a few files. */
async function createFolder(): Promise<string> {
  const folder = await Deno.makeTempDir();
  const config = new TextDecoder().decode(
    new Deno.Command(Deno.execPath(), { args: ["run", "-qA", "--no-config", `${ROOT}tools/registry.ts`] }).outputSync()
      .stdout,
  ).trim();
  const command = `exec '${Deno.execPath()}' run -qA --no-check '--config=${ROOT}${config}' '${MAIN}' "$@"`;
  await Deno.writeTextFile(`${folder}/sim`, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  await Deno.writeTextFile(`${folder}/jobs.csv`, "");
  for (const [shell, script] of Object.entries(COMPLETION_SCRIPTS)) {
    await Deno.writeTextFile(`${folder}/${shell}`, script);
  }
  return folder;
}

/** What each shell is told to do, and how it gives its candidates for a line. */
const SHELLS: Readonly<Record<string, (line: string) => string[]>> = {
  bash: (line) => [
    "-c",
    `source ./bash; COMP_LINE=$1; COMP_POINT=\${#1}; read -ra COMP_WORDS <<< "\${1//:/ : }"; ` +
    `[[ $1 == *" " ]] && COMP_WORDS+=(""); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _sim; printf '%s\\n' "\${COMPREPLY[@]}"`,
    "bash",
    line,
  ],
  fish: (line) => ["--no-config", "-c", `source ./fish; complete -C ${JSON.stringify(line)}`],
  // A pseudo-terminal would be needed to ask zsh itself; its function is called with what it calls at a tab.
  zsh: (line) => [
    "-f",
    "-c",
    `autoload -Uz compinit; compinit -u -d ./zcompdump; source ./zsh; _files() { print jobs.csv }; ` +
    `compadd() { local name=\${@[-1]}; print -l \${(P)name} }; LBUFFER=$1; _sim`,
    "zsh",
    line,
  ],
};

for (const [shell, argsFor] of Object.entries(SHELLS)) {
  // Where there is none the call itself throws.
  const isThere = await (async () => {
    const { success } = await new Deno.Command(shell, { args: ["--version"], stdout: "null", stderr: "null" }).output();
    return success;
  })().catch(() => false);
  Deno.test({
    name: `${shell} completes examples, policies with options, scenarios and files`,
    ignore: !isThere,
    async fn() {
      const folder = await createFolder();
      try {
        const ask = async (line: string) => {
          const { stdout, stderr } = await new Deno.Command(shell, {
            args: argsFor(line),
            cwd: folder,
            env: { PATH: `${folder}:${Deno.env.get("PATH")}`, HOME: folder },
          }).output();
          const words = new TextDecoder().decode(stdout).split("\n").map((word) => word.split("\t")[0].trim());
          return { words, told: new TextDecoder().decode(stderr) };
        };
        // bash takes a colon for the end of a word, so it is given what follows.
        const after = (word: string) => shell === "bash" ? word.slice(word.lastIndexOf(":") + 1) : word;
        for (
          const [line, wanted] of [
            ["sim run example:sta", after("example:stallings")],
            ["sim run jobs.csv --policy srt", "srtf"],
            ["sim run jobs.csv -p mlfq:le", after("mlfq:levels=")],
            ["sim scenario run traffic", "traffic-light"],
            ["sim run jo", "jobs.csv"],
          ]
        ) {
          const { words, told } = await ask(line);
          assert(words.includes(wanted), `${line}: ${wanted} is not among ${words.join(" ")} ${told}`);
        }
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
