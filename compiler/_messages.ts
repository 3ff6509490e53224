/**
 * What the core's compiler reports, in the words of who writes a policy.
 *
 * @module
 */

/** Names of the core's that stand in messages, as their author wrote them. */
function inAuthorsWords(message: string): string {
  return message.replaceAll(/~lib\/string\/String|\bString\b(?=')/g, "string")
    .replaceAll(/(?:engine|policy)\/[\w\/.-]*\/(?=\$?\w+)/g, "")
    .replaceAll("$length", "length")
    .replaceAll(/\bf64\b/g, "number")
    .replaceAll(/\bbool\b/g, "boolean")
    .replaceAll("$", "")
    .replace(/\.$/, "");
}

/** A diagnostic as a mistake says it. */
export function explainDiagnostic(code: number, message: string): string {
  if (message.includes("'$get'") || message.includes("'$set'")) {
    return "only arrays whose type is known can be indexed: write it, such as queue: number[]";
  }
  if (message.includes("Closures")) {
    return "a function inside of another must not use what is outside of it: write a loop";
  }
  const early = /^Variable '(.+)' is used before being assigned/.exec(message);
  if (early !== null) {
    return `${
      early[1]
    } has no value here; a function inside of another must not use what is outside of it: write a loop`;
  }
  if (message.includes("cannot be nullable")) return "a number cannot be null in what can be compiled: use -1 for none";
  const words = inAuthorsWords(message);
  const hint = code === 2304 || code === 2552
    ? ": what can be compiled has numbers, texts, arrays, Math and classes of one's own"
    : "";
  return `${words[0].toLowerCase()}${words.slice(1)}${hint}`;
}
