// A contender of program_test.ts: answers each line as its request says.
const reader = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).getReader();
let buffered = "";
for (;;) {
  const { value, done } = await reader.read();
  if (done) break;
  buffered += value;
  const lines = buffered.split("\n");
  buffered = lines.pop()!;
  for (const line of lines) {
    const { answer, die } = JSON.parse(line);
    if (die !== undefined) {
      console.error("a line before\nTypeError: cannot go on\n    at somewhere");
      Deno.exit(die);
    }
    console.log(typeof answer === "string" ? answer : JSON.stringify(answer));
  }
}
