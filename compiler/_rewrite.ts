/**
 * The files of a policy as the core's compiler must see them: types that were left out are filled in where there is no doubt,
 * loops and calls are counted, and expressions do what they do in JavaScript (`_rewrite_expression.ts`).
 *
 * @module
 */

import type { CompiledField } from "../engine/compiled_policy.ts";
import { DeclarationReader } from "./_declarations.ts";
import { ExpressionRewriter, type FileMarks } from "./_rewrite_expression.ts";
import type { Mistake } from "./_subset.ts";
import {
  type CompilerPackage,
  Maker,
  type SyntaxNode,
  type SyntaxRange,
  type SyntaxSource,
  typeText,
} from "./_syntax.ts";
import { declarationsOf, elementType, KnownTypes, walk } from "./_types.ts";

/** A file to rewrite. */
export interface RewriteFile {
  readonly source: SyntaxSource;
  readonly marks: FileMarks;
  readonly mistakes: Mistake[];
}

/** What was found out on the way. */
export interface Findings {
  /** Whether anything is counted that could go on without end. */
  hasLoops: boolean;
  /** Members of the machine that are asked for. */
  readonly asked: ReadonlySet<string>;
  /** The hooks that the policy has. */
  readonly hooks: ReadonlySet<string>;
  /** Fields of the policy that an option may set. */
  readonly fields: readonly CompiledField[];
}

/** Rewrites the files of a policy, the first of which exports it; mistakes are added to those of each file. */
export function rewriteFiles(as: CompilerPackage, files: readonly RewriteFile[]): Findings {
  return new Rewriter(as, files).run();
}

class Rewriter {
  readonly #as: CompilerPackage;
  readonly #files: readonly RewriteFile[];
  readonly #make: Maker;
  readonly #types: KnownTypes;
  readonly #expressions: ExpressionRewriter;
  readonly #declared: DeclarationReader;
  #mistakes: Mistake[] = [];
  #hasLoops = false;
  /** What the function in hand answers. */
  #answer: SyntaxNode | null = null;

  constructor(as: CompilerPackage, files: readonly RewriteFile[]) {
    this.#as = as;
    this.#files = files;
    this.#make = new Maker(as);
    this.#types = new KnownTypes(this.#make);
    this.#declared = new DeclarationReader(this.#make, this.#types, (node, message) => this.#refuse(node, message));
    this.#expressions = new ExpressionRewriter(this.#make, this.#types, (node, message) => this.#refuse(node, message));
    this.#expressions.rewriteFunction = (declaration) => this.#function(declaration);
  }

  run(): Findings {
    const declared = this.#declared;
    this.#forEach(({ source }) => declared.look(source));
    this.#forEach(({ source }) => declared.declare(source));
    const policy = this.#policyClass();
    this.#forEach(({ source }) => {
      for (const declaration of declarationsOf(source, this.#make)) declared.complete(declaration, policy);
    });
    this.#forEach((file) => {
      this.#expressions.marks = file.marks;
      file.source.statements = file.source.statements.map((each) => this.#statement(each));
    });
    const fields = declared.fieldsOf(policy, this.#files.map(({ source }) => source));
    return { hasLoops: this.#hasLoops, asked: declared.asked, hooks: declared.hooks, fields };
  }

  #forEach(look: (file: RewriteFile) => void): void {
    for (const file of this.#files) {
      this.#mistakes = file.mistakes;
      look(file);
    }
  }

  #refuse({ range }: { range: SyntaxRange }, message: string): void {
    this.#mistakes.push({ offset: range.start, message });
  }

  /** The class that the first file exports. */
  #policyClass(): string {
    const { NodeKind } = this.#as;
    const [{ source }] = this.#files;
    const found = source.statements.find(({ kind }) => kind === NodeKind.ExportDefault)?.declaration;
    if (found?.kind === NodeKind.ClassDeclaration) return found.name.text;
    this.#files[0].mistakes.push({
      offset: 0,
      message: "the file must export a class: export default class Name { … }",
    });
    return "";
  }

  /** One step is counted. */
  #step(node: SyntaxNode): SyntaxNode {
    this.#hasLoops = true;
    return this.#make.statement(this.#make.call("$step", [this.#expressions.site(node)], node.range));
  }

  /** The body of a loop, each turn of which is counted. */
  #turn(loop: SyntaxNode, body: SyntaxNode): SyntaxNode {
    return this.#make.block([this.#step(loop), this.#statement(body)], body.range);
  }

  #expression(node: SyntaxNode | null, wanted: SyntaxNode | null = null): SyntaxNode | null {
    return node === null ? null : this.#expressions.rewrite(node, wanted);
  }

  #statements(nodes: SyntaxNode[]): SyntaxNode[] {
    return nodes.map((each) => this.#statement(each));
  }

  /** A statement, rewritten. */
  #statement(node: SyntaxNode): SyntaxNode {
    const { NodeKind } = this.#as;
    switch (node.kind) {
      case NodeKind.ExportDefault:
        this.#statement(node.declaration);
        return node;
      case NodeKind.ClassDeclaration:
        this.#class(node);
        return node;
      case NodeKind.FunctionDeclaration:
        this.#function(node);
        return node;
      case NodeKind.Variable:
        for (const declaration of node.declarations) this.#variable(declaration);
        return node;
      case NodeKind.Block:
        this.#types.enter();
        node.statements = this.#statements(node.statements);
        this.#types.leave();
        return node;
      case NodeKind.Expression:
        node.expression = this.#expressions.rewrite(node.expression);
        return node;
      case NodeKind.Return:
        node.value = this.#expression(node.value, this.#answer);
        return node;
      case NodeKind.Throw:
        node.value = this.#expression(node.value);
        return node;
      case NodeKind.If:
        node.condition = this.#expression(node.condition);
        node.ifTrue = this.#statement(node.ifTrue);
        if (node.ifFalse !== null) node.ifFalse = this.#statement(node.ifFalse);
        return node;
      case NodeKind.Switch:
        node.condition = this.#expression(node.condition);
        for (const each of node.cases) {
          each.label = this.#expression(each.label);
          each.statements = this.#statements(each.statements);
        }
        return node;
    }
    return this.#loop(node);
  }

  #loop(node: SyntaxNode): SyntaxNode {
    const { NodeKind } = this.#as;
    switch (node.kind) {
      case NodeKind.While:
      case NodeKind.Do:
        node.condition = this.#expression(node.condition);
        node.body = this.#turn(node, node.body!);
        return node;
      case NodeKind.For:
        this.#types.enter();
        if (node.initializer !== null) node.initializer = this.#statement(node.initializer);
        node.condition = this.#expression(node.condition);
        node.incrementor = this.#expression(node.incrementor);
        node.body = this.#turn(node, node.body!);
        this.#types.leave();
        return this.#stepsByAssigning(node) ? this.#asWhile(node) : node;
      case NodeKind.ForOf:
        return this.#forOf(node);
    }
    return node;
  }

  /** Whether a loop goes on by an assignment, as through a list that is linked, and by nothing else. */
  #stepsByAssigning({ incrementor, body }: SyntaxNode): boolean {
    const { NodeKind, Token } = this.#as;
    let goesOn = false;
    walk(body, ({ kind }) => goesOn ||= kind === NodeKind.Continue);
    return !goesOn && incrementor?.kind === NodeKind.Binary && incrementor.operator === Token.Equals;
  }

  /** The compiler takes what the condition says of a variable for what it may become; in a body it does not. */
  #asWhile({ initializer, condition, incrementor, body, range }: SyntaxNode): SyntaxNode {
    body!.statements.push(this.#make.statement(incrementor!));
    const loop = this.#as.Node.createWhileStatement(
      condition ?? this.#as.Node.createTrueExpression(range),
      body,
      range,
    );
    return this.#make.block(initializer === null ? [loop] : [initializer, loop], range);
  }

  /** `for (const each of list)` counts through the list, as long as that is then. */
  #forOf(node: SyntaxNode): SyntaxNode {
    const { iterable, variable, range } = node;
    const make = this.#make;
    const [each] = variable.declarations ?? [];
    const element = elementType(this.#types.of(iterable), make);
    if (each === undefined || element === null) {
      this.#refuse(node, "for … of must go through an array whose type is known, with const or let");
      return node;
    }
    const { Token, Node } = this.#as;
    const [list, index] = ["$list", "$index"].map((name) => make.name(`${name}${range.start}`, range));
    this.#types.enter();
    this.#types.addLocal(each.name.text, element);
    const body = this.#turn(node, node.body!);
    this.#types.leave();
    const read = make.method(list, "$get", [index, this.#expressions.site(iterable)], iterable.range);
    body.statements.splice(1, 0, make.variable(each.name, read, each.range));
    const condition = make.binary(Token.LessThan, index, make.property(list, "$length", range), range);
    const step = Node.createUnaryPrefixExpression(Token.Plus_Plus, index, range);
    const loop = Node.createForStatement(
      make.variable(index, make.number(0, range), range),
      condition,
      step,
      body,
      range,
    );
    return make.block([make.variable(list, this.#expressions.rewrite(iterable), range), loop], range);
  }

  #variable(declaration: SyntaxNode): void {
    const { name, type, initializer } = declaration;
    const known = type ?? (initializer === null ? null : this.#types.of(initializer));
    if (known !== null) this.#types.addLocal(name.text, known);
    // What may be null later is not known by what it is at first.
    if (known?.isNullable) declaration.type = known;
    declaration.initializer = this.#expression(initializer, type);
  }

  /** `const process = f64($process)`. */
  #numberOf(name: string, { name: parameter, range }: SyntaxNode): SyntaxNode {
    const make = this.#make;
    return make.variable(make.name(name, range), make.call("f64", [make.name(parameter.text, range)], range), range);
  }

  #class(node: SyntaxNode): void {
    const { NodeKind } = this.#as;
    this.#types.current = node.name.text;
    for (const member of node.members) {
      if (member.kind === NodeKind.FieldDeclaration) {
        member.initializer = this.#expression(member.initializer, member.type);
      }
      if (member.kind === NodeKind.MethodDeclaration) this.#function(member);
    }
    this.#types.current = "";
  }

  #function(node: SyntaxNode): void {
    const { NodeKind } = this.#as;
    const { signature, body } = node;
    if (body === null || body === undefined) return;
    const answer = this.#answer;
    this.#answer = typeText(signature.returnType) === "" ? null : signature.returnType;
    this.#types.enter();
    for (const parameter of signature.parameters) {
      if (parameter.type !== null && typeText(parameter.type) !== "") {
        this.#types.addLocal(parameter.name.text, parameter.type);
      }
      parameter.initializer = this.#expression(parameter.initializer, parameter.type);
    }
    if (body.kind === NodeKind.Block) {
      const natives = this.#declared.natives.get(node) ?? [];
      const numbers = natives.map(({ name, parameter, type }) => {
        this.#types.addLocal(name, type);
        this.#expressions.natives.set(type, parameter.name.text);
        return this.#numberOf(name, parameter);
      });
      body.statements = [...numbers, ...this.#statements(body.statements)];
      if (this.#declared.called.has(node.name.text)) body.statements.unshift(this.#step(node));
    } else if (body.kind === NodeKind.Expression) {
      body.expression = this.#expressions.rewrite(body.expression, this.#answer);
    }
    this.#types.leave();
    this.#answer = answer;
  }
}
