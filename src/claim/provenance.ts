/** The Provenance of a claim (R4 provenance.html): every source that was read, and for each code the rule, its authority
 * and where its evidence stands. The record's own words stay in the record. */
import type { Evidence } from '../chart/index.ts';
import { CLAIMWRIGHT_BASE, type Extension, type Provenance, type Reference, SYSTEM } from '../fhir/index.ts';
import { serviceDate, uuidFrom } from '../kernel/index.ts';
import type { DiagnosisSuggestion, RuleRef, ServiceSuggestion } from '../suggest/index.ts';
import { CLAIM_NUMBERS } from './claim-number.ts';
import type { ClaimInput } from './model.ts';
import { MOST_MODIFIERS, modifierSystem } from './modifiers.ts';
import { followable } from './references.ts';

export const CODE_EVIDENCE = `${CLAIMWRIGHT_BASE}/StructureDefinition/code-evidence`;

/** The claim's placeholder in the transaction. */
export const claimUrn = (number: string): string => `urn:uuid:${uuidFrom('claim', number)}`;

export function provenanceOf(
  input: ClaimInput,
  diagnoses: readonly DiagnosisSuggestion[],
  number: string,
  /** Lines of the claim before those of the services: days of a stay have no service behind them. */
  linesBefore = 0,
): Provenance {
  const { author, services } = input;
  const sources = [...new Set([input.facts.visit.id, ...allEvidence(diagnoses, services).map(resourceOf)])];
  const codes = [
    ...diagnoses.map((d, i) => codeEvidence(`Claim.diagnosis[${i}]`, SYSTEM.icd10cm, d)),
    ...services.flatMap((s, i) => serviceEvidence(s, linesBefore + i)),
  ];
  return {
    resourceType: 'Provenance',
    // R4 Provenance has no identifier to search by; the tag makes its conditional create possible.
    meta: { tag: [{ system: CLAIM_NUMBERS, code: number }] },
    target: [{ reference: claimUrn(number) }],
    recorded: instant(input),
    activity: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }],
    },
    agent: [
      {
        type: { coding: [{ system: PARTICIPANT, code: 'assembler' }] },
        who: { type: 'Device', display: `${author.name} ${author.version}` },
      },
    ],
    entity: sources.map((source) => ({ role: 'source' as const, what: sourceReference(source) })),
    ...(codes.length > 0 ? { extension: codes } : {}),
  };
}

const PARTICIPANT = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

/** `Provenance.recorded` is an instant; an encounter that ends on a day without a time is taken at its beginning, UTC. */
function instant({ madeAt, on }: ClaimInput): string {
  const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  return whole.test(madeAt) ? madeAt : `${serviceDate(madeAt) ?? on}T00:00:00Z`;
}

function allEvidence(
  diagnoses: readonly DiagnosisSuggestion[],
  services: readonly ServiceSuggestion[],
): readonly Evidence[] {
  const modifiers = services.flatMap((s) => s.modifiers.flatMap((m) => m.evidence));
  return [...diagnoses, ...services].flatMap((s) => s.evidence).concat(modifiers);
}

/** `Type/id` of the resource that was read; parts (`#reason-0`) and contained resources count as their holder. */
const resourceOf = (e: Evidence): string => e.reference.split('#', 1)[0] ?? '';

/** A resource without an address of its own in the EHR is named by what it was called in the chart. */
const sourceReference = (source: string): Reference =>
  followable(source) ?? { identifier: { system: 'urn:ietf:rfc:3986', value: source } };

interface Coded {
  readonly code: string;
  readonly rule: RuleRef;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

function serviceEvidence(s: ServiceSuggestion, line: number): readonly Extension[] {
  const at = `Claim.item[${line}]`;
  const modifiers = s.modifiers
    .slice(0, MOST_MODIFIERS)
    .map(({ code, evidence }, j) =>
      codeEvidence(`${at}.modifier[${j}]`, modifierSystem(code), { ...s, code, evidence }),
    );
  return [codeEvidence(at, s.system, s), ...modifiers];
}

function codeEvidence(element: string, system: string, coded: Coded): Extension {
  const { module, version, rule, citation } = coded.rule;
  return {
    url: CODE_EVIDENCE,
    extension: [
      { url: 'element', valueString: element },
      { url: 'code', valueCoding: { system, code: coded.code } },
      { url: 'rule', valueString: `${module}@${version}#${rule}` },
      { url: 'citation', valueString: `${citation.source}, ${citation.section}` },
      { url: 'confidence', valueDecimal: coded.confidence },
      ...coded.evidence.map(evidenceExtension),
    ],
  };
}

const evidenceExtension = (e: Evidence): Extension => ({
  url: 'evidence',
  extension: [
    { url: 'resource', valueReference: sourceReference(resourceOf(e)) },
    ...(e.path ? [{ url: 'path', valueString: e.path }] : []),
  ],
});
