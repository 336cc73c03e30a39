/** Whether a code of a system is valid on a day, with the sentence that says why not: last day, successors, first day. */
import type { ServiceDate } from '../../kernel/index.ts';
import {
  type CodeEntry,
  type CodeStatus,
  type Icd10CmCode,
  icd10CmCode,
  icd10PcsCode,
  isCptShape,
  isHcpcsShape,
  type PcsStatus,
  type ProcedureCode,
  type ProcedureStatus,
  type Terminology,
} from '../../terminology/index.ts';
import { type AskedSystem, SYSTEM_NAME } from './system.ts';

export type Verdict =
  | {
      readonly kind: 'valid';
      /** In normal form. */
      readonly code: string;
      readonly display: string;
      /** Other wordings that are right, too. */
      readonly displays: readonly string[];
      readonly header: boolean;
    }
  | {
      readonly kind: 'invalid';
      readonly why: 'shape' | 'unknown' | 'retired' | 'not-yet';
      readonly message: string;
    }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

export function verdictOf(
  text: string,
  system: AskedSystem,
  on: ServiceDate,
  terminology: Terminology,
): Verdict {
  const verdict = READERS[system.kind](text, on, terminology);
  if (!system.ambiguous || verdict.kind !== 'invalid') return verdict;
  const reason = `as ICD-10-CM ${lower(verdict.message)}, and http://hl7.org/fhir/sid/icd-10 may mean another ICD-10`;
  return { kind: 'cannot-tell', reason };
}

type Reader = (text: string, on: ServiceDate, terminology: Terminology) => Verdict;

const READERS: Readonly<Record<AskedSystem['kind'], Reader>> = {
  icd10cm: icdVerdict,
  icd10pcs: pcsVerdict,
  cpt: (text, on, terminology) => procedureVerdict(text, 'cpt', on, terminology),
  hcpcs: (text, on, terminology) => procedureVerdict(text, 'hcpcs', on, terminology),
};

const lower = (sentence: string): string => sentence.replace(/^The code /, 'the code ');

function icdVerdict(text: string, on: ServiceDate, terminology: Terminology): Verdict {
  const code = icd10CmCode(text);
  if (!code) return invalid('shape', 'The code does not have the shape of an ICD-10-CM code');
  const status = terminology.icd10cm.status(code, on);
  switch (status.kind) {
    case 'active':
    case 'header':
      return found(code, status.entry);
    case 'cannot-tell':
      return { kind: 'cannot-tell', reason: status.reason };
    default:
      return invalid(status.kind, absentMessage(code, status));
  }
}

const found = (code: Icd10CmCode, { title, shortTitle, billable }: CodeEntry): Verdict => ({
  kind: 'valid',
  code,
  display: title,
  displays: [title, shortTitle],
  header: !billable,
});

const invalid = (why: Extract<Verdict, { kind: 'invalid' }>['why'], message: string): Verdict => ({
  kind: 'invalid',
  why,
  message,
});

export type AbsentStatus = Extract<CodeStatus, { readonly kind: 'retired' | 'not-yet' | 'unknown' }>;

export function absentMessage(code: string, status: AbsentStatus): string {
  if (status.kind === 'unknown') return `The code ${code} is not in ${status.release.title}`;
  if (status.kind === 'not-yet') return `The code ${code} is valid only from ${status.from} on`;
  const after =
    status.successors.length > 0
      ? `its successors are ${status.successors.join(', ')}`
      : 'the official files name no successor';
  return `The code ${code} was valid until ${status.lastDay}; ${after}`;
}

function pcsVerdict(text: string, on: ServiceDate, { icd10pcs }: Terminology): Verdict {
  const code = icd10PcsCode(text);
  if (!code) return invalid('shape', 'The code does not have the shape of an ICD-10-PCS code');
  const status = icd10pcs.status(code, on);
  if (status.kind !== 'active') return unusable(code, 'icd10pcs', status);
  const { title } = status.entry;
  return { kind: 'valid', code, display: title, displays: [title], header: false };
}

function procedureVerdict(
  text: string,
  kind: 'cpt' | 'hcpcs',
  on: ServiceDate,
  { procedures }: Terminology,
): Verdict {
  const code = text.trim().toUpperCase();
  // Two characters are a modifier: the modifiers of both systems share the URI of its codes.
  const status = /^[0-9A-Z]{2}$/.test(code)
    ? procedures.modifier(code, on)
    : (kind === 'cpt' ? isCptShape : isHcpcsShape)(code)
      ? procedures.status(code as ProcedureCode, on)
      : undefined;
  if (!status) return invalid('shape', `The code does not have the shape of a ${SYSTEM_NAME[kind]} code`);
  const title = procedures.lookup(code as ProcedureCode, on)?.title;
  return status.kind === 'active'
    ? {
        kind: 'valid',
        code,
        header: false,
        display: title ?? status.label,
        displays: [title ?? '', status.label],
      }
    : unusable(code, kind, status);
}

function unusable(
  code: string,
  kind: AskedSystem['kind'],
  status: Exclude<ProcedureStatus | PcsStatus, { readonly kind: 'active' }>,
): Verdict {
  switch (status.kind) {
    case 'retired':
      return invalid('retired', `The code ${code} was valid until ${status.lastDay}`);
    case 'not-yet':
      return invalid('not-yet', `The code ${code} is valid only from ${status.from} on`);
    case 'unknown':
      return invalid('unknown', `The code ${code} is not in ${status.release.title}`);
    case 'listed': {
      // Our own label is no display of the system, and a number that a rule names is not yet a verified one.
      const reason = `not verified: no ${SYSTEM_NAME[kind]} release is loaded; rules of this program know ${code} as "${status.label}"`;
      return { kind: 'cannot-tell', reason };
    }
    case 'cannot-tell':
      return { kind: 'cannot-tell', reason: status.reason };
  }
}
