/** Element 1 of decision making: number and complexity of the problems addressed at the encounter. */
import type { Course, Evidence, Facts, Problem, Side, Sourced } from '../../chart/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import { icd10CmCode, isUnder } from '../../terminology/index.ts';
import type { DiagnosisSuggestion } from '../model.ts';
import { type ProblemKind, problemKind } from './conditions.ts';
import { courseInNotes } from './course-in-notes.ts';
import type { MdmLevel } from './levels.ts';
import { spokenProblems } from './spoken-problems.ts';
import { termInNotes } from './term-in-notes.ts';

export interface RatedProblem {
  readonly problem: Problem;
  /** Undefined when neither a suggestion nor the record gives one. */
  readonly code: string | undefined;
  /** The guidelines' term, in our words. */
  readonly term: string;
  readonly weight: MdmLevel | 'self-limited' | 'stable';
  /** Whether the record says the course; an unsaid one was taken as stable. */
  readonly told: boolean;
  readonly evidence: readonly Evidence[];
}

export interface ElementRating {
  readonly level: MdmLevel;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** The problems that were addressed: tied to the encounter or cared for in it, not ruled out, not over. Doubt counts here. */
export function addressedProblems(
  facts: Facts,
  diagnoses: readonly DiagnosisSuggestion[],
  reportable: readonly Problem[],
  later = false,
): readonly RatedProblem[] {
  const uncertain = facts.problems.filter((p) => isUncertain(p) && !reportable.includes(p));
  // A symptom that was found integral to a diagnosis has no code of its own and is no second problem.
  const codes = codesByProblem(diagnoses);
  const coded = reportable.filter((p) => codes.has(p.id));
  const own = [...coded, ...uncertain].filter(
    (p) => !p.id.includes('#reason-') && (p.link !== 'problem-list' || p.addressed.length > 0),
  );
  const rated = [...own, ...spokenProblems(diagnoses, facts, own.length === 0)]
    .map((p) => rate(p, codeFor(p, codes.get(p.id) ?? []), facts, later))
    .filter((r) => r.term !== 'none');
  if (rated.length === 0) return own.flatMap((p) => minor(p, codes.get(p.id) ?? []));
  return later ? rated : named(rated, facts);
}

/** Reasons that are evaluated though nothing is ill: stitches, dressings, contraception, advice, exposure, follow-up. */
const EVALUATED = ['Z09', 'Z20', 'Z30', 'Z47', 'Z48', 'Z51.81', 'Z71', 'Z76.0'];

/** Where nothing else was addressed, such a reason is a minor problem. */
function minor(problem: Problem, codes: readonly string[]): readonly RatedProblem[] {
  const code = codes.find((c) => EVALUATED.some((node) => isUnder(c, node)));
  if (code === undefined || problem.link === 'problem-list') return [];
  const evidence = problem.evidence.slice(0, 1);
  return [
    { problem, code, term: 'self-limited or minor problem', weight: 'self-limited', told: true, evidence },
  ];
}

/** A term of the guidelines in the note is about the problem that the visit came for: an acute one, the only one or the first. */
function named(rated: readonly RatedProblem[], facts: Facts): readonly RatedProblem[] {
  const said = termInNotes(facts);
  const acute = said && rated.find((r) => ['self-limited', 'low', 'moderate'].includes(r.weight));
  if (!said || !acute || GRAVITY.indexOf(acute.weight) >= GRAVITY.indexOf(said.level)) return rated;
  const { term, level: weight } = said;
  return rated.map((r) =>
    r === acute ? { ...r, term, weight, told: true, evidence: [...r.evidence, ...said.evidence] } : r,
  );
}

/** The codes each problem led to, in their order. */
function codesByProblem(diagnoses: readonly DiagnosisSuggestion[]): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, string[]>();
  for (const d of diagnoses) {
    for (const id of new Set(d.problems)) {
      const own = codes.get(id);
      if (own) own.push(d.code);
      else codes.set(id, [d.code]);
    }
  }
  return codes;
}

const GRAVITY: readonly RatedProblem['weight'][] = [
  'self-limited',
  'straightforward',
  'low',
  'stable',
  'moderate',
  'high',
];

/** One disease on the problem list and among the encounter's diagnoses is one problem: its graver record counts. */
function graverOfTwins(all: readonly RatedProblem[]): readonly RatedProblem[] {
  // The graver first, of equals the one recorded first: whoever has a twin before it is the lesser one.
  const ranked = [...all].sort((a, b) => GRAVITY.indexOf(b.weight) - GRAVITY.indexOf(a.weight));
  const before = new Map<string, Set<Side | undefined>>();
  const lesser = new Set<RatedProblem>();
  for (const r of ranked) {
    const names = namesOf(r.problem);
    const side = r.problem.side?.value;
    if (names.some((n) => answers(before.get(n), side))) lesser.add(r);
    for (const n of names) before.set(n, (before.get(n) ?? new Set()).add(side));
  }
  return all.filter((r) => !lesser.has(r));
}

/** A disease without a side may be the one that has one; of two sides each is its own. */
const answers = (sides: ReadonlySet<Side | undefined> | undefined, side: Side | undefined): boolean =>
  sides !== undefined && (side === undefined || sides.has(side) || sides.has(undefined));

/** What two records of one disease share: a coding, or the words. */
const namesOf = ({ concept }: Problem): readonly string[] => [
  ...concept.codings.map((c) => JSON.stringify([c.system, c.code])),
  ...(concept.words === '' ? [] : [`words ${concept.words.toLowerCase()}`]),
];

const isUncertain = (p: Problem): boolean =>
  !['refuted', 'entered-in-error'].includes(p.verification) &&
  !['resolved', 'inactive'].includes(p.clinical) &&
  (p.uncertainWords !== undefined || ['unconfirmed', 'provisional', 'differential'].includes(p.verification));

/** Of the codes a problem led to, the one that names it: a status code added beside it does not. */
function codeFor(p: Problem, suggested: readonly string[]): string | undefined {
  const named = suggested.find((c) => problemKind(c) !== 'none') ?? suggested[0];
  const recorded = p.concept.codings.find((c) => c.system === SYSTEM.icd10cm)?.code;
  return named ?? (recorded === undefined ? undefined : icd10CmCode(recorded));
}

function rate(problem: Problem, code: string | undefined, facts: Facts, later: boolean): RatedProblem {
  const kind = code === undefined ? 'acute' : problemKind(code);
  const course = courseFor(problem, code, facts);
  const [term, weight] = isUncertain(problem) ? suspected(kind) : certain(kind, course.value, later);
  return {
    problem,
    code,
    term,
    weight,
    told: course.value !== 'unstated',
    evidence: [...problem.evidence.slice(0, 1), ...course.evidence],
  };
}

type Rating = readonly [string, RatedProblem['weight']];

/** A grave disease that is only suspected counts as an undiagnosed problem: never above the evidence. */
function suspected(kind: ProblemKind): Rating {
  if (kind === 'none') return ['none', 'straightforward'];
  if (kind === 'systemic') return ['acute illness with systemic symptoms (suspected)', 'moderate'];
  if (kind === 'self-limited') return ['self-limited problem', 'self-limited'];
  return kind === 'threat' || kind === 'undiagnosed'
    ? ['undiagnosed new problem with uncertain prognosis', 'moderate']
    : ['acute problem (suspected)', 'low'];
}

/** `later`: a following day of a stay, when a grave disease without a word of its course may be over the worst. */
function certain(kind: ProblemKind, course: Course, later: boolean): Rating {
  switch (kind) {
    case 'none':
      return ['none', 'straightforward'];
    case 'threat':
      return course === 'improving' || (later && course !== 'worsening' && course !== 'severe-exacerbation')
        ? ['acute illness with systemic symptoms', 'moderate']
        : ['threat to life or bodily function', 'high'];
    case 'systemic':
      return ['acute illness with systemic symptoms', 'moderate'];
    case 'injury':
      return ['acute complicated injury', 'moderate'];
    case 'undiagnosed':
      return ['undiagnosed new problem with uncertain prognosis', 'moderate'];
    case 'self-limited':
      return ['self-limited or minor problem', 'self-limited'];
    case 'chronic':
      return chronic(course);
    case 'acute':
      return course === 'severe-exacerbation'
        ? ['threat to life or bodily function', 'high']
        : ['acute uncomplicated illness or injury', 'low'];
  }
}

function chronic(course: Course): Rating {
  if (course === 'severe-exacerbation') return ['chronic illness with severe exacerbation', 'high'];
  if (course === 'worsening') return ['chronic illness not at treatment goal', 'moderate'];
  return ['stable chronic illness', 'stable'];
}

/** "Exacerbation" in the diagnosis itself says the course; a chronic illness found and first treated today is not at goal. */
function courseFor(p: Problem, code: string | undefined, facts: Facts): Sourced<Course> {
  const { value } = p.course;
  const noted = value === 'unstated' || value === 'worsening' ? courseInNotes(p, code, facts) : undefined;
  // A diagnosis may be called an exacerbation, and only the note say that it is a severe one.
  if (noted?.value === 'severe-exacerbation') return noted;
  if (value !== 'unstated' && value !== 'improving') return p.course;
  const titles = [p.concept.words, ...p.concept.codings.map((c) => c.display ?? '')].join(' ');
  const titled = (course: Course): Sourced<Course> => ({ value: course, evidence: p.evidence.slice(0, 1) });
  if (/status asthmaticus/i.test(titles)) return titled('severe-exacerbation');
  if (/(?<!without )\(?(?:acute )?exacerbation|decompensat/i.test(titles)) return titled('worsening');
  return noted ?? newlyTreated(p, facts) ?? p.course;
}

/** Found and first treated at this visit: not at its goal yet. */
function newlyTreated(p: Problem, facts: Facts): Sourced<Course> | undefined {
  if (p.onset === undefined || p.onset !== facts.visit.date) return undefined;
  const treated = facts.services.find(
    (s) =>
      s.kind === 'medication' && ['started', 'changed'].includes(s.action ?? '') && s.reasons.includes(p.id),
  );
  return treated && { value: 'worsening', evidence: treated.evidence.slice(0, 1) };
}

/** The level of the element, by the guidelines' table. */
export function rateProblems(all: readonly RatedProblem[]): ElementRating {
  const rated = graverOfTwins(all);
  const of = (...weights: readonly RatedProblem['weight'][]): readonly RatedProblem[] =>
    rated.filter((r) => weights.includes(r.weight));
  const high = of('high');
  if (high.length > 0) return element('high', high);
  const moderate = of('moderate');
  if (moderate.length > 0) return element('moderate', moderate);
  const stable = of('stable');
  if (stable.length >= 2) return element('moderate', stable);
  const low = of('low', 'stable');
  if (low.length > 0) return element('low', low);
  const minor = of('self-limited');
  return minor.length >= 2 ? element('low', minor) : element('straightforward', minor);
}

function element(level: MdmLevel, by: readonly RatedProblem[]): ElementRating {
  const why = by.map((r) => `${r.code ?? r.problem.concept.words}: ${r.term}`).join('; ');
  return { level, why: why || 'no problem beyond a minor one', evidence: by.flatMap((r) => r.evidence) };
}
