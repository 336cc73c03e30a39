/** Z79.4, Z79.84 and Z79.85 from the drugs of the chart (guideline I.C.4.a.3): insulin, oral and injectable, each on its own. */
import {
  ClaimwrightError,
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  type ModuleContext,
  type Query,
  type Service,
  SYSTEM,
} from '../../src/suggest/module.ts';

type DrugClass = 'insulin' | 'oral' | 'injectable';

interface DrugList {
  readonly rxnorm: readonly string[];
  readonly names: readonly string[];
}

export type Drugs = Readonly<Record<DrugClass, DrugList>> & {
  readonly oralWords: readonly string[];
  readonly temporaryWords: readonly string[];
};

const CODE: Readonly<Record<DrugClass, string>> = { insulin: 'Z79.4', oral: 'Z79.84', injectable: 'Z79.85' };
const CLASSES: readonly DrugClass[] = ['insulin', 'oral', 'injectable'];
/** Type 1 (E10) bears no "use additional code for control": insulin is part of the disease. */
const CONTROLLED = /^E(?:08|09|11|13)/;
/** Where a drug ordered for the stay alone is common. */
const SHORT_STAY = ['inpatient', 'emergency', 'observation', 'urgent-care'];

export function readDrugs(table: unknown): Drugs {
  const drugs = table as Drugs | undefined;
  const whole = CLASSES.every((c) => Array.isArray(drugs?.[c]?.rxnorm) && Array.isArray(drugs[c].names));
  if (drugs && whole && Array.isArray(drugs.oralWords) && Array.isArray(drugs.temporaryWords)) return drugs;
  const detail =
    'drugs.json needs insulin, oral and injectable (rxnorm, names), oralWords and temporaryWords';
  throw new ClaimwrightError('CW-3001', { module: 'diabetes-hypertension-kidney', detail });
}

export interface DrugCodes {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly queries: readonly Query[];
}

export function longTermDrugs(facts: Facts, context: ModuleContext, drugs: Drugs): DrugCodes {
  const diabetes = context.diagnoses.filter((d) => CONTROLLED.test(d.code));
  if (diabetes.length === 0 || facts.person.pregnant?.value === true) return { diagnoses: [], queries: [] };
  const problems = [...new Set(diabetes.flatMap((d) => d.problems))];
  const taken = facts.services.filter((s) => isTaken(s) && isFor(s, problems));
  const found = CLASSES.map((kind) => ({
    kind,
    all: taken.filter((s) => classesOf(s, drugs).includes(kind)),
  }));
  return {
    diagnoses: found.flatMap(({ kind, all }) => {
      const lasting = all.filter((s) => kind !== 'insulin' || isLasting(s, facts, drugs));
      return lasting.length > 0 ? [drugCode(kind, lasting, problems, context)] : [];
    }),
    queries: insulinQuery(found[0]?.all ?? [], facts, context, drugs, problems),
  };
}

const isTaken = (s: Service): boolean =>
  s.kind === 'medication' &&
  s.action !== 'stopped' &&
  !['stopped', 'cancelled', 'entered-in-error', 'draft'].includes(s.status);

/** A drug given for another named problem (metformin for polycystic ovaries) does not control diabetes. */
const isFor = (s: Service, problems: readonly string[]): boolean =>
  s.reasons.length === 0 || s.reasons.some((r) => problems.includes(r));

function classesOf(s: Service, drugs: Drugs): readonly DrugClass[] {
  const words = ` ${wordsOf(s)} `;
  const named = (list: readonly string[]): boolean => list.some((n) => words.includes(` ${n} `));
  const coded = (list: readonly string[]): boolean =>
    s.concept.codings.some((c) => c.system === SYSTEM.rxnorm && list.includes(c.code));
  const found = CLASSES.filter((kind) => named(drugs[kind].names) || coded(drugs[kind].rxnorm));
  const swallowed = found.includes('injectable') && !found.includes('insulin') && named(drugs.oralWords);
  return swallowed ? [...new Set(found.map((k) => (k === 'injectable' ? 'oral' : k)))] : found;
}

const wordsOf = (s: Service): string =>
  [s.concept.words, ...s.concept.codings.map((c) => c.display ?? '')]
    .join(' ')
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ');

/** Insulin given to bring the sugar down during a stay is not long-term use (I.C.4.a.3). */
function isLasting(s: Service, { visit }: Facts, drugs: Drugs): boolean {
  const notes = s.notes.map((n) => n.value.toLowerCase().replace(/[^a-z0-9]+/g, ' ')).join(' ');
  const said = ` ${wordsOf(s)} ${notes} `;
  if (drugs.temporaryWords.some((w) => said.includes(` ${w} `))) return false;
  const before = s.date !== undefined && visit.date !== undefined && s.date < visit.date;
  return !SHORT_STAY.includes(visit.setting.value) || s.action === 'continued' || before;
}

function drugCode(
  kind: DrugClass,
  services: readonly Service[],
  problems: readonly string[],
  context: ModuleContext,
): DiagnosisSuggestion {
  return diagnosis(
    {
      code: CODE[kind],
      problems,
      confidence: 0.9,
      evidence: services.flatMap((s) => s.evidence),
      rule: context.rule(`long-term-${kind}`, guideline('I.C.4.a.3', context.on)),
      placement: 'never-first',
    },
    context.terminology,
    context.on,
  );
}

/** Insulin in a hospital or emergency visit without a word of how long. */
function insulinQuery(
  insulin: readonly Service[],
  facts: Facts,
  context: ModuleContext,
  drugs: Drugs,
  problems: readonly string[],
): readonly Query[] {
  const [about] = problems;
  if (!about || insulin.length === 0 || insulin.some((s) => isLasting(s, facts, drugs))) return [];
  return [
    {
      id: 'insulin-long-term',
      about,
      question: 'Is the insulin a long-term treatment, or only given during this encounter?',
      options: [{ answer: 'long-term', code: 'Z79.4' }, { answer: 'only during this encounter' }],
      citation: guideline('I.C.4.a.3', context.on),
      evidence: insulin.flatMap((s) => s.evidence),
    },
  ];
}
