/**
 * The tokens of a TypeScript text: enough to find what is not in what can be compiled, and where it ends.
 *
 * @module
 */

/** A token: a word, a number, a string or template as a whole, or a sign. */
export interface Token {
  kind: "word" | "number" | "string" | "template" | "sign";
  text: string;
  start: number;
  end: number;
  /** Whether a line ends between it and the one before. */
  startsLine: boolean;
}

const WORD = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:0[xXbBoO][\da-fA-F_]+n?|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?n?)/y;
const SIGN =
  /(?:\.\.\.|=>|\?\?=|\?\?|\?\.(?!\d)|===|!==|>>>=|<<=|>>=|\*\*=|\*\*|\+\+|--|<=|>=|==|!=|&&=|\|\|=|&&|\|\||[-+*/%&|^]=|[^\s])/y;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;

/** The end of a string or a template that begins at `start`. */
function endOfText(text: string, start: number): number {
  const quote = text[start];
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === "\\") at += 1;
    else if (quote === "`" && text[at] === "$" && text[at + 1] === "{") at = endOfHole(text, at + 2);
    at += 1;
  }
  return Math.min(at + 1, text.length);
}

/** The place of the brace that ends what a template holds. */
function endOfHole(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    else if (text[at] === "}" && (depth -= 1) === 0) return at;
    else if (text[at] === "`" || text[at] === '"' || text[at] === "'") at = endOfText(text, at) - 1;
  }
  return text.length;
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** The tokens of a text, without comments. A regular expression becomes signs, which is not what it is; there are none in what can be compiled. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let startsLine = true;
  for (let at = 0; at < text.length;) {
    const space = match(SPACE, text, at);
    if (space > 0) {
      startsLine ||= text.slice(at, at + space).includes("\n");
      at += space;
      continue;
    }
    let kind: Token["kind"] = "sign";
    let end = at;
    if (text[at] === "`") [kind, end] = ["template", endOfText(text, at)];
    else if (text[at] === '"' || text[at] === "'") [kind, end] = ["string", endOfText(text, at)];
    else if (match(NUMBER, text, at) > 0) [kind, end] = ["number", at + match(NUMBER, text, at)];
    else if (match(WORD, text, at) > 0) [kind, end] = ["word", at + match(WORD, text, at)];
    else end = at + Math.max(1, match(SIGN, text, at));
    tokens.push({ kind, text: text.slice(at, end), start: at, end, startsLine });
    startsLine = false;
    at = end;
  }
  return tokens;
}

const OPENING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The index of the token that closes the bracket at `index`; that of the last token where none does. */
export function closingOf(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    if (tokens[at].kind !== "sign") continue;
    if (OPENING[tokens[at].text] !== undefined) depth += 1;
    else if (Object.values(OPENING).includes(tokens[at].text) && (depth -= 1) === 0) return at;
  }
  return tokens.length - 1;
}
