/**
 * What of the types in a policy's files is known before the compiler looks: what is written, and what a value says of itself. It
 * is enough to fill in what an author may leave out, and to know what an empty array is one of.
 *
 * @module
 */

import { type Maker, type SyntaxNode, type SyntaxSource, typeText } from "./_syntax.ts";

/** What types are called in the core. */
const CORE_TYPES: Readonly<Record<string, string>> = {
  Array: "$Array",
  boolean: "bool",
  number: "f64",
  ProcessIndex: "f64",
  ReadonlyArray: "$Array",
  ReadyCause: "string",
  Ticks: "f64",
};

/** Typed arrays that there are. */
const TYPED_ARRAY = /^(?:Float64|Float32|Int32|Uint32|Int16|Uint16|Int8|Uint8)Array$/;

/** The name of a type in the core. */
export function coreType(name: string): string {
  return TYPED_ARRAY.test(name) ? `$${name}` : Object.hasOwn(CORE_TYPES, name) ? CORE_TYPES[name] : name;
}

/** The name of a type as its author knows it. */
export function authorType(name: string): string {
  return name === "f64"
    ? "number"
    : name === "bool"
    ? "boolean"
    : name === "~lib/string/String"
    ? "string"
    : name.replace(/^\$/, "");
}

/** The type of the elements of an array's type; `null` where it is none. */
export function elementType(type: SyntaxNode | null, make: Maker): SyntaxNode | null {
  const name = typeText(type);
  if (name === "$Array") return type!.typeArguments?.[0] ?? null;
  return name.startsWith("$") && name.endsWith("Array") ? make.type("f64", type!.range) : null;
}

/** What methods of arrays answer. */
const ARRAY_ANSWERS: Readonly<Record<string, "f64" | "bool" | "element" | "array">> = {
  $append: "f64",
  at: "element",
  concat: "array",
  every: "bool",
  fill: "array",
  filter: "array",
  findIndex: "f64",
  includes: "bool",
  indexOf: "f64",
  lastIndexOf: "f64",
  pop: "element",
  push: "f64",
  reverse: "array",
  shift: "element",
  slice: "array",
  some: "bool",
  sort: "array",
  splice: "array",
  unshift: "f64",
};

const COMPARISONS = [
  "LessThan",
  "GreaterThan",
  "LessThan_Equals",
  "GreaterThan_Equals",
  "Equals_Equals",
  "Exclamation_Equals",
  "Equals_Equals_Equals",
  "Exclamation_Equals_Equals",
];

/** The members of a class, and what it extends. */
interface KnownClass {
  members: Map<string, SyntaxNode>;
  base: string;
}

/** The types that are known, by where they are known. */
export class KnownTypes {
  readonly #make: Maker;
  readonly #comparisons: ReadonlySet<number>;
  readonly #classes = new Map<string, KnownClass>();
  readonly #globals = new Map<string, SyntaxNode>();
  #scopes: Map<string, SyntaxNode>[] = [];
  /** The class whose method is looked at; "" for none. */
  current = "";

  constructor(make: Maker) {
    this.#make = make;
    this.#comparisons = new Set(COMPARISONS.map((name) => make.as.Token[name]));
  }

  /** Notes a class with its members as far as their types are written. */
  addClass(declaration: SyntaxNode): void {
    const members = new Map<string, SyntaxNode>();
    this.#classes.set(declaration.name.text, { members, base: typeText(declaration.extendsType) });
  }
  addMember(owner: string, name: string, type: SyntaxNode): void {
    this.#classes.get(owner)?.members.set(name, type);
  }
  addGlobal(name: string, type: SyntaxNode): void {
    this.#globals.set(name, type);
  }

  /** The names of a class and of those that it extends, as far as they are the author's. */
  lineOf(name: string): string[] {
    const known = this.#classes.get(name);
    return known === undefined ? [] : [name, ...this.lineOf(known.base)];
  }

  enter(): void {
    this.#scopes.push(new Map());
  }
  leave(): void {
    this.#scopes.pop();
  }
  addLocal(name: string, type: SyntaxNode): void {
    this.#scopes.at(-1)?.set(name, type);
  }

  #memberOf(owner: string, name: string): SyntaxNode | null {
    const known = this.#classes.get(owner);
    return known === undefined ? null : known.members.get(name) ?? this.#memberOf(known.base, name);
  }

  #named(name: string, node: SyntaxNode): SyntaxNode {
    return this.#make.type(name, node.range);
  }

  /** The type of an expression; `null` where it is not known. */
  of(node: SyntaxNode): SyntaxNode | null {
    const { NodeKind } = this.#make.as;
    switch (node.kind) {
      case NodeKind.Literal:
        return this.#ofLiteral(node);
      case NodeKind.True:
      case NodeKind.False:
      case NodeKind.InstanceOf:
        return this.#named("bool", node);
      case NodeKind.This:
        return this.current === "" ? null : this.#named(this.current, node);
      case NodeKind.Identifier:
        if (/^(?:NaN|Infinity)$/.test(node.text)) return this.#named("f64", node);
        return this.#local(node.text) ?? this.#globals.get(node.text) ?? null;
      case NodeKind.PropertyAccess:
        return this.#ofProperty(node);
      case NodeKind.Call:
        return this.#ofCall(node);
      case NodeKind.New:
        return this.#make.type(coreType(node.typeName.identifier.text), node.range, node.typeArguments);
      case NodeKind.ElementAccess:
        return elementType(this.of(node.expression), this.#make);
      case NodeKind.Binary:
        return this.#ofBinary(node);
      case NodeKind.UnaryPrefix:
        return this.#named(node.operator === this.#make.as.Token.Exclamation ? "bool" : "f64", node);
      case NodeKind.UnaryPostfix:
        return this.#named("f64", node);
      case NodeKind.Parenthesized:
        return this.of(node.expression);
      case NodeKind.Ternary:
        return this.of(node.ifThen) ?? this.of(node.ifElse);
      case NodeKind.Assertion:
        return node.toType ?? this.of(node.expression);
    }
    return null;
  }

  /** The type by which a local name was added last; `null` where it is none. */
  localType(name: string): SyntaxNode | null {
    return this.#local(name);
  }

  #local(name: string): SyntaxNode | null {
    for (let at = this.#scopes.length - 1; at >= 0; at -= 1) {
      const type = this.#scopes[at].get(name);
      if (type !== undefined) return type;
    }
    return null;
  }

  #ofLiteral(node: SyntaxNode): SyntaxNode | null {
    const { LiteralKind } = this.#make.as;
    if (node.literalKind === LiteralKind.Float || node.literalKind === LiteralKind.Integer) {
      return this.#named("f64", node);
    }
    if (node.literalKind === LiteralKind.String || node.literalKind === LiteralKind.Template) {
      return this.#named("string", node);
    }
    if (node.literalKind !== LiteralKind.Array || node.elementExpressions.length === 0) return null;
    const element = this.of(node.elementExpressions[0]);
    return element === null ? null : this.#make.type("$Array", node.range, [element]);
  }

  #ofProperty({ expression, property, range }: SyntaxNode): SyntaxNode | null {
    if (/^(?:Math|Number)$/.test(expression.text ?? "") || property.text === "length") {
      return this.#make.type("f64", range);
    }
    const owner = typeText(this.of(expression));
    if (owner === "PolicyMachine") return this.#make.type(property.text === "endsFirst" ? "bool" : "f64", range);
    return this.#memberOf(owner, property.text);
  }

  #ofCall({ expression, args, range }: SyntaxNode): SyntaxNode | null {
    const { NodeKind } = this.#make.as;
    if (expression.kind === NodeKind.Identifier) {
      if (/^is(?:NaN|Finite)$/.test(expression.text)) return this.#make.type("bool", range);
      return this.#globals.get(`${expression.text}()`) ?? null;
    }
    if (expression.kind !== NodeKind.PropertyAccess) return null;
    const { property } = expression;
    if (expression.expression.text === "Math") return this.#make.type("f64", range);
    if (expression.expression.text === "Number") return this.#make.type("bool", range);
    const type = this.of(expression.expression);
    const element = elementType(type, this.#make);
    if (element !== null) {
      const answer = ARRAY_ANSWERS[property.text];
      if (property.text === "map" && args.length > 0) return null;
      return answer === undefined
        ? null
        : answer === "array"
        ? type
        : answer === "element"
        ? element
        : this.#make.type(answer, range);
    }
    if (typeText(type) === "PolicyMachine") return this.#make.type("f64", range);
    return this.#memberOf(typeText(type), `${property.text}()`);
  }

  #ofBinary(node: SyntaxNode): SyntaxNode | null {
    const { Token } = this.#make.as;
    if (this.#comparisons.has(node.operator)) return this.#named("bool", node);
    if (
      node.operator === Token.Bar_Bar || node.operator === Token.Ampersand_Ampersand || node.operator === Token.Equals
    ) {
      return this.of(node.right) ?? this.of(node.left);
    }
    if (node.operator === Token.Plus && [node.left, node.right].some((side) => typeText(this.of(side)) === "string")) {
      return this.#named("string", node);
    }
    return this.#named("f64", node);
  }
}

/** Goes through all nodes below one, itself first. */
export function walk(node: unknown, look: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, look);
  } else if (typeof node === "object" && node !== null && typeof (node as SyntaxNode).kind === "number") {
    look(node as SyntaxNode);
    for (const [field, value] of Object.entries(node)) if (field !== "range" && field !== "flags") walk(value, look);
  }
}

/** The declarations of a file, exported or not. */
export function declarationsOf({ statements }: SyntaxSource, make: Maker): SyntaxNode[] {
  const { NodeKind } = make.as;
  return statements.map((each) => each.kind === NodeKind.ExportDefault ? each.declaration : each);
}
