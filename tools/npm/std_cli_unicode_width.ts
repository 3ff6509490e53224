// What deno.npm.json calls "@std/cli/unicode-width": the copy of std that the npm package windmill-cli carries, with its
// types (deno-std lacks the table that this module reads).
// @ts-types="../../node_modules/windmill-cli/types/deps/jsr.io/@std/cli/1.0.0-rc.2/unicode_width.d.ts"
export * from "../../node_modules/windmill-cli/esm/deps/jsr.io/@std/cli/1.0.0-rc.2/unicode_width.js";
