/** The questions a map raises instead of guessing: a missing side (I.B.13), and what its comments ask (I.B.18). */
import { type CodeEntry, icd10CmCode } from '../../terminology/index.ts';
import { guideline } from '../draft.ts';
import type { Query } from '../model.ts';
import type { Choice, Mapping } from './choose-target.ts';
import type { MapTarget } from './concept-map-table.ts';

/** More answers than this help nobody. */
const MAX_OPTIONS = 12;

/** What stays open beside the chosen targets. */
export function mapQueries(mapping: Mapping, choice: Choice): readonly Query[] {
  const asked = choice.targets.find((t) => t.question);
  return [
    ...(choice.sideMissing.length > 0 ? [sideQuery(mapping, choice.sideMissing)] : []),
    ...(asked?.question ? [askQuery(mapping, asked.question, asked)] : []),
  ];
}

/** The question in place of a code: only the side would decide, or the map itself says to ask. */
export function unmatchedQuery(mapping: Mapping, choice: Choice): Query | undefined {
  if (choice.sideMissing.length > 0) return sideQuery(mapping, choice.sideMissing);
  const question = mapping.element.unmatched?.question;
  return question ? askQuery(mapping, question, undefined) : undefined;
}

function sideQuery({ problem, element, context }: Mapping, sided: readonly MapTarget[]): Query {
  return {
    id: 'laterality',
    about: problem.id,
    question: `Which side is affected: ${element.display}?`,
    options: sided.slice(0, MAX_OPTIONS).map((t) => ({
      answer: t.conditions.find((c) => c.property === 'side')?.value ?? t.display,
      code: t.code,
    })),
    citation: guideline('I.B.13', context.on),
    evidence: problem.evidence,
  };
}

function askQuery(
  { problem, element, context }: Mapping,
  question: string,
  asked: MapTarget | undefined,
): Query {
  const targets = element.targets.filter(
    (t) => context.terminology.icd10cm.status(t.code, context.on).kind === 'active',
  );
  const mapped = targets.map((t) => ({ answer: t.display, code: t.code as string }));
  return {
    id: 'specificity',
    about: problem.id,
    question: `${element.display}: ${question.endsWith('?') ? question : `please document ${question}.`}`,
    options: (mapped.length > 1 || !asked ? mapped : siblings(asked, context)).slice(0, MAX_OPTIONS),
    citation: guideline('I.B.18', context.on),
    evidence: problem.evidence,
  };
}

const SIDES = /\b(left|right|bilateral|unspecified)\b,?/gi;
const sideless = (title: string): string => title.replace(SIDES, '').replace(/\s+/g, ' ');
/** A category this wide offers no choice: the question stays open. */
const TOO_MANY = 60;

/** The codes beside an unspecified one: what else the record could have meant, for the same side and episode. */
function siblings(t: MapTarget, { terminology, on }: Mapping['context']): Query['options'] {
  const plain = t.code.replace('.', '');
  for (const length of plain.length === 7 ? [4] : [plain.length - 1, plain.length - 2]) {
    const parent = icd10CmCode(plain.slice(0, length));
    const below = parent ? terminology.icd10cm.billableUnder(parent, on) : [];
    const others = below.length > TOO_MANY ? [] : unlike(t, below);
    if (others.length > 0) {
      return others.length > MAX_OPTIONS ? [] : others.map((e) => ({ answer: e.title, code: e.code }));
    }
  }
  return [];
}

/** Those that differ from the target in more than the side, and share its side and its 7th character. */
function unlike(t: MapTarget, below: readonly CodeEntry[]): readonly CodeEntry[] {
  const plain = t.code.replace('.', '');
  const own = below.find((e) => e.code === t.code);
  const side = t.conditions.find((c) => c.property === 'side' && c.value !== 'unspecified')?.value;
  const seventh = plain.slice(6);
  if (!own) return [];
  const bare = sideless(own.title);
  return below.filter(
    (e) =>
      e.code.endsWith(seventh) &&
      (!side || e.title.toLowerCase().includes(side)) &&
      sideless(e.title) !== bare,
  );
}
