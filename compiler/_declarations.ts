/**
 * What a policy's files declare: names as the core has them, types that were left out filled in where there is no doubt, and signatures of
 * hooks as the contract has them.
 *
 * @module
 */

import type { CompiledField } from "../engine/compiled_policy.ts";
import { HOOK_SIGNATURES } from "./_hooks.ts";
import { ASSIGNING } from "./_rewrite_expression.ts";
import {
  type CompilerPackage,
  type Maker,
  type SyntaxNode,
  type SyntaxRange,
  type SyntaxSource,
  typeText,
} from "./_syntax.ts";
import { authorType, coreType, declarationsOf, type KnownTypes, walk } from "./_types.ts";

/** Goes through declarations; `refuse` is told what cannot be. */
export class DeclarationReader {
  /** Members of the machine and of others that are asked for. */
  readonly asked = new Set<string>();
  /** Names of methods and functions that the files call themselves. */
  readonly called = new Set<string>();
  /** Hooks that the policy has. */
  readonly hooks = new Set<string>();
  /** Of hooks, parameters that are taken as the core's own numbers of processes. */
  readonly natives = new Map<SyntaxNode, { name: string; parameter: SyntaxNode; type: SyntaxNode }[]>();
  readonly #as: CompilerPackage;
  readonly #make: Maker;
  readonly #types: KnownTypes;
  /** Operators that assign. */
  readonly #assigning: ReadonlySet<number>;
  readonly #refuse: (node: { readonly range: SyntaxRange }, message: string) => void;

  constructor(
    make: Maker,
    types: KnownTypes,
    refuse: (node: { readonly range: SyntaxRange }, message: string) => void,
  ) {
    this.#as = make.as;
    this.#make = make;
    this.#types = types;
    this.#refuse = refuse;
    const names = ["Equals", ...ASSIGNING.map((name) => `${name}_Equals`)];
    this.#assigning = new Set(names.map((name) => make.as.Token[name]));
  }

  /** Names of types as the core has them, and what is called and asked for. */
  look(source: SyntaxSource): void {
    const { NodeKind } = this.#as;
    walk(source.statements, (node) => {
      if (node.kind === NodeKind.NamedType && node.name !== undefined) {
        node.name.identifier.text = coreType(node.name.identifier.text);
      } else if (node.kind === NodeKind.Call) {
        this.called.add(node.expression.property?.text ?? node.expression.text ?? "");
      } else if (node.kind === NodeKind.PropertyAccess) {
        this.asked.add(node.property.text);
      } else if (node.kind === NodeKind.FieldDeclaration || node.kind === NodeKind.MethodDeclaration) {
        const { Private, Protected, Readonly } = this.#as.CommonFlags;
        node.flags &= ~(Private | Protected | (node.kind === NodeKind.FieldDeclaration ? Readonly : 0));
        if (node.name.text === "length") node.name.text = "$length";
      }
    });
  }

  /** Classes, fields, functions and variables with the types that are written or plain to see. */
  declare(source: SyntaxSource): void {
    const { NodeKind } = this.#as;
    const declarations = declarationsOf(source, this.#make);
    for (const declaration of declarations) {
      if (declaration.kind === NodeKind.ClassDeclaration) this.#types.addClass(declaration);
      if (declaration.kind === NodeKind.FunctionDeclaration && typeText(declaration.signature.returnType) !== "") {
        this.#types.addGlobal(`${declaration.name.text}()`, declaration.signature.returnType);
      }
      if (declaration.kind !== NodeKind.Variable) continue;
      for (const { name, type, initializer } of declaration.declarations) {
        const known = type ?? (initializer === null ? null : this.#types.of(initializer));
        if (known !== null) this.#types.addGlobal(name.text, known);
      }
    }
    for (const declaration of declarations) {
      if (declaration.kind !== NodeKind.ClassDeclaration) continue;
      for (const member of declaration.members) this.#declareMember(declaration, member);
    }
  }

  #declareMember(owner: SyntaxNode, member: SyntaxNode): void {
    const { CommonFlags, NodeKind } = this.#as;
    if (member.kind === NodeKind.FieldDeclaration) {
      this.#types.current = owner.name.text;
      member.type ??= member.initializer === null ? null : this.#types.of(member.initializer);
      this.#types.current = "";
      if (member.type === null) {
        this.#refuse(member, `the type of ${member.name.text} must be written: ${member.name.text}: number`);
      } else this.#types.addMember(owner.name.text, member.name.text, member.type);
    } else if (member.kind === NodeKind.MethodDeclaration) {
      const isGetter = (member.flags & CommonFlags.Get) !== 0;
      if (typeText(member.signature.returnType) !== "") {
        this.#types.addMember(
          owner.name.text,
          isGetter ? member.name.text : `${member.name.text}()`,
          member.signature.returnType,
        );
      }
    }
  }

  /** Signatures that were left out, those of hooks by the contract. */
  complete(declaration: SyntaxNode, policy: string): void {
    const { NodeKind } = this.#as;
    if (declaration.kind === NodeKind.FunctionDeclaration) {
      this.#completeFunction(declaration, (type) => this.#types.addGlobal(`${declaration.name.text}()`, type));
    }
    if (declaration.kind !== NodeKind.ClassDeclaration) return;
    const owner = declaration.name.text;
    const isPolicy = this.#types.lineOf(policy).includes(owner);
    const methods = declaration.members.filter(({ kind }) => kind === NodeKind.MethodDeclaration);
    for (const method of methods) {
      const name = method.name.text;
      if (isPolicy && Object.hasOwn(HOOK_SIGNATURES, name)) this.#completeHook(method, owner);
    }
    for (const method of methods) {
      const { CommonFlags } = this.#as;
      const name = method.name.text;
      if (isPolicy && Object.hasOwn(HOOK_SIGNATURES, name) || name === "constructor") continue;
      const key = method.flags & CommonFlags.Get ? name : `${name}()`;
      this.#types.current = owner;
      if (method.flags & CommonFlags.Set) method.signature.returnType = this.#make.type("void", method.range);
      else this.#completeFunction(method, (type) => this.#types.addMember(owner, key, type));
      this.#types.current = "";
    }
  }

  #completeHook(method: SyntaxNode, owner: string): void {
    const { signature, name, range } = method;
    const { parameters, answer } = HOOK_SIGNATURES[name.text];
    this.hooks.add(name.text);
    parameters.forEach(([parameter, type], index) => {
      const written = signature.parameters[index];
      if (written === undefined) signature.parameters.push(this.#make.parameter(`$${parameter}`, type, range));
      else this.#fit(written, "type", type, `${name.text}(${written.name.text}: ${authorType(type)})`);
    });
    if (!this.called.has(name.text)) this.#takeNumbers(method);
    const extra = signature.parameters[parameters.length];
    if (extra !== undefined) this.#refuse(extra, `${name.text} is given ${parameters.length} and no more`);
    this.#fit(signature, "returnType", answer, `${name.text}(…): ${authorType(answer)}`);
    this.#types.addMember(owner, `${name.text}()`, signature.returnType);
  }

  /**
   * A hook that the policy does not call itself, where it does not set them, takes its processes as the core has them: an index by one is
   * an index, without being looked at.
   */
  #takeNumbers(method: SyntaxNode): void {
    const { NodeKind, Token } = this.#as;
    const set = new Set<string>();
    walk(method.body, (node) => {
      const { kind, operator } = node;
      const isStep = operator === Token.Plus_Plus || operator === Token.Minus_Minus;
      if (kind === NodeKind.Binary && node.left.kind === NodeKind.Identifier && this.#assigning.has(operator)) {
        set.add(node.left.text ?? "");
      }
      if ((kind === NodeKind.UnaryPrefix || kind === NodeKind.UnaryPostfix) && isStep) set.add(node.operand.text ?? "");
      // A function within has no part in what is around it.
      if (kind === NodeKind.Function) {
        for (const { name } of node.declaration.signature.parameters) set.add(name.text);
      }
    });
    const natives = method.signature.parameters
      .filter(({ name }, index) => isProcess(method.name.text, index) && !set.has(name.text)).map((parameter) => {
        const name = parameter.name.text;
        parameter.name = this.#make.name(`$${name}`, parameter.range) as SyntaxNode["name"];
        parameter.type = this.#make.type("i32", parameter.range);
        return { name, parameter, type: this.#make.type("f64", parameter.range) };
      });
    if (natives.length > 0) this.natives.set(method, natives);
  }

  /** Fills a type in, or refuses another one. */
  #fit<Field extends "type" | "returnType">(
    holder: { [field in Field]: SyntaxNode | null } & Partial<SyntaxNode>,
    field: Field,
    type: string,
    right: string,
  ): void {
    const written = holder[field];
    const text = typeText(written);
    if (text === "") holder[field] = this.#make.type(type, (written ?? holder as SyntaxNode).range) as never;
    else if (text !== type || written?.isNullable) this.#refuse(written!, `it must be ${right}`);
  }

  #completeFunction(declaration: SyntaxNode, know: (type: SyntaxNode) => void): void {
    const { signature, name, range } = declaration;
    for (const parameter of signature.parameters) {
      if (
        parameter.type === null ||
        typeText(parameter.type) === "" && parameter.type.kind === this.#as.NodeKind.NamedType
      ) {
        const known = parameter.initializer === null ? null : this.#types.of(parameter.initializer);
        if (known === null) {
          this.#refuse(parameter, `the type of ${parameter.name.text} must be written: ${parameter.name.text}: number`);
        } else parameter.type = known;
      }
    }
    if (typeText(signature.returnType) !== "") return;
    const answer = this.#answerOf(declaration);
    if (answer === null) {
      this.#refuse({ range: name.range }, `what ${name.text} answers must be written: ${name.text}(…): number`);
    }
    signature.returnType = answer ?? this.#make.type("f64", range);
    know(signature.returnType);
  }

  /** What a function answers by its first `return`; `null` where that is not plain. */
  #answerOf({ signature, body, range }: SyntaxNode): SyntaxNode | null {
    const { NodeKind } = this.#as;
    const answers: SyntaxNode[] = [];
    this.#types.enter();
    for (const { name, type } of signature.parameters) {
      if (typeText(type) !== "") this.#types.addLocal(name.text, type!);
    }
    let isKnown = true;
    walk(body, (node) => {
      if (node.kind === NodeKind.Variable) this.#declareLocals(node);
      if (node.kind !== NodeKind.Return || node.value === null) return;
      const type = this.#types.of(node.value);
      if (type === null) isKnown = false;
      else answers.push(type);
    });
    this.#types.leave();
    if (!isKnown) return answers[0] ?? null;
    return answers[0] ?? this.#make.type("void", range);
  }

  #declareLocals({ declarations }: SyntaxNode): void {
    for (const { name, type, initializer } of declarations) {
      const known = type ?? (initializer === null ? null : this.#types.of(initializer));
      if (known !== null) this.#types.addLocal(name.text, known);
    }
  }

  /** Fields of numbers, true or false, and texts. */
  fieldsOf(policy: string, sources: readonly SyntaxSource[]): CompiledField[] {
    const { CommonFlags, NodeKind } = this.#as;
    const types: Readonly<Record<string, CompiledField["type"]>> = { f64: "number", bool: "boolean", string: "text" };
    const line = this.#types.lineOf(policy);
    const classes = sources.flatMap((source) => declarationsOf(source, this.#make))
      .filter(({ kind, name }) => kind === NodeKind.ClassDeclaration && line.includes(name.text));
    return classes.flatMap(({ members }) => members)
      .filter(({ kind, flags, name }) =>
        kind === NodeKind.FieldDeclaration && !(flags & CommonFlags.Static) && !name.text.startsWith("$")
      )
      .flatMap(({ name, type }) =>
        Object.hasOwn(types, typeText(type)) ? [{ name: name.text, type: types[typeText(type)] }] : []
      );
  }
}

/** Whether a parameter of a hook is a process. */
function isProcess(hook: string, index: number): boolean {
  const [name] = HOOK_SIGNATURES[hook].parameters[index] ?? [""];
  return name === "process" || name === "ready" || name === "running";
}
