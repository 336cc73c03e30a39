/** A coded encounter as the Parameters of $suggest-codes (profiles/operationdefinition-suggest-codes.json). */

import type { Evidence } from '../chart/index.ts';
import { draftClaims } from '../claim/index.ts';
import { editOutcome } from '../edits/index.ts';
import { type Parameters, type ParametersParameter, SYSTEM } from '../fhir/index.ts';
import type {
  Alternative,
  DiagnosisSuggestion,
  Query,
  ServiceSuggestion,
  Uncoded,
  Worksheet,
} from '../suggest/index.ts';
import type { CodedEncounter } from './pipeline.ts';

type Part = ParametersParameter;

export function suggestParameters(coded: CodedEncounter): Parameters {
  const { set, facts } = coded;
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'encounter', valueReference: { reference: facts.visit.id } },
      ...(set.on ? [{ name: 'dateOfService', valueDate: set.on }] : []),
      { name: 'disposition', valueCode: coded.disposition.to },
      ...set.diagnoses.map(diagnosisPart),
      ...set.services.map(servicePart),
      ...set.queries.map(queryPart),
      ...set.uncoded.map(uncodedPart),
      { name: 'findings', resource: editOutcome(coded) },
      ...(coded.draft ? draftClaims(coded.draft).map((resource) => ({ name: 'claim', resource })) : []),
    ],
  };
}

const text = (name: string, value: string | undefined): Part[] =>
  value ? [{ name, valueString: value }] : [];

function diagnosisPart(d: DiagnosisSuggestion, i: number): Part {
  const part: Part[] = [
    { name: 'kind', valueCode: 'diagnosis' },
    { name: 'code', valueCoding: { system: SYSTEM.icd10cm, code: d.code, display: d.title } },
    { name: 'role', valueCode: i === 0 ? 'principal' : 'secondary' },
    ...text('release', d.release),
    ...common(d),
  ];
  return { name: 'suggestion', part };
}

function servicePart(s: ServiceSuggestion): Part {
  const part: Part[] = [
    { name: 'kind', valueCode: 'service' },
    { name: 'code', valueCoding: { system: s.system, code: s.code, display: s.label } },
    ...s.modifiers.map((m) => ({
      name: 'modifier',
      part: [
        { name: 'code', valueCode: m.code },
        ...text('reason', m.reason),
        ...m.evidence.map(evidencePart),
      ],
    })),
    { name: 'units', valueDecimal: s.units },
    ...(s.placeOfService
      ? [{ name: 'placeOfService', valueCoding: { system: SYSTEM.placeOfService, code: s.placeOfService } }]
      : []),
    ...common(s),
    ...(s.worksheet ? [worksheetPart(s.worksheet)] : []),
  ];
  return { name: 'suggestion', part };
}

function common(s: DiagnosisSuggestion | ServiceSuggestion): Part[] {
  const { module, version, rule, citation } = s.rule;
  return [
    { name: 'confidence', valueDecimal: s.confidence },
    { name: 'rule', valueString: `${module}@${version}#${rule}` },
    { name: 'citation', valueString: `${citation.source}, ${citation.section}` },
    ...s.evidence.map(evidencePart),
    ...s.alternatives.map(alternativePart),
  ];
}

const evidencePart = (e: Evidence): Part => ({
  name: 'evidence',
  part: [
    { name: 'reference', valueReference: { reference: e.reference } },
    ...text('path', e.path),
    ...text('words', e.words),
  ],
});

const alternativePart = (a: Alternative): Part => ({
  name: 'alternative',
  part: [{ name: 'code', valueCode: a.code }, ...text('why', a.why)],
});

function worksheetPart(w: Worksheet): Part {
  return {
    name: 'worksheet',
    part: [
      ...text('title', w.title),
      ...w.rows.map((r) => ({
        name: 'row',
        part: [
          ...text('element', r.element),
          ...text('rating', r.rating),
          ...text('why', r.why),
          ...r.evidence.map(evidencePart),
        ],
      })),
      ...text('conclusion', w.conclusion),
    ],
  };
}

function queryPart(q: Query): Part {
  const part: Part[] = [
    { name: 'id', valueCode: q.id },
    ...text('about', q.about),
    ...text('question', q.question),
    ...q.options.map((o) => ({
      name: 'option',
      part: [...text('answer', o.answer), ...text('code', o.code)],
    })),
    ...text('citation', `${q.citation.source}, ${q.citation.section}`),
  ];
  return { name: 'query', part };
}

function uncodedPart(u: Uncoded): Part {
  const part: Part[] = [
    ...text('about', u.about),
    { name: 'reason', valueCode: u.reason },
    ...text('explanation', u.explanation),
    ...text('citation', `${u.citation.source}, ${u.citation.section}`),
  ];
  return { name: 'uncoded', part };
}
