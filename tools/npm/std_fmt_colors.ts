// What deno.npm.json calls "@std/fmt/colors": the npm package deno-std, which carries no types of its own.
// @ts-types="./std_fmt_colors.d.ts"
export * from "npm:deno-std@1.4.0/fmt/colors.js";
