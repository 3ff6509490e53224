export const Deno = globalThis.Deno;
