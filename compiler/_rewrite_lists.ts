/**
 * Arrays as the core makes them: what is in them is known by what they go to, or by what is put there.
 *
 * @module
 */

import { type Maker, type SyntaxNode, typeText } from "./_syntax.ts";
import { coreType, elementType, type KnownTypes } from "./_types.ts";

/** What rewrites expressions. */
export interface Rewriting {
  readonly make: Maker;
  readonly types: KnownTypes;
  readonly refuse: (node: SyntaxNode, message: string) => void;
  /** Rewrites the body of a function inside an expression. */
  readonly rewriteFunction: (declaration: SyntaxNode) => void;
  rewrite(node: SyntaxNode, wanted?: SyntaxNode | null): SyntaxNode;
}

/** `[a, b]` is a new array to which each is added. */
export function rewriteList(rewriting: Rewriting, node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
  const type = typeText(wanted) === "$Array" ? wanted : rewriting.types.of(node);
  const element = elementType(type, rewriting.make);
  if (element === null) {
    rewriting.refuse(node, "what is in [] must be said: a type where it goes, such as queue: number[] = []");
    return node;
  }
  const { range } = node;
  const made: SyntaxNode = rewriting.make.as.Node.createNewExpression(type!.name, [element], [], range);
  return node.elementExpressions.reduce(
    (list, each) => rewriting.make.call("$with", [list, rewriting.rewrite(each, element)], range),
    made,
  );
}

/** The type of an array that is made to be filled: of what it is filled with. */
export function typeOfFilled(rewriting: Rewriting, { expression, args, range }: SyntaxNode): SyntaxNode | null {
  if (expression.property.text !== "fill" || args.length === 0) return null;
  const element = rewriting.types.of(args[0]);
  return element === null ? null : rewriting.make.type("$Array", range, [element]);
}

/** `Array.from({ length: n }, () => value)`. */
export function rewriteFrom(rewriting: Rewriting, node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
  const { LiteralKind, NodeKind } = rewriting.make.as;
  const [shape, made] = node.args;
  const isShape = shape?.kind === NodeKind.Literal && shape.literalKind === LiteralKind.Object &&
    shape.names.length === 1 &&
    shape.names[0].text === "length";
  const element = elementType(wanted, rewriting.make);
  if (!isShape || made?.kind !== NodeKind.Function || element === null) {
    rewriting.refuse(
      node,
      "Array.from can be compiled as Array.from({ length: n }, () => value) alone, where the type that it goes to is written",
    );
    return node;
  }
  const { signature, body } = made.declaration;
  signature.returnType = element;
  for (const parameter of signature.parameters) {
    if (typeText(parameter.type) === "") parameter.type = rewriting.make.type("f64", parameter.range);
  }
  if (body?.kind === NodeKind.Expression) body.expression = rewriting.rewrite(body.expression, element);
  else rewriting.rewriteFunction(made.declaration);
  return rewriting.make.as.Node.createCallExpression(rewriting.make.name("$listFrom", node.range), [element], [
    rewriting.rewrite(shape.values[0]),
    made,
  ], node.range);
}

/** `new Class(…)`; of an array what is in it is said. */
export function rewriteNew(rewriting: Rewriting, node: SyntaxNode, wanted: SyntaxNode | null): SyntaxNode {
  const { identifier } = node.typeName;
  if (identifier.text === "Array" && (node.typeArguments?.length ?? 0) === 0) {
    const element = typeText(wanted) === "$Array" ? elementType(wanted, rewriting.make) : null;
    if (element === null) rewriting.refuse(node, "what is in the array must be said: new Array<number>(length)");
    else node.typeArguments = [element];
  }
  identifier.text = coreType(identifier.text);
  node.args = node.args.map((each) => rewriting.rewrite(each));
  return node;
}
