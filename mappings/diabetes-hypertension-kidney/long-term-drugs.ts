/** Long-term drug codes of diabetes from the drugs of the chart: Z79.4, Z79.84, Z79.85 (guideline I.C.4.a.3). */
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

/** Type 1 (E10) bears no "use additional code for control": insulin is part of the disease. */
const DIABETES = /^E(?:08|09|11|13)/;

interface DrugRule {
  readonly code: string;
  readonly section: string;
  /** The diagnoses such a drug is for; without one the drug says nothing. */
  readonly diagnoses: RegExp;
  /** Whether a drug of a hospital or emergency visit may be for that visit alone. */
  readonly maybeShort: boolean;
}

const RULES: Readonly<Record<DrugClass, DrugRule>> = {
  insulin: { code: 'Z79.4', section: 'I.C.4.a.3', diagnoses: DIABETES, maybeShort: true },
  oral: { code: 'Z79.84', section: 'I.C.4.a.3', diagnoses: DIABETES, maybeShort: false },
  injectable: { code: 'Z79.85', section: 'I.C.4.a.3', diagnoses: DIABETES, maybeShort: false },
};
const CLASSES = Object.keys(RULES) as readonly DrugClass[];
/** Where a drug ordered for the stay alone is common. */
const SHORT_STAY = ['inpatient', 'emergency', 'observation', 'urgent-care'];

export function readDrugs(table: unknown): Drugs {
  const drugs = table as Drugs | undefined;
  const whole = CLASSES.every((c) => Array.isArray(drugs?.[c]?.rxnorm) && Array.isArray(drugs[c].names));
  if (drugs && whole && Array.isArray(drugs.oralWords) && Array.isArray(drugs.temporaryWords)) return drugs;
  const detail = `drugs.json needs ${CLASSES.join(', ')} (rxnorm, names), oralWords and temporaryWords`;
  throw new ClaimwrightError('CW-3001', { module: 'diabetes-hypertension-kidney', detail });
}

export interface DrugCodes {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly queries: readonly Query[];
}

/** The drugs of one class, and the diagnoses they are for. */
interface Use {
  readonly kind: DrugClass;
  readonly drugs: readonly Service[];
  readonly problems: readonly string[];
}

export function longTermDrugs(facts: Facts, context: ModuleContext, drugs: Drugs): DrugCodes {
  if (facts.person.pregnant?.value === true) return { diagnoses: [], queries: [] };
  const taken = facts.services.filter(isTaken).map((s) => ({ s, classes: classesOf(s, drugs) }));
  const uses = CLASSES.flatMap((kind): readonly Use[] => {
    const treated = context.diagnoses.filter((d) => RULES[kind].diagnoses.test(d.code));
    const problems = [...new Set(treated.flatMap((d) => d.problems))];
    const own = taken.filter(({ s, classes }) => classes.includes(kind) && isFor(s, problems));
    return treated.length > 0 && own.length > 0 ? [{ kind, drugs: own.map(({ s }) => s), problems }] : [];
  });
  const lasting = (use: Use): Use => ({
    ...use,
    drugs: use.drugs.filter((s) => isLasting(use.kind, s, facts, drugs)),
  });
  const sure = uses.map(lasting).filter((use) => use.drugs.length > 0);
  const unsure = uses.filter(({ kind }) => kind === 'insulin' && !sure.some((u) => u.kind === kind));
  return {
    diagnoses: sure.map((use) => drugCode(use, context)),
    queries: unsure.map((use) => insulinQuery(use, context)),
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
function isLasting(kind: DrugClass, s: Service, { visit }: Facts, drugs: Drugs): boolean {
  if (!RULES[kind].maybeShort) return true;
  const notes = s.notes.map((n) => n.value.toLowerCase().replace(/[^a-z0-9]+/g, ' ')).join(' ');
  const said = ` ${wordsOf(s)} ${notes} `;
  if (drugs.temporaryWords.some((w) => said.includes(` ${w} `))) return false;
  const before = s.date !== undefined && visit.date !== undefined && s.date < visit.date;
  return !SHORT_STAY.includes(visit.setting.value) || s.action === 'continued' || before;
}

function drugCode({ kind, drugs, problems }: Use, context: ModuleContext): DiagnosisSuggestion {
  const { code, section } = RULES[kind];
  return diagnosis(
    {
      code,
      problems,
      confidence: 0.9,
      evidence: drugs.flatMap((s) => s.evidence),
      rule: context.rule(`long-term-${kind}`, guideline(section, context.on)),
      placement: 'never-first',
    },
    context.terminology,
    context.on,
  );
}

/** Insulin in a hospital or emergency visit without a word of how long. */
const insulinQuery = ({ drugs, problems }: Use, context: ModuleContext): Query => ({
  id: 'insulin-long-term',
  about: problems[0] ?? 'Z79.4',
  question: 'Is the insulin a long-term treatment, or only given during this encounter?',
  options: [{ answer: 'long-term', code: 'Z79.4' }, { answer: 'only during this encounter' }],
  citation: guideline('I.C.4.a.3', context.on),
  evidence: drugs.flatMap((s) => s.evidence),
});
