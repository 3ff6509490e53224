/**
 * Reads a file of numbers and adds them up, as plainly as it can be done: what reading alone costs a program.
 *
 * Usage: read_only.ts FILE
 *
 * @module
 */

const text = await Deno.readTextFile(Deno.args[0]);
let sum = 0;
for (const line of text.split("\n")) {
  for (const field of line.split(/[,\s]+/)) {
    const value = Number(field);
    if (!Number.isNaN(value)) sum += value;
  }
}
console.log(sum);
