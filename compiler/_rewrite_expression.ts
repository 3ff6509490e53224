/**
 * Expressions of a policy as the core's compiler must see them to do what JavaScript does: numbers are always f64, an index is
 * checked and told with its place, an operator on bits takes 32 of them.
 *
 * @module
 */

import { OFFSET_BITS } from "../engine/compiled_policy.ts";
import { HOOK_SIGNATURES } from "./_hooks.ts";
import { rewriteFrom, rewriteList, rewriteNew, typeOfFilled } from "./_rewrite_lists.ts";
import { type CompilerPackage, type Maker, type SyntaxNode, typeText } from "./_syntax.ts";
import { elementType, type KnownTypes } from "./_types.ts";

/** Functions of the core for operators on bits and others, by the name of the token. */
const OPERATORS: Readonly<Record<string, string>> = {
  Ampersand: "$and",
  Asterisk_Asterisk: "$pow",
  Bar: "$or",
  Caret: "$xor",
  GreaterThan_GreaterThan: "$shr",
  GreaterThan_GreaterThan_GreaterThan: "$shru",
  LessThan_LessThan: "$shl",
  Percent: "$mod",
};

/** Operators that assign what another one makes. */
export const ASSIGNING = [
  "Plus",
  "Minus",
  "Asterisk",
  "Asterisk_Asterisk",
  "Slash",
  "Percent",
  "LessThan_LessThan",
  "GreaterThan_GreaterThan",
  "GreaterThan_GreaterThan_GreaterThan",
  "Ampersand",
  "Bar",
  "Caret",
];

/** Operators as the core numbers them where it changes an element in place. */
const UPDATES = [
  "Plus",
  "Minus",
  "Asterisk",
  "Slash",
  "Percent",
  "Asterisk_Asterisk",
  "Ampersand",
  "Bar",
  "Caret",
  "LessThan_LessThan",
  "GreaterThan_GreaterThan",
  "GreaterThan_GreaterThan_GreaterThan",
];

/** Members of the machine that are asked of a process. */
const OF_PROCESSES: ReadonlySet<string> = new Set([
  "arrival",
  "deadline",
  "estimate",
  "executed",
  "group",
  "nice",
  "period",
  "pid",
  "priority",
  "quantum",
  "readySince",
  "remaining",
  "tickets",
]);

/** What of a file the rewriting must know. */
export interface FileMarks {
  readonly coalesces: ReadonlySet<number>;
  readonly spreads: ReadonlySet<number>;
  /** The number of the file in places. */
  readonly number: number;
}

/** Rewrites expressions; `refuse` is told what cannot be. */
export class ExpressionRewriter {
  readonly make: Maker;
  readonly types: KnownTypes;
  readonly refuse: (node: SyntaxNode, message: string) => void;
  /** Rewrites the body of a function inside an expression. */
  rewriteFunction: (declaration: SyntaxNode) => void = () => {};
  /** By the types that parameters of hooks have there, the names by which they are known as the core's own numbers of processes. */
  readonly natives = new Map<SyntaxNode, string>();
  marks: FileMarks = { coalesces: new Set(), spreads: new Set(), number: 0 };
  readonly #as: CompilerPackage;
  readonly #functions: ReadonlyMap<number, string>;
  readonly #equals: ReadonlySet<number>;
  readonly #differs: ReadonlySet<number>;
  /** By an operator that assigns, the one that makes the value. */
  readonly #assigning: ReadonlyMap<number, number>;

  constructor(make: Maker, types: KnownTypes, refuse: (node: SyntaxNode, message: string) => void) {
    this.make = make;
    this.types = types;
    this.refuse = refuse;
    const { Token } = this.#as = make.as;
    this.#equals = new Set([Token.Equals_Equals, Token.Equals_Equals_Equals]);
    this.#differs = new Set([Token.Exclamation_Equals, Token.Exclamation_Equals_Equals]);
    this.#functions = new Map(Object.entries(OPERATORS).map(([token, name]) => [Token[token], name]));
    this.#assigning = new Map(ASSIGNING.map((token) => [Token[`${token}_Equals`], Token[token]]));
  }

  /** The place of a node as one number. */
  site(node: SyntaxNode): SyntaxNode {
    return this.make.whole((this.marks.number << OFFSET_BITS) | node.range.start, node.range);
  }

  /** An expression, of the type that is wanted where that is known. */
  rewrite(node: SyntaxNode, wanted: SyntaxNode | null = null): SyntaxNode {
    const { NodeKind } = this.#as;
    switch (node.kind) {
      case NodeKind.Literal:
        return this.#literal(node, wanted);
      case NodeKind.Identifier:
        return /^(?:Math|Number)$/.test(node.text) ? this.make.name(`$${node.text}`, node.range) : node;
      case NodeKind.ElementAccess:
        return this.#read(node);
      case NodeKind.PropertyAccess:
        node.expression = this.rewrite(node.expression);
        if (node.property.text === "length") node.property.text = "$length";
        return node;
      case NodeKind.Binary:
        return this.#binary(node, wanted);
      case NodeKind.UnaryPrefix:
      case NodeKind.UnaryPostfix:
        return this.#unary(node);
      case NodeKind.Call:
        return this.#call(node, wanted);
      case NodeKind.New:
        return rewriteNew(this, node, wanted);
      case NodeKind.Assertion:
        return this.#assertion(node, wanted);
      case NodeKind.Parenthesized:
        node.expression = this.rewrite(node.expression, wanted);
        return node;
      case NodeKind.Ternary:
        node.condition = this.rewrite(node.condition!);
        node.ifThen = this.rewrite(node.ifThen, wanted);
        node.ifElse = this.rewrite(node.ifElse, wanted);
        return node;
      case NodeKind.Comma:
        node.expressions = node.expressions.map((each) => this.rewrite(each));
        return node;
      case NodeKind.InstanceOf:
        node.expression = this.rewrite(node.expression);
        return node;
      case NodeKind.Function:
        this.rewriteFunction(node.declaration);
        return node;
      case NodeKind.Class:
        this.refuse(node, "a class inside of an expression cannot be compiled: export default class Name { … }");
        return node;
    }
    return node;
  }

  #literal(node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
    const { LiteralKind } = this.#as;
    if (node.literalKind === LiteralKind.Integer) {
      return this.make.number(
        Number(node.range.source.text.slice(node.range.start, node.range.end).replaceAll("_", "")),
        node.range,
      );
    }
    if (node.literalKind === LiteralKind.Array) return rewriteList(this, node, wanted);
    if (node.literalKind === LiteralKind.Object) {
      this.refuse(node, "an object { … } cannot be compiled: write a class with fields");
    }
    if (node.literalKind === LiteralKind.RegExp) this.refuse(node, "a regular expression cannot be compiled");
    if (node.literalKind === LiteralKind.Template) {
      node.expressions = node.expressions.map((each) => this.rewrite(each));
    }
    return node;
  }

  /** The name of a process that is a parameter of a hook, as the core's number; `null` where a node is none. */
  #native(node: SyntaxNode): SyntaxNode | null {
    const type = node.kind === this.#as.NodeKind.Identifier ? this.types.localType(node.text) : null;
    const name = type === null ? undefined : this.natives.get(type);
    return name === undefined ? null : this.make.name(name, node.range);
  }

  /** What an index is asked of and the index, rewritten; and what is behind the names of methods that take such an index. */
  #indexed(node: SyntaxNode): [target: SyntaxNode, index: SyntaxNode, suffix: string] {
    const type = this.types.of(node.expression);
    if (typeText(type) === "string") this.refuse(node, "a text cannot be indexed in what can be compiled");
    const native = this.#native(node.elementExpression);
    return [this.rewrite(node.expression), native ?? this.rewrite(node.elementExpression), native === null ? "" : "At"];
  }

  #read(node: SyntaxNode): SyntaxNode {
    const [target, index, suffix] = this.#indexed(node);
    return this.make.method(target, `$get${suffix}`, [index, this.site(node)], node.range);
  }

  #write(node: SyntaxNode, value: SyntaxNode): SyntaxNode {
    const [target, index, suffix] = this.#indexed(node);
    return this.make.method(target, `$set${suffix}`, [index, value, this.site(node)], node.range);
  }

  /** Whether asking twice is the same as asking once. */
  #isPure(node: SyntaxNode): boolean {
    const { NodeKind } = this.#as;
    if ([NodeKind.Identifier, NodeKind.This, NodeKind.Literal].includes(node.kind)) return true;
    if (node.kind === NodeKind.PropertyAccess || node.kind === NodeKind.Parenthesized) {
      return this.#isPure(node.expression);
    }
    if (node.kind === NodeKind.ElementAccess) {
      return this.#isPure(node.expression) && this.#isPure(node.elementExpression);
    }
    if (node.kind === NodeKind.Binary) {
      return node.operator !== this.#as.Token.Equals && !this.#assigning.has(node.operator) &&
        this.#isPure(node.left) && this.#isPure(node.right);
    }
    return node.kind === NodeKind.UnaryPrefix && !this.#isStep(node) && this.#isPure(node.operand);
  }

  #isStep({ operator }: SyntaxNode): boolean {
    return operator === this.#as.Token.Plus_Plus || operator === this.#as.Token.Minus_Minus;
  }

  #binary(node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
    const { Token } = this.#as;
    const making = this.#assigning.get(node.operator);
    if (node.operator === Token.Equals || making !== undefined) return this.#assign(node, making);
    if (node.operator === Token.Bar_Bar && this.#isCoalescing(node)) return this.#coalesce(node);
    const isText = [node.left, node.right].every((side) => typeText(this.types.of(side)) === "string");
    const isChoice = node.operator === Token.Bar_Bar || node.operator === Token.Ampersand_Ampersand;
    node.left = this.rewrite(node.left, isChoice ? wanted : null);
    node.right = this.rewrite(node.right, isChoice ? wanted : null);
    if (node.operator === Token.In) this.refuse(node, "in cannot be compiled");
    if (isText && this.#equals.has(node.operator)) return this.make.call("$same", [node.left, node.right], node.range);
    if (isText && this.#differs.has(node.operator)) {
      const same = this.make.call("$same", [node.left, node.right], node.range);
      return this.#as.Node.createUnaryPrefixExpression(Token.Exclamation, same, node.range);
    }
    return this.#make(node.operator, node);
  }

  /** What an operator makes, by a function of the core where it has one. */
  #make(
    operator: number,
    { left, right, range }: { left: SyntaxNode; right: SyntaxNode; range: SyntaxNode["range"] },
  ): SyntaxNode {
    const name = this.#functions.get(operator);
    return name === undefined
      ? this.make.binary(operator, left, right, range)
      : this.make.call(name, [left, right], range);
  }

  #assign(node: SyntaxNode, making: number | undefined): SyntaxNode {
    const { NodeKind } = this.#as;
    const { left, range } = node;
    const isElement = left.kind === NodeKind.ElementAccess;
    if (making === undefined) {
      const value = this.rewrite(node.right, this.types.of(left));
      if (isElement) return this.#write(left, value);
      node.left = this.rewrite(left);
      node.right = value;
      return node;
    }
    if (!isElement && !this.#functions.has(making)) {
      node.left = this.rewrite(left);
      node.right = this.rewrite(node.right);
      return node;
    }
    const right = this.make.parenthesized(this.rewrite(node.right), range);
    if (!isElement) {
      if (!this.#isPure(left)) {
        this.refuse(
          left,
          "what is changed in place must be a name or a field of one: const owner = …, then owner.field %= …",
        );
      }
      const target = this.rewrite(left);
      return this.make.binary(this.#as.Token.Equals, target, this.#make(making, { left: target, right, range }), range);
    }
    return this.#change(left, making, right);
  }

  /** `list[index] = list[index] <operator> value`. */
  #change(element: SyntaxNode, making: number, right: SyntaxNode): SyntaxNode {
    const { range } = element;
    const isAskedOnce = !this.#isPure(element);
    const [target, index, suffix] = this.#indexed(element);
    const site = this.site(element);
    if (isAskedOnce) {
      const operator = UPDATES.findIndex((name) => this.#as.Token[name] === making);
      return this.make.method(target, "$update", [index, this.make.whole(operator, range), right, site], range);
    }
    const left = this.make.method(target, `$get${suffix}`, [index, site], range);
    return this.make.method(target, `$set${suffix}`, [index, this.#make(making, { left, right, range }), site], range);
  }

  #isCoalescing({ left, right }: SyntaxNode): boolean {
    for (let at = left.range.end; at < right.range.start; at += 1) if (this.marks.coalesces.has(at)) return true;
    return false;
  }

  #coalesce(node: SyntaxNode): SyntaxNode {
    const { NodeKind } = this.#as;
    if (!this.#isPure(node.right)) {
      this.refuse(node.right, "what stands after ?? must be a name or a number in what can be compiled");
    }
    const right = this.rewrite(node.right);
    if (node.left.kind !== NodeKind.ElementAccess) {
      return this.make.call("$either", [this.rewrite(node.left), right], node.range);
    }
    const [target, index, suffix] = this.#indexed(node.left);
    return this.make.method(target, `$getOr${suffix}`, [index, right], node.range);
  }

  #unary(node: SyntaxNode): SyntaxNode {
    const { NodeKind, Token } = this.#as;
    const { operand, range } = node;
    if (!this.#isStep(node)) {
      node.operand = this.rewrite(operand);
      if (node.operator === Token.Tilde) return this.make.call("$not", [node.operand], range);
      return node;
    }
    if (operand.kind !== NodeKind.ElementAccess) {
      node.operand = this.rewrite(operand);
      return node;
    }
    const [up, down] = [Token.Plus, Token.Minus];
    const making = node.operator === Token.Plus_Plus ? up : down;
    const changed = this.#change(operand, making, this.make.number(1, range));
    if (node.kind === NodeKind.UnaryPrefix) return changed;
    // What it was before: exact, as numbers are whole up to 2^53.
    return this.make.parenthesized(
      this.make.binary(making === up ? down : up, changed, this.make.number(1, range), range),
      range,
    );
  }

  #call(node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
    const { NodeKind } = this.#as;
    const callee = node.expression;
    if (callee.kind !== NodeKind.PropertyAccess) {
      node.args = node.args.map((each) => this.rewrite(each));
      return node;
    }
    const { property } = callee;
    const owner = callee.expression.text ?? "";
    if (owner === "Array" && property.text === "from") return rewriteFrom(this, node, wanted);
    if (owner === "Math" && /^(?:min|max)$/.test(property.text) && node.args.length > 2) return this.#several(node);
    if (owner === "Math" && property.text === "random") {
      this.refuse(node, "Math.random cannot be compiled: machine.draw(count) draws by the seed");
    }
    const target = this.types.of(callee.expression);
    const native = typeText(target) === "PolicyMachine" && node.args.length === 1 ? this.#native(node.args[0]) : null;
    if (native !== null && OF_PROCESSES.has(property.text)) {
      return this.make.method(this.rewrite(callee.expression), `$${property.text}`, [native], node.range);
    }
    const element = elementType(target, this.make);
    const isSame = /^(?:fill|reverse|sort|slice|filter|concat)$/.test(property.text);
    callee.expression = this.rewrite(callee.expression, isSame ? wanted ?? typeOfFilled(this, node) : null);
    const argument = property.text === "concat" ? target : element;
    const isSpread = node.args.length === 1 && this.marks.spreads.has(node.args[0].range.start);
    node.args = node.args.map((each) => this.rewrite(each, isSpread ? target : argument));
    if (isSpread) property.text = "$append";
    if (element !== null && property.text === "splice" && node.args.length === 3) property.text = "$splice";
    if (element !== null && property.text === "sort" && node.args.length === 0) {
      this.refuse(node, "sort must be told how: sort((a, b) => a - b)");
    }
    this.#fillHook(node);
    return node;
  }

  /** A hook that the policy calls itself may be called with less than it is given. */
  #fillHook({ expression, args, range }: SyntaxNode): void {
    const { NodeKind } = this.#as;
    if (expression.expression.kind !== NodeKind.This || !Object.hasOwn(HOOK_SIGNATURES, expression.property.text)) {
      return;
    }
    for (const [, type] of HOOK_SIGNATURES[expression.property.text].parameters.slice(args.length)) {
      args.push(
        type === "string" ? this.#as.Node.createStringLiteralExpression("", range) : this.make.number(0, range),
      );
    }
  }

  /** `Math.max(a, b, c)` is one call in another. */
  #several(node: SyntaxNode): SyntaxNode {
    const [first, ...others] = node.args.map((each) => this.rewrite(each));
    const callee = this.make.property(this.make.name("$Math", node.range), node.expression.property.text, node.range);
    return others.reduce(
      (made, each) => this.#as.Node.createCallExpression(callee, null, [made, each], node.range),
      first,
    );
  }

  #assertion(node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
    const { AssertionKind, NodeKind } = this.#as;
    const { expression } = node;
    if (node.assertionKind !== AssertionKind.NonNull) {
      node.expression = this.rewrite(expression, node.toType);
      return typeText(node.toType) === "$Array" ? node.expression : node;
    }
    // `list[index]!` and `list.pop()!`: whether there is one is looked at anyway.
    const isChecked = expression.kind === NodeKind.ElementAccess ||
      expression.kind === NodeKind.Call && /^(?:pop|shift|at)$/.test(expression.expression.property?.text ?? "");
    const inner = this.rewrite(expression, wanted);
    if (isChecked) return inner;
    node.expression = inner;
    return node;
  }
}
