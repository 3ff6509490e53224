// The page's stripTypes() against the compiler that Deno has, on the scripts of this project and on damaged ones.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { stripTypeScriptTypes } from "node:module";
import { ScriptError } from "../../../web/own_policy/token_scanner.ts";
import { stripTypes } from "../../../web/own_policy/strip_types.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds, soakCount } from "../../reference/soak.ts";

const root = new URL("../../../", import.meta.url);

/** The scripts below a folder that are not generated. */
function scriptsBelow(folder: string): string[] {
  return Array.from(Deno.readDirSync(new URL(folder, root))).flatMap(({ name, isDirectory }) => {
    if (isDirectory) return name === "assembly" ? [] : scriptsBelow(`${folder}/${name}`);
    return /^(?!_wasm|_page|_machine).*\.ts$/.test(name) ? [`${folder}/${name}`] : [];
  });
}

function read(path: string): string {
  return Deno.readTextFileSync(new URL(path, root));
}

/** What Deno's compiler makes of a script; `null` for nothing. */
function compiledOf(script: string): string | null {
  try {
    return stripTypeScriptTypes(script);
  } catch {
    return null;
  }
}

/** A script as the compiler reads it: what is gone leaves blanks in one and a semicolon in the other. */
function meant(script: string): string {
  return script.replaceAll(/[\s;]+/g, "");
}

const FOLDERS = ["examples", "engine", "workers/pool", "web", "tests/workers/core"];

Deno.test("stripTypes() leaves what Deno's compiler leaves of the project's scripts, at its place", () => {
  const scripts =
    (soakCount(1) > 1
      ? ["engine", "workers", "analysis", "pictures", "cli", "web", "tests", "tools", "bench"]
      : FOLDERS)
      .flatMap(scriptsBelow);
  assert(scripts.length > 250);
  for (const path of scripts) {
    const text = read(path);
    const compiled = compiledOf(text);
    if (compiled === null) {
      assertThrows(() => stripTypes(text), ScriptError, undefined, path);
      continue;
    }
    const stripped = stripTypes(text);
    assertEquals(meant(stripped), meant(compiled), path);
    assertEquals(stripped.length, text.length, path);
    for (let at = 0; at < text.length; at++) {
      assert(stripped[at] === text[at] || stripped[at] === " " || stripped[at] === ";", `${path}: ${at}`);
    }
  }
});

Deno.test("stripTypes() knows what the project's scripts have not", () => {
  // deno-fmt-ignore
  const scripts = [
    "const f = <T,>(a: T): a is T => a!", "class A<T extends B = C> extends D<T>() implements E, F<G> { declare x: 1; y?: 2; z!: 3 }",
    "let a = b < c, d = e > f", "g<h>(i); j<k>`l`; m<n>[0]", "x = a ? (b) : c => d", "y = a ? (b): c => d : e", "abstract class H { abstract i(): void; private j = 1 }",
    "function k(this: L, ...m: n[]): asserts o is p {}", "type Q = R extends (infer S extends T)[] ? U : V\nw", "for (let x: number = 0; x in y;) ;", "import z, { type A, b, type C as D } from 'e'",
    "export type { F } from 'g'; export { type H, i }", "j = k as unknown as L<M>[N]; o = p satisfies Q", "`a${b as C}${`${d!}`}`", "r = /[/]>/.test(s!) / t", "u = { v(w?: X): Y { return z }, get a(): B { return c } }",
    "interface D { e: F }\n(g)", "try { h } catch (i: unknown) { }", "async <T>(a: T) => await a", "static: for (;;) break static", "class J { static { k } static l: M = n; static async *[o](): P {} }",
    "type T = abstract new (...a: any[]) => void", "let t: typeof import('a').b.c<d>; e", "let u: `a${B}c`; d", "function v(): asserts w; function v() {}", "class X { [key: string]: Y; ['z']: A = 1 }",
    "let b: (c: D) => E | F, g: new () => H", "i = <J>(k: J) => k", "l?.<M>(n)", "enumerate: 1", "type = 1; declare = 2; namespace = 3", "let m: unique symbol, n: readonly o[], p: -1",
  ];
  for (const script of scripts) {
    const compiled = compiledOf(script);
    if (compiled === null) throw new Error(`${script} is none`);
    assertEquals(meant(stripTypes(script)), meant(compiled), script);
  }
});

Deno.test("stripTypes() names what is more than types, and where", () => {
  const cases: [script: string, message: string, place: number][] = [
    ["let a = 1;\nenum B { c }", "an object in place of an enumeration, got enum", 11],
    ["const enum B { c }", "an object in place of an enumeration, got const", 0],
    ["namespace A { }", "a module's file in place of a namespace, got namespace", 0],
    [
      "class A { constructor(private b: C) {} }",
      "a field of its own in place of a parameter that is one, got private",
      22,
    ],
    ["@a class B {}", "no decorator, got @", 0],
    ["class A { b( }", "a name, got }", 13],
    ["a = 'b", "a text that ends on its line", 4],
    ["a = `b${c}", "a template's end, got the end of the script", 10],
    ["/* a", "a comment's end", 0],
    ["a = (b", "), got the end of the script", 6],
    ["a = 3 §", '"§"', 6],
    ["if (a) {", "}, got the end of the script", 8],
  ];
  for (const [script, message, place] of cases) {
    const error = assertThrows(() => stripTypes(script), ScriptError, message, script);
    assertEquals(error.place, place, script);
  }
});

Deno.test("stripTypes() ends, with a script or with an error, whatever it is given", () => {
  const scripts = scriptsBelow("engine/policies").map(read);
  for (const seed of seeds(200)) {
    const random = new Random(seed);
    let text = random.pick(scripts).slice(0, 3000);
    for (let change = random.int(1, 4); change > 0; change--) {
      const at = random.int(0, text.length);
      text = text.slice(0, at) +
        random.pick(["", "<", ">", "(", "`", "${", "/", "'", "{", "}", ":", "?", "class ", "\n", "\u2028", "😀"]) +
        text.slice(at + random.int(0, 5));
    }
    try {
      assertEquals(stripTypes(text).length, text.length);
    } catch (error) {
      assert(
        error instanceof ScriptError && error.place >= 0 && error.place <= text.length,
        describeCase(seed, text, `${error}`),
      );
    }
  }
});

Deno.test("stripTypes() takes no longer with each bracket in another", () => {
  const parts = [
    "(a = ",
    "<T extends (<U extends ",
    "a<b<",
    "[(",
    "a ? (b): c => ",
    "`${",
    "(a: (b: ",
    "{ a: (",
    "x as (y: ",
  ];
  for (const part of parts) {
    for (const count of [40, 300, 100_000]) {
      assertThrows(() => stripTypes(part.repeat(count)), ScriptError, undefined, part);
    }
  }
  assertEquals(stripTypes(`${"(".repeat(300)}a!${")".repeat(300)}`), `${"(".repeat(300)}a ${")".repeat(300)}`);
});
