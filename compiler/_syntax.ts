/**
 * The syntax tree of the compiler of the core, as much of it as is looked at here, and making parts of it.
 *
 * @module
 */

/** Where a node stands. */
export interface SyntaxRange {
  readonly start: number;
  readonly end: number;
  readonly source: SyntaxSource;
}

/** A file. */
export interface SyntaxSource {
  readonly normalizedPath: string;
  readonly text: string;
  statements: SyntaxNode[];
}

/** A node of whatever kind: it has those of the fields that its kind has. */
export interface SyntaxNode {
  readonly kind: number;
  readonly range: SyntaxRange;
  // Declarations.
  name: SyntaxNode & { text: string; identifier: { text: string } };
  flags: number;
  members: SyntaxNode[];
  signature: { parameters: SyntaxNode[]; returnType: SyntaxNode };
  declaration: SyntaxNode;
  declarations: SyntaxNode[];
  extendsType: SyntaxNode | null;
  initializer: SyntaxNode | null;
  type: SyntaxNode | null;
  // Types.
  typeName: SyntaxNode & { identifier: { text: string } };
  typeArguments: SyntaxNode[] | null;
  isNullable: boolean;
  // Expressions.
  text: string;
  literalKind: number;
  assertionKind: number;
  operator: number;
  operand: SyntaxNode;
  left: SyntaxNode;
  right: SyntaxNode;
  expression: SyntaxNode;
  expressions: SyntaxNode[];
  elementExpression: SyntaxNode;
  elementExpressions: SyntaxNode[];
  names: { text: string }[];
  values: SyntaxNode[];
  property: SyntaxNode & { text: string };
  args: SyntaxNode[];
  toType: SyntaxNode | null;
  condition: SyntaxNode | null;
  ifThen: SyntaxNode;
  ifElse: SyntaxNode;
  // Statements.
  statements: SyntaxNode[];
  body: SyntaxNode | null;
  ifTrue: SyntaxNode;
  ifFalse: SyntaxNode | null;
  incrementor: SyntaxNode | null;
  variable: SyntaxNode;
  iterable: SyntaxNode;
  value: SyntaxNode | null;
  cases: (SyntaxNode & { label: SyntaxNode | null })[];
}

type Kinds<Name extends string> = { readonly [name in Name]: number };

/** What of the package is used besides its program. */
export interface CompilerPackage {
  readonly NodeKind: Kinds<
    | "Assertion"
    | "Binary"
    | "Block"
    | "Call"
    | "Class"
    | "ClassDeclaration"
    | "Comma"
    | "Continue"
    | "Do"
    | "ElementAccess"
    | "EnumDeclaration"
    | "ExportDefault"
    | "Expression"
    | "False"
    | "FieldDeclaration"
    | "For"
    | "ForOf"
    | "Function"
    | "FunctionDeclaration"
    | "Identifier"
    | "If"
    | "Literal"
    | "MethodDeclaration"
    | "NamedType"
    | "New"
    | "Null"
    | "Parenthesized"
    | "PropertyAccess"
    | "Return"
    | "Switch"
    | "Ternary"
    | "This"
    | "Throw"
    | "True"
    | "UnaryPostfix"
    | "UnaryPrefix"
    | "Variable"
    | "While"
    | "FunctionType"
    | "Super"
    | "TypeDeclaration"
    | "InterfaceDeclaration"
    | "InstanceOf"
  >;
  readonly LiteralKind: Kinds<"Float" | "Integer" | "String" | "Template" | "Array" | "Object" | "RegExp">;
  readonly AssertionKind: Kinds<"As" | "NonNull" | "Prefix" | "Const">;
  readonly CommonFlags: Kinds<
    | "Private"
    | "Protected"
    | "Readonly"
    | "Static"
    | "Get"
    | "Set"
    | "Constructor"
    | "Generic"
    | "Export"
    | "ModuleExport"
  >;
  readonly ParameterKind: Kinds<"Default">;
  readonly Token: Readonly<Record<string, number>>;
  // deno-lint-ignore no-explicit-any
  readonly Node: any;
}

/** Makes nodes at the place of others. */
export class Maker {
  readonly as: CompilerPackage;

  constructor(as: CompilerPackage) {
    this.as = as;
  }

  name(text: string, range: SyntaxRange): SyntaxNode {
    return this.as.Node.createIdentifierExpression(text, range);
  }

  number(value: number, range: SyntaxRange): SyntaxNode {
    return this.as.Node.createFloatLiteralExpression(value, range);
  }

  /** A whole number that is none of the author's: a place. */
  whole(value: number, range: SyntaxRange): SyntaxNode {
    // The package's own 64-bit numbers are made by what it puts there.
    const { i64_new } = globalThis as unknown as { i64_new(low: number, high: number): unknown };
    return this.as.Node.createIntegerLiteralExpression(i64_new(value, 0), range);
  }

  type(text: string, range: SyntaxRange, args: SyntaxNode[] | null = null): SyntaxNode {
    return this.as.Node.createNamedType(this.as.Node.createSimpleTypeName(text, range), args, false, range);
  }

  /** A call of a function of the core's. */
  call(name: string, args: SyntaxNode[], range: SyntaxRange): SyntaxNode {
    return this.as.Node.createCallExpression(this.name(name, range), null, args, range);
  }

  method(target: SyntaxNode, name: string, args: SyntaxNode[], range: SyntaxRange): SyntaxNode {
    return this.as.Node.createCallExpression(this.property(target, name, range), null, args, range);
  }

  property(target: SyntaxNode, name: string, range: SyntaxRange): SyntaxNode {
    return this.as.Node.createPropertyAccessExpression(target, this.name(name, range), range);
  }

  binary(operator: number, left: SyntaxNode, right: SyntaxNode, range: SyntaxRange): SyntaxNode {
    return this.as.Node.createBinaryExpression(operator, left, right, range);
  }

  parenthesized(inner: SyntaxNode, range: SyntaxRange): SyntaxNode {
    return this.as.Node.createParenthesizedExpression(inner, range);
  }

  statement(expression: SyntaxNode): SyntaxNode {
    return this.as.Node.createExpressionStatement(expression);
  }

  block(statements: SyntaxNode[], range: SyntaxRange): SyntaxNode {
    return this.as.Node.createBlockStatement(statements, range);
  }

  variable(name: SyntaxNode, initializer: SyntaxNode, range: SyntaxRange): SyntaxNode {
    const declaration = this.as.Node.createVariableDeclaration(name, null, 0, null, initializer, range);
    return this.as.Node.createVariableStatement(null, [declaration], range);
  }

  parameter(name: string, type: string, range: SyntaxRange): SyntaxNode {
    const { Default } = this.as.ParameterKind;
    return this.as.Node.createParameter(Default, this.name(name, range), this.type(type, range), null, range);
  }
}

/** The name of a type that is named; "" for others. */
export function typeText(type: SyntaxNode | null): string {
  return type?.name?.identifier?.text ?? "";
}
