/**
 * A part of sentences that are put together of values.
 *
 * @module
 */

/** What stands for a phrase, `$1` and so on being what the English one has in brackets. */
export type Phrase = readonly [english: RegExp, text: string];
