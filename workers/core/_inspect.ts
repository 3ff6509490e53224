/**
 * What `Deno.inspect` and `console.log` say of the library's objects (Node's `util.inspect` too).
 *
 * @module
 */

type Inspect = (value: unknown, options?: unknown) => string;

/** Gives a class a form in which it is shown: its name, and what `fields` says. */
export function inspectable<T extends object>(type: { readonly prototype: T }, fields: (object: T) => object): void {
  const show = (object: T, inspect: Inspect, options: unknown) => {
    if (object === type.prototype) return "{}";
    const name = object.constructor?.name ?? "Object";
    return `${name} ${inspect(fields(object), options)}`;
  };
  const define = (symbol: symbol, value: unknown) =>
    Object.defineProperty(type.prototype, symbol, { value, writable: true, configurable: true });
  define(Symbol.for("Deno.customInspect"), function (this: T, inspect: Inspect, options: unknown): string {
    return show(this, inspect, options);
  });
  define(
    Symbol.for("nodejs.util.inspect.custom"),
    function (this: T, _depth: number, options: unknown, inspect: Inspect): string {
      return show(this, inspect, options);
    },
  );
}
