/**
 * CodeSystem/$validate-code and ValueSet/$validate-code (R4 codesystem-operation-validate-code.html). Headings count as
 * abstract: valid only with `abstract` = true, because they may not be reported (guidelines I.A.5, I.B.2).
 */
import type { Coding, ParametersParameter } from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import { cannotTell, isAnswer, type OperationAnswer, parameters } from './answer.ts';
import { dayAsked, editionAsked } from './edition.ts';
import { missing, type OperationInput, refuse } from './input.ts';
import { type TerminologyContext, todayOf } from './model.ts';
import { type AskedSystem, SYSTEM_NAME, systemAsked, unknownSystem } from './system.ts';
import { holds, type ImplicitValueSet, valueSetAsked } from './value-set.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What all codings of one request are checked against. */
interface Check {
  readonly system: AskedSystem;
  readonly set: ImplicitValueSet | undefined;
  readonly on: ServiceDate;
  readonly version: string | undefined;
  readonly abstract: boolean;
  readonly context: TerminologyContext;
}

/** What is true of one coding; a `result` of undefined: cannot tell, and `message` says why. */
interface Checked {
  readonly result: boolean | undefined;
  readonly message?: string;
  readonly display?: string;
  readonly code?: string;
}

export function validateInSystem(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const codings = codingsAsked(input);
  const own = input.names.includes('coding') ? codings[0]?.system : undefined;
  const url = input.text('url') ?? input.text('system') ?? own ?? missing('url', 'name the code system');
  if (!sameSystem(url, input.text('system') ?? url)) return refuse('system', 'it is not the one of url');
  const system = systemAsked(url);
  if (!system) return unknownSystem(url, 'url');
  const named = codings.map((c) => (input.names.includes('code') ? { ...c, system: url } : c));
  return checkAll(named, system, undefined, input, context);
}

export function validateInValueSet(input: OperationInput, context: TerminologyContext): OperationAnswer {
  const codings = codingsAsked(input);
  const set = valueSetAsked(input.text('url') ?? missing('url', 'name the value set'));
  if (isAnswer(set)) return set;
  const uri = input.text('system');
  if (input.names.includes('code') && uri === undefined) return missing('system', 'a code needs its system');
  const named = codings.map((c) => (uri === undefined ? c : { ...c, system: uri }));
  const system = systemAsked(set.url.slice(0, set.url.indexOf('?')));
  return system ? checkAll(named, system, set, input, context) : unknownSystem(set.url, 'url');
}

const sameSystem = (a: string, b: string): boolean =>
  a === b || (systemAsked(a) !== undefined && systemAsked(a)?.canonical === systemAsked(b)?.canonical);

/** Exactly one of code, coding, codeableConcept. */
function codingsAsked(input: OperationInput): readonly Coding[] {
  const [name, other] = ['code', 'coding', 'codeableConcept'].filter((n) => input.names.includes(n));
  if (name === undefined) return missing('code', 'send code, coding or codeableConcept');
  if (other !== undefined) return refuse(other, `send it or ${name}, not both`);
  const display = input.text('display');
  if (name !== 'code' && display !== undefined)
    return refuse('display', 'it goes with code; a Coding has its own');
  if (name === 'code') return [{ code: input.text(name) ?? '', ...(display ? { display } : {}) }];
  if (name === 'codeableConcept') return input.concept(name)?.coding ?? [];
  return [input.coding(name)].filter((coding) => coding !== undefined);
}

function checkAll(
  codings: readonly Coding[],
  system: AskedSystem,
  set: ImplicitValueSet | undefined,
  input: OperationInput,
  context: TerminologyContext,
): OperationAnswer {
  const ours = codings.filter((c) => c.system !== undefined && sameSystem(c.system, system.canonical));
  const versions = [
    ...['version', 'systemVersion', 'valueSetVersion'].map((n) => input.text(n)),
    set?.version,
  ]
    .concat(ours.map((c) => c.version))
    .filter((v) => v !== undefined);
  const when =
    system.kind === 'icd10cm' ? icdWhen(versions, input, context) : dayOf(versions, system, input, context);
  if ('status' in when) return when;
  const check = { system, set, ...when, abstract: input.flag('abstract'), context };
  return answerOf(
    codings.map((c) => checkCoding(c, check)),
    check,
  );
}

type When = Pick<Check, 'on' | 'version'>;

function icdWhen(
  versions: readonly string[],
  input: OperationInput,
  context: TerminologyContext,
): When | OperationAnswer {
  const edition = editionAsked(input, versions, context.terminology, todayOf(context));
  return 'status' in edition ? edition : { on: edition.on, version: edition.release.version };
}

function dayOf(
  [version]: readonly string[],
  system: AskedSystem,
  input: OperationInput,
  context: TerminologyContext,
): When | OperationAnswer {
  if (version !== undefined)
    return cannotTell(
      `no ${SYSTEM_NAME[system.kind]} release is loaded that could be asked by version`,
      'version',
    );
  return { on: dayAsked(input, todayOf(context)), version };
}

function checkCoding(coding: Coding, check: Check): Checked {
  const { system, set, on, context } = check;
  const own = systemAsked(coding.system ?? '');
  if (own?.canonical !== system.canonical) {
    const whole = set ? 'The value set holds' : 'The code system has';
    return { result: false, message: `${whole} ${SYSTEM_NAME[system.kind]} codes only, and this is none` };
  }
  const verdict = verdictOf(coding.code ?? '', own, on, context.terminology);
  if (verdict.kind === 'cannot-tell') return { result: undefined, message: verdict.reason };
  if (verdict.kind === 'invalid') return { result: false, message: verdict.message };
  return checkFound(verdict, coding, own, check);
}

function checkFound(
  verdict: Extract<Verdict, { kind: 'valid' }>,
  coding: Coding,
  own: AskedSystem,
  { set, abstract, system }: Check,
): Checked {
  const { code, display } = verdict;
  const about = { code, display };
  const no = (message: string): Checked => ({ result: false, message, ...about });
  if (set && !holds(set, code)) return no(`The code ${code} is not in the value set`);
  if (verdict.header && !abstract)
    return no(
      `The code ${code} is a heading: it has subdivisions and may not be reported (guidelines I.B.2)`,
    );
  if (!displayFits(coding.display, verdict.displays))
    return no(`The display is not one of ${code}, which is "${display}"`);
  const hints = [
    ...(coding.code === code ? [] : [`The normal form of the code is ${code}`]),
    ...(own.ambiguous ? [`The system was read as ICD-10-CM, whose URI is ${system.canonical}`] : []),
    ...(verdict.header ? [`The code ${code} is a heading and may not be reported`] : []),
  ];
  return { result: true, ...about, ...(hints.length > 0 ? { message: hints.join('. ') } : {}) };
}

/** Case, punctuation and spacing apart. A system whose displays are not loaded cannot contradict one. */
function displayFits(given: string | undefined, right: readonly string[]): boolean {
  if (given === undefined || right.length === 0) return true;
  return right.some((display) => plain(display) === plain(given));
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** One valid coding makes a concept valid; else one that cannot be told leaves the whole untold. */
function answerOf(all: readonly Checked[], { system, version }: Check): OperationAnswer {
  const best = all.find((c) => c.result === true) ?? all.find((c) => c.result === undefined) ?? all[0];
  if (best && best.result === undefined) return cannotTell(best.message ?? '', 'code');
  const { result = false, message, display, code } = best ?? { message: 'The concept has no code' };
  const part: ParametersParameter[] = [
    { name: 'result', valueBoolean: result },
    ...(message === undefined ? [] : [{ name: 'message', valueString: `${message}.` }]),
    ...(display === undefined ? [] : [{ name: 'display', valueString: display }]),
    ...(code === undefined
      ? []
      : [
          { name: 'code', valueCode: code },
          { name: 'system', valueUri: system.canonical },
        ]),
    ...(version === undefined ? [] : [{ name: 'version', valueString: version }]),
  ];
  return parameters(...part);
}
