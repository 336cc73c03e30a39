/** The decision-making worksheet: three elements with their evidence, the level they carry, and what the next would take. */
import type { Facts, Problem } from '../../chart/index.ts';
import type { DiagnosisSuggestion, Worksheet, WorksheetRow } from '../model.ts';
import { rateData } from './data.ts';
import { DATA_NAME, LEVELS, type MdmLevel, RISK_NAME, rankOf, twoOfThree } from './levels.ts';
import { addressedProblems, type ElementRating, type RatedProblem, rateProblems } from './problems.ts';
import { rateRisk } from './risk.ts';
import { codeAt, type EmFamily } from './time.ts';

export interface Mdm {
  readonly level: MdmLevel;
  readonly problems: ElementRating;
  readonly data: ElementRating;
  readonly risk: ElementRating;
  /** The problems that were addressed, graver first as given. */
  readonly addressed: readonly RatedProblem[];
}

export interface MdmInput {
  readonly facts: Facts;
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly reportable: readonly Problem[];
  /** Only these problems, and what was ordered for them: the separate problem of a preventive visit or procedure. */
  readonly onlyFor?: readonly string[];
  /** A following day of a hospital stay. */
  readonly later?: boolean;
}

export function decideMdm({ facts, diagnoses, reportable, onlyFor, later }: MdmInput): Mdm {
  const all = addressedProblems(facts, diagnoses, reportable, later);
  const addressed = onlyFor ? all.filter((r) => onlyFor.includes(r.problem.id)) : all;
  const problems = rateProblems(addressed);
  const data = rateData(facts, onlyFor);
  const risk = rateRisk(facts, onlyFor);
  return { level: twoOfThree(problems.level, data.level, risk.level), problems, data, risk, addressed };
}

/** `time`: the documented minutes and the level they meet, where the setting allows time. `family`: names the next code. */
export function mdmWorksheet(
  mdm: Mdm,
  time:
    | { readonly minutes: number; readonly level: MdmLevel | undefined; readonly row: WorksheetRow }
    | undefined,
  code: string,
  family?: EmFamily,
): Worksheet {
  const decided = time?.level && rankOf(time.level) > rankOf(mdm.level) ? time.level : mdm.level;
  const by = decided === mdm.level ? 'medical decision making' : 'total time';
  return {
    title: 'Medical decision making (two of three) and total time; the higher one counts',
    rows: [
      row('Problems addressed', mdm.problems.level, mdm.problems),
      row('Data reviewed and analysed', DATA_NAME[mdm.data.level], mdm.data),
      row('Risk of management', RISK_NAME[mdm.risk.level], mdm.risk),
      ...(time ? [time.row] : []),
    ],
    conclusion: `${code}: ${decided} by ${by}. ${nextLevel(mdm, decided, code, family)}`,
  };
}

const row = (element: string, rating: string, e: ElementRating): WorksheetRow => ({
  element,
  rating,
  why: e.why,
  evidence: e.evidence,
});

/** Information only: which elements stand below the next level that has a code of its own. */
function nextLevel(mdm: Mdm, decided: MdmLevel, code: string, family: EmFamily | undefined): string {
  const next = LEVELS.slice(rankOf(decided) + 1).find((l) => !family || (codeAt(family, l) ?? code) !== code);
  if (!next) return 'It is the highest level.';
  const below = [
    ...(rankOf(mdm.problems.level) < rankOf(next) ? ['problems'] : []),
    ...(rankOf(mdm.data.level) < rankOf(next) ? ['data'] : []),
    ...(rankOf(mdm.risk.level) < rankOf(next) ? ['risk'] : []),
  ];
  const minutes = family?.minutes[next];
  const named = family ? `${family.codes[next]} (${next})` : next;
  const or = minutes === undefined ? '' : ` Its time is ${minutes} minutes.`;
  return `For ${named}, two of three elements would have to reach it; ${below.join(', ')} do not.${or}`;
}
