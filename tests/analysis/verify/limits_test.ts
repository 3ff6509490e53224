// What a few lines of a transcript or of options may stand for.

import { assert, assertRejects, assertThrows } from "@std/assert";
import { TranscriptError } from "../../../analysis/errors.ts";
import { repeatTranscript } from "../../../analysis/verify/ostep/repeat.ts";
import { Transcript } from "../../../analysis/verify/ostep/transcript.ts";

const scheduler = (...lines: string[]) => [...lines, "", "** Solutions **", ""].join("\n");
const mlfq = "Here is the list of inputs:\nOPTIONS jobs 1\nOPTIONS queues 1\n\nExecution Trace:\n";

for (
  const [text, options, message] of [
    [
      scheduler("ARG policy FIFO", "ARG jobs 30000000", "ARG maxlen 10", "ARG seed 0"),
      undefined,
      "at most 100000 jobs",
    ],
    [
      scheduler("ARG policy RR", "ARG jlist 9007199254740991"),
      "-p RR -q 1 -l 9007199254740991",
      "at most 1048576 turns",
    ],
    [scheduler("ARG policy FIFO", "ARG jlist 0x3"), undefined, "a run time must be above 0 and of few digits, got NaN"],
    [scheduler("ARG policy FIFO"), "-j 30000000", "at most 100000 jobs"],
    [scheduler("ARG policy FIFO"), `-s ${"9".repeat(2_000_000)}`, "-s of options must be a whole number"],
    [
      scheduler(
        "ARG jlist ",
        "ARG jobs 30000000",
        "ARG maxlen 10",
        "ARG maxticket 10",
        "ARG quantum 1",
        "ARG seed 1",
      ),
      undefined,
      "at most 65536 jobs",
    ],
    [scheduler("ARG maxticket 10"), "-l 1e1:3", "a run time must be a whole number from 1, got NaN"],
    [mlfq, "-j 30000000", "at most 100000 jobs"],
    [mlfq, "-n 1000000000", "queues must be from 1 to 64"],
    [mlfq, "-Q 0x3,1 -A 1,1", "quanta and allotments must be whole numbers, got NaN"],
    [mlfq, "-l 0,1e1,0", "a run time must be a whole number from 1, got NaN"],
    [mlfq, "-l 0,9007199254740991,1", "at most 4194304 bursts"],
  ] as const
) {
  Deno.test(`repeatTranscript() says "${message}" of ${options?.slice(0, 40) ?? text.slice(0, 40).replaceAll("\n", " ")}`, async () => {
    const startedMs = performance.now();
    await assertRejects(() => repeatTranscript(new Transcript("x", text), { options }), Error, message);
    assert(performance.now() - startedMs < 60_000, "it took too long");
  });
}

Deno.test("Transcript bounds its lines", () => {
  assertThrows(
    () => new Transcript("x", "\n".repeat(2 ** 24)),
    TranscriptError,
    "Cannot read x: it must have at most 4000000",
  );
});
