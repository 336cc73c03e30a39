/** Cards at the end of an encounter: the codes with their evidence, what the record leaves open, and what a payer would deny. */
import type { Finding } from '../../edits/index.ts';
import { type Condition, codeIn, keyOf, SYSTEM } from '../../fhir/index.ts';
import type { Citation, DiagnosisSuggestion, Query, ServiceSuggestion } from '../../suggest/index.ts';
import type { CodedEncounter } from '../pipeline.ts';
import { type CardInput, plain, update } from './card.ts';

/** A clinician at the end of a visit reads a few lines; the case has the rest. */
const TOP = 5;
const MOST_CARDS = 4;

export function dischargeCards(coded: CodedEncounter, left: readonly string[]): readonly CardInput[] {
  const { set, findings } = coded;
  const errors = findings.filter((f) => f.severity === 'error' || f.edit === 'medical-necessity');
  const queries = [...new Map(set.queries.map((q) => [q.id, q])).values()];
  return [
    ...codingCard(coded, left),
    ...queries.slice(0, MOST_CARDS).map(queryCard),
    ...more(queries.length - MOST_CARDS, 'question', 'documentation'),
    ...errors.slice(0, MOST_CARDS).map(findingCard),
    ...more(errors.length - MOST_CARDS, 'finding', 'necessity'),
  ];
}

const said = ({ source, section }: Citation): string => `${source}, ${section}`;

function codingCard(coded: CodedEncounter, left: readonly string[]): readonly CardInput[] {
  const { diagnoses, services } = coded.set;
  const all = [...diagnoses.slice(0, TOP), ...services.slice(0, TOP)];
  if (all.length === 0) return [];
  const hidden = diagnoses.length + services.length - all.length;
  const missing = left.length > 0 ? [`\nWithout ${left.join(', ')}, which the EHR did not send.`] : [];
  const suggestions = diagnoses.slice(0, TOP).flatMap((d) => recordIt(d, coded));
  return [
    {
      topic: 'coding',
      summary: `${counted(diagnoses.length, 'diagnosis', 'diagnoses')}, ${counted(services.length, 'service')} suggested`,
      detail: [...all.map(line), ...(hidden > 0 ? [`- and ${hidden} more`] : []), ...missing].join('\n'),
      indicator: 'info',
      source: said(all[0]?.rule.citation ?? { source: 'Claimwright', section: 'coding' }),
      suggestions,
    },
  ];
}

function line(s: DiagnosisSuggestion | ServiceSuggestion): string {
  const words = s.kind === 'diagnosis' ? s.title : s.label;
  const evidence = counted(s.evidence.length, 'piece of evidence', 'pieces of evidence');
  return `- **${s.code}** ${plain(words)} (${evidence}; ${plain(said(s.rule.citation))})`;
}

/** A condition that carries a code of its own is left alone: adding a second one is a coder's decision. */
function recordIt(d: DiagnosisSuggestion, { chart }: CodedEncounter) {
  const named = new Set(d.evidence.map((e) => e.reference));
  const found = chart.resources.find(
    (r): r is Condition => r.resourceType === 'Condition' && named.has(keyOf(r) ?? ''),
  );
  if (!found || codeIn(found.code, SYSTEM.icd10cm) !== undefined) return [];
  const coding = { system: SYSTEM.icd10cm, code: d.code, display: d.title };
  const resource = { ...found, code: { ...found.code, coding: [...(found.code?.coding ?? []), coding] } };
  const label = `Record ${d.code} on the condition`;
  return [{ label, actions: [update(`Adds ${d.code} ${d.title}`, resource)] }];
}

const queryCard = (query: Query): CardInput => ({
  topic: 'documentation',
  summary: query.question,
  detail: query.options.map((o) => `- ${plain(o.answer)}${o.code ? ` → ${o.code}` : ''}`).join('\n'),
  indicator: 'warning',
  source: said(query.citation),
});

const findingCard = (f: Finding): CardInput => ({
  topic: 'necessity',
  summary: f.message,
  detail: plain(f.message),
  indicator: f.severity === 'error' ? 'warning' : 'info',
  source: said(f.authority),
});

const more = (n: number, what: string, topic: CardInput['topic']): readonly CardInput[] =>
  n <= 0
    ? []
    : [
        {
          topic,
          summary: `${counted(n, `more ${what}`)}: see the case`,
          indicator: 'info',
          source: 'Claimwright',
        },
      ];

const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
