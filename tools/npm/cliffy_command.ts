// What deno.npm.json calls "@cliffy/command": the copy of Cliffy that the npm package windmill-cli carries, with its types.
// @ts-types="../../node_modules/windmill-cli/types/deps/jsr.io/@windmill-labs/cliffy-command/1.0.0-rc.5/mod.d.ts"
export * from "../../node_modules/windmill-cli/esm/deps/jsr.io/@windmill-labs/cliffy-command/1.0.0-rc.5/mod.js";
