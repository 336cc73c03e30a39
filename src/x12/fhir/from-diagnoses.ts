/** Claim.diagnosis and Claim.procedure → HI. A professional claim has all its diagnoses in one HI, an institutional one by kind. */
import type { Claim, ClaimDiagnosis, ClaimProcedure } from '@medplum/fhirtypes';
import { codingsOf, SYSTEM } from '../../fhir/index.ts';
import type { ClaimKind } from '../claim/claim-loops.ts';
import type { ElementValue, SegmentDraft } from '../syntax/segment.ts';
import { twelves } from './from-information.ts';
import { dotless, x12Day } from './values.ts';
import { DIAGNOSIS_QUALIFIERS } from './vocabulary.ts';

type Kind = (typeof DIAGNOSIS_QUALIFIERS)[number];

export function diagnoses(claim: Claim, kind: ClaimKind): readonly SegmentDraft[] {
  const all = [...(claim.diagnosis ?? [])].sort((a, b) => a.sequence - b.sequence);
  const hasPrincipal = all.some((d) => typeOf(d).type === 'principal');
  const known = all.map((d, i) => ({ d, kind: hasPrincipal || i > 0 ? typeOf(d) : principal }));
  if (kind === 'professional')
    return group(known.map(({ d, kind: k }) => composite(d, k.type === 'principal' ? principal : other)));
  return DIAGNOSIS_QUALIFIERS.flatMap((wanted) => {
    const found = known.filter(({ kind: k }) => k.type === wanted.type).map(({ d }) => composite(d, wanted));
    return group(wanted.type === 'principal' || wanted.type === 'admitting' ? found.slice(0, 1) : found);
  });
}

const group = (elements: readonly ElementValue[]): readonly SegmentDraft[] =>
  twelves(elements).map((some) => ({ id: 'HI', elements: some }));

const other: Kind = DIAGNOSIS_QUALIFIERS[4];
const principal: Kind = DIAGNOSIS_QUALIFIERS[0];

function typeOf({ type = [] }: ClaimDiagnosis): Kind {
  const codes = new Set(type.flatMap((t) => t.coding ?? []).map((c) => c.code));
  return DIAGNOSIS_QUALIFIERS.find((q) => codes.has(q.type)) ?? other;
}

function composite({ diagnosisCodeableConcept, onAdmission }: ClaimDiagnosis, kind: Kind): ElementValue {
  const codings = codingsOf(diagnosisCodeableConcept);
  const icd9 = codings.find((c) => c.system === SYSTEM.icd9cm);
  const coding = codings.find((c) => c.system === SYSTEM.icd10cm) ?? icd9 ?? codings[0];
  const admitted = onAdmission?.coding?.[0]?.code?.toUpperCase();
  const code = coding && dotless(coding.code);
  const qualifier = coding === icd9 && icd9 ? kind.icd9 : kind.icd10;
  return admitted === undefined
    ? [qualifier, code]
    : [qualifier, code, undefined, undefined, undefined, undefined, undefined, undefined, admitted];
}

/** The principal procedure (BBR) and the others (BBQ), by date. */
export function procedures(claim: Claim): readonly SegmentDraft[] {
  const all = [...(claim.procedure ?? [])].sort((a, b) => a.sequence - b.sequence);
  const [first, ...rest] = all;
  if (!first) return [];
  return [
    ...group([procedureComposite(first, 'BBR', 'BR')]),
    ...group(rest.map((p) => procedureComposite(p, 'BBQ', 'BQ'))),
  ];
}

function procedureComposite(
  { procedureCodeableConcept, date }: ClaimProcedure,
  icd10: string,
  icd9: string,
): ElementValue {
  const [coding] = codingsOf(procedureCodeableConcept);
  const day = x12Day(date);
  const old = coding?.system === SYSTEM.icd9cm;
  return [old ? icd9 : icd10, coding && dotless(coding.code), day === undefined ? undefined : 'D8', day];
}
