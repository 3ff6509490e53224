/**
 * The parts of the YAML parser that are used, on their own: a bundle would have all of it.
 *
 * @module
 */

export { Composer, isAlias, isMap, isNode, isSeq, Lexer, LineCounter, Parser } from "yaml";
