/** A calendar month of chronic or principal care by minutes, or of advanced primary care by chronic illnesses. */
import {
  type Evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  payerKindOf,
  type Query,
  saidIn,
  within,
} from '../../src/suggest/module.ts';
import { chronicIllnesses, lineOf, minutesOf, named } from './said.ts';
import { ADVANCED, MANAGEMENT, type Monthly, type Tables } from './tables.ts';

const KINDS: readonly (readonly [Monthly['kind'], RegExp])[] = [
  ['complex', /\bcomplex (?:chronic )?care management\b|\bcomplex ccm\b/i],
  ['principal', /\bprincipal care management\b|\bpcm\b/i],
  ['chronic', /\bchronic care management\b|\bccm\b/i],
];
const APCM = /\badvanced primary care management\b|\bapcm\b/i;
const MATTER = /\b(?:care management|ccm|pcm|total|this month|in the month|time|minutes)\b/i;
const CONSENT = /\bconsent\w{0,4}\b/gi;
const QUALIFIED = /\b(?:qmb|qualified medicare beneficiary)\b/i;

export function monthly(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const found = KINDS.flatMap(([kind, pattern]) => {
    const seen = named(facts, pattern);
    return seen.length > 0 ? [{ kind, seen }] : [];
  })[0];
  if (!found) return {};
  const minutes = minutesOf(facts, MATTER);
  const by = performer(facts);
  const rows = tables.monthly.filter((r) => r.kind === found.kind);
  if (!minutes)
    return {
      queries: [
        query(
          facts,
          'care-management-minutes',
          'How many minutes of care management were given in the calendar month?',
          found.seen,
        ),
      ],
    };
  if (!by && found.kind !== 'complex')
    return {
      queries: [
        query(
          facts,
          'care-management-performer',
          'Who gave the minutes: the physician or practitioner personally, or clinical staff?',
          found.seen,
        ),
      ],
    };
  const row = rows.find((r) => r.by === 'any' || r.by === by);
  const illnesses = chronicIllnesses(facts, context);
  if (!row || minutes.value < row.minutes || illnesses.length < row.least) return {};
  const evidence = [...found.seen, ...minutes.evidence];
  const problems = illnesses.map((p) => p.id);
  const draft = { evidence, problems, rule: 'monthly-minutes', citation: MANAGEMENT };
  const further = Math.min(
    row.more.most ?? Infinity,
    Math.floor((minutes.value - row.minutes) / row.more.step),
  );
  return {
    services: [
      lineOf(facts, context, {
        ...draft,
        code: row.code,
        label: `${row.kind} care management in a month, first ${row.minutes} minutes`,
      }),
      ...(further > 0
        ? [
            lineOf(facts, context, {
              ...draft,
              code: row.more.code,
              units: further,
              label: `${row.kind} care management, each ${row.more.step} minutes more`,
            }),
          ]
        : []),
    ],
    queries: consent(facts, found.seen),
  };
}

/** Personal minutes and staff minutes are different codes; a team of both cannot be told apart. */
function performer({ visit }: Facts): 'personal' | 'staff' | undefined {
  const kinds = new Set((visit.clinicians ?? []).map((c) => c.kind));
  if (kinds.size !== 1) return undefined;
  if (kinds.has('staff')) return 'staff';
  return kinds.has('physician') || kinds.has('advanced') ? 'personal' : undefined;
}

export function advancedPrimary(
  facts: Facts,
  context: ModuleContext,
  { advancedPrimary: table }: Tables,
): ModuleOutput {
  const seen = named(facts, APCM);
  const payer = payerKindOf(facts);
  if (seen.length === 0 || !table.payers.includes(payer) || !within(context.on, table.effective)) return {};
  const illnesses = chronicIllnesses(facts, context);
  const words = [
    ...facts.coverages.map((c) => c.payerName ?? ''),
    ...facts.notes.map((n) => n.text.slice(0, 50_000)),
  ];
  const qualified = words.some((w) => QUALIFIED.test(w));
  const code = illnesses.length < 2 ? table.upToOne : qualified ? table.severalQualified : table.several;
  const what = illnesses.length < 2 ? 'up to one chronic illness' : 'two chronic illnesses or more';
  return {
    services: [
      lineOf(facts, context, {
        code,
        label: `advanced primary care management in a month, ${what}`,
        evidence: [...seen, ...illnesses.flatMap((p) => p.evidence.slice(0, 1))],
        problems: illnesses.map((p) => p.id),
        rule: 'chronic-illnesses',
        citation: ADVANCED,
      }),
    ],
    queries: consent(facts, seen),
  };
}

const consent = (facts: Facts, seen: readonly Evidence[]): readonly Query[] =>
  saidIn(facts, CONSENT).length > 0
    ? []
    : [
        query(
          facts,
          'care-management-consent',
          'Is the patient’s consent to care management on record?',
          seen,
        ),
      ];

const query = (facts: Facts, id: string, question: string, evidence: readonly Evidence[]): Query => ({
  id,
  about: facts.visit.id,
  question,
  options: [],
  citation: MANAGEMENT,
  evidence,
});
