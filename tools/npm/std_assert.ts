// What deno.npm.json calls "@std/assert": the npm package deno-std, which carries no types of its own.
// @ts-types="./std_assert.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
