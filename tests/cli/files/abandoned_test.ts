import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { createTemporary, LOCK_NAME, sweepFiles, sweepFolders, temporaryName } from "../../../cli/files/abandoned.ts";
import { openOutput, writeOutput } from "../../../cli/files/output.ts";
import { createWorld } from "../run_cli.ts";

const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("sweepFiles() removes what a killed program left for the same place, and nothing else", async () => {
  await inFolder(async (folder) => {
    const place = join(folder, "out (1).json");
    const left = temporaryName(place);
    await Deno.writeTextFile(left, "half");
    const foreign = [
      ".out.json.tmp",
      ".out (1).json.tmp",
      "out (1).json",
      temporaryName(join(folder, "other")).slice(folder.length + 1),
    ];
    for (const name of foreign) await Deno.writeTextFile(join(folder, name), "mine");
    const used = await createTemporary(() => Promise.resolve(temporaryName(place)));
    await sweepFiles(place);
    assertEquals(namesIn(folder), [...foreign, used.path.slice(folder.length + 1)].sort());
    used.file.close();
    await sweepFiles(place);
    assertEquals(namesIn(folder), [...foreign].sort());
  });
});

Deno.test("openOutput() sweeps before it writes, and leaves the file of another that is at work alone", async () => {
  await inFolder(async (folder) => {
    const { io } = createWorld({ directory: folder });
    await Deno.writeTextFile(temporaryName(join(folder, "a.csv")), "left");
    await using first = await openOutput(io, "a.csv");
    await first.write("first");
    await first.flush();
    await writeOutput(io, "a.csv", "second");
    assertEquals([await Deno.readTextFile(join(folder, "a.csv")), namesIn(folder).length], ["second", 2]);
    await first.commit();
    assertEquals([await Deno.readTextFile(join(folder, "a.csv")), namesIn(folder)], ["first", ["a.csv"]]);
  });
});

Deno.test("createTemporary() makes another file where somebody took its file for abandoned", async () => {
  await inFolder(async (folder) => {
    const names = ["first", "second", "third"].map((name) => join(folder, name));
    const made: string[] = [];
    let held: Deno.FsFile | undefined;
    // Whoever sweeps has the first one's lock, and has removed the second one already.
    const open = Deno.open;
    Deno.open = async (path, options) => {
      const file = await open(path, options);
      if (path === names[0]) {
        held = await open(path, { write: true });
        await held.lock(true);
      } else if (path === names[1]) await Deno.remove(path);
      return file;
    };
    try {
      const { path, file } = await createTemporary(() => {
        made.push(names[made.length]);
        return Promise.resolve(names[made.length - 1]);
      });
      file.close();
      assertEquals([path, made], [names[2], names]);
    } finally {
      Deno.open = open;
      held?.close();
    }
  });
});

Deno.test("sweepFolders() removes folders that nobody uses", async () => {
  await inFolder(async (folder) => {
    const make = async (name: string) => {
      await Deno.mkdir(join(folder, name, "files"), { recursive: true });
      return await createTemporary(() => Promise.resolve(join(folder, name, LOCK_NAME)));
    };
    const [left, used] = [`quanta-${crypto.randomUUID()}`, `quanta-${crypto.randomUUID()}`];
    (await make(left)).file.close();
    using _ = (await make(used)).file;
    await Deno.mkdir(join(folder, "quanta-else"));
    await Deno.mkdir(join(folder, `quanta-${crypto.randomUUID()}`)); // without a lock it is not ours
    await sweepFolders(folder, "quanta-");
    assertEquals(namesIn(folder).includes(left), false);
    assertEquals(namesIn(folder).length, 3);
  });
});

Deno.test("openOutput() writes through links, also where their target is not there yet", async () => {
  if (Deno.build.os === "windows") return;
  await inFolder(async (folder) => {
    const { io } = createWorld({ directory: folder });
    await Deno.mkdir(join(folder, "elsewhere"));
    await Deno.symlink("elsewhere/target.json", join(folder, "dangling.json"));
    await Deno.symlink("dangling.json", join(folder, "twice.json"));
    await writeOutput(io, "twice.json", "text");
    assertEquals(await Deno.readTextFile(join(folder, "elsewhere/target.json")), "text");
    assertEquals((await Deno.lstat(join(folder, "dangling.json"))).isSymlink, true);
    assertEquals((await Deno.lstat(join(folder, "twice.json"))).isSymlink, true);
    await writeOutput(io, "dangling.json", "more");
    assertEquals(namesIn(join(folder, "elsewhere")), ["target.json"]);
    await Deno.symlink("loop", join(folder, "loop"));
    const error = await writeOutput(io, "loop", "x").catch((error) => error);
    assertEquals(error.message, "Cannot write loop: it must lead to a file, got links without end");
    await Deno.symlink("nowhere/x", join(folder, "lost"));
    const lost = await writeOutput(io, "lost", "x").catch((error) => error);
    assertEquals(lost.message, "Cannot write lost: no such file or directory");
  });
});
