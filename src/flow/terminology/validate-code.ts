/**
 * CodeSystem/$validate-code and ValueSet/$validate-code (R4 codesystem-operation-validate-code.html). Headings count as
 * abstract: valid only with `abstract` = true, because they may not be reported (guidelines I.A.5, I.B.2).
 */
import type { CodeableConcept, Coding, ParametersParameter } from '../../fhir/index.ts';
import { cannotTell, isAnswer, type OperationAnswer, parameters } from './answer.ts';
import { dayAsked, editionAsked } from './edition.ts';
import { missing, type OperationInput, refuse } from './input.ts';
import { type TerminologyContext, todayOf } from './model.ts';
import { type AskedSystem, SYSTEM_NAME, systemAsked, unknownSystem } from './system.ts';
import { holds, type ImplicitValueSet, valueSetAsked } from './value-set.ts';
import { verdictOf } from './verdict.ts';

/** What is true of one coding; `undefined` result: cannot tell. */
interface Checked {
  readonly result: boolean | undefined;
  readonly message?: string | undefined;
  readonly display?: string | undefined;
  readonly code?: string;
  readonly system?: string;
  readonly version?: string | undefined;
}

export function validateInSystem(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const codings = codingsAsked(input, 'url');
  const url = input.text('url') ?? input.text('system') ?? input.coding('coding')?.system;
  if (url === undefined) return missing('url', 'name the code system');
  if (input.text('system') !== undefined && systemOf(input.text('system')) !== systemOf(url))
    return refuse('system', 'it names another code system than url');
  const system = systemAsked(url);
  if (!system) return unknownSystem(url, 'url');
  return answerFor(
    codings.map((c) => checkCoding({ system: url, ...c }, system, input, context, undefined)),
  );
}

export function validateInValueSet(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const codings = codingsAsked(input, 'system');
  const set = valueSetAsked(input.text('url') ?? missing('url', 'name the value set'));
  if (isAnswer(set)) return set;
  if (input.names.includes('code') && input.text('system') === undefined)
    return missing('system', 'a code needs its system');
  return answerFor(codings.map((c) => checkMember(c, set, input, context)));
}

const systemOf = (uri: string | undefined): string | undefined =>
  uri === undefined ? undefined : (systemAsked(uri)?.canonical ?? uri);

/** Exactly one of code, coding, codeableConcept. */
function codingsAsked(input: OperationInput, systemName: 'url' | 'system'): readonly Coding[] {
  const given = ['code', 'coding', 'codeableConcept'].filter((name) => input.names.includes(name));
  const [name, other] = given;
  if (name === undefined) return missing('code', 'send code, coding or codeableConcept');
  if (other !== undefined) return refuse(other, `send it or ${name}, not both`);
  if (name !== 'code' && input.names.includes('display'))
    return refuse('display', 'it goes with code; a Coding has its own');
  if (name === 'codeableConcept') return (input.concept(name) as CodeableConcept).coding ?? [];
  if (name === 'coding') return [input.coding(name) as Coding];
  const [code, display] = [input.text('code') ?? '', input.text('display')];
  const system = input.text(systemName);
  return [{ code, ...(system ? { system } : {}), ...(display ? { display } : {}) }];
}

function checkMember(
  coding: Coding,
  set: ImplicitValueSet,
  input: OperationInput,
  context: TerminologyContext,
): Checked {
  const system = systemAsked(coding.system ?? '');
  if (system?.kind !== 'icd10cm')
    return { result: false, message: 'The value set holds ICD-10-CM codes only, and the code is of another system' };
  return checkCoding(coding, system, input, context, set);
}

function checkCoding(
  coding: Coding,
  system: AskedSystem,
  input: OperationInput,
  context: TerminologyContext,
  set: ImplicitValueSet | undefined,
): Checked {
  const own = systemAsked(coding.system ?? '');
  if (own?.canonical !== system.canonical)
    return { result: false, message: `The code is not of ${SYSTEM_NAME[system.kind]} but of another system` };
  const versions = [
    input.text('version'),
    input.text('systemVersion'),
    input.text('valueSetVersion'),
    set?.version,
    coding.version,
  ].filter((v) => v !== undefined);
  return system.kind === 'icd10cm'
    ? checkIcd(coding, own, versions, input, context, set)
    : checkProcedure(coding, own, versions, input, context);
}

/** An answer that ends the whole operation is thrown past the other codings of a concept. */
class Ended extends Error {
  readonly answer: OperationAnswer;
  constructor(answer: OperationAnswer) {
    super('ended');
    this.answer = answer;
  }
}
