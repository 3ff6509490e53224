/**
 * The tokens of a module's text (JavaScript or TypeScript), as far as it takes to see what stands where: names, keywords, numbers and
 * punctuation, each with how many brackets are open. Comments, texts and regular expressions are passed over.
 *
 * Whether a slash divides is guessed by what stands before it. A guess that is wrong is over at the end of its line.
 *
 * @module
 */

/** A word, or a punctuation mark: one character, or `=>`. */
export interface Token {
  text: string;
  /** How many brackets are open before it; of a closing one, around it. */
  depth: number;
}

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*|\d[\w.]*/uy;
const TEXT = /'(?:[^'\\\n]+|\\[^])*'?|"(?:[^"\\\n]+|\\[^])*"?/y;
const TEMPLATE = /(?:[^`\\$]+|\\[^]|\$(?!\{))*(?:`|\$\{)?/y;
const REGULAR = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** After these a slash begins a regular expression, as after any punctuation that closes nothing. */
const BEFORE_VALUE = new Set([
  "return",
  "typeof",
  "case",
  "in",
  "of",
  "do",
  "else",
  "void",
  "delete",
  "throw",
  "yield",
  "await",
]);

/** The tokens of a text. */
export function scriptTokens(source: string): Token[] {
  const tokens: Token[] = [];
  /** For each open bracket, whether it is that of a template. */
  const open: boolean[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const template = () => {
    if (match(TEMPLATE)?.endsWith("${")) open.push(true);
  };
  while (at < source.length) { // each turn takes at least one character
    if (match(SPACE) !== null || match(TEXT) !== null) continue;
    const word = match(WORD);
    if (word !== null) {
      tokens.push({ text: word, depth: open.length });
      continue;
    }
    const last = tokens.at(-1)?.text ?? ";";
    const isValue = /[\w$)\]}]$/.test(last) && !BEFORE_VALUE.has(last);
    if (source[at] === "/" && !isValue && match(REGULAR) !== null) continue;
    const mark = source.startsWith("=>", at) ? "=>" : source[at];
    at += mark.length;
    if (mark === "`") template();
    else if (mark === "}" && open.at(-1)) {
      open.pop();
      template();
    } else {
      if (")]}".includes(mark)) open.pop();
      tokens.push({ text: mark, depth: open.length });
      if ("([{".includes(mark)) open.push(false);
    }
  }
  return tokens;
}
