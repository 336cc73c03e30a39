/** Edit icd10cm-laterality: one bilateral code instead of left and right, no unspecified side beside a known one (guidelines I.B.13). */
import type { ServiceDate } from '../kernel/index.ts';
import {
  type CodeEntry,
  dotless,
  type Icd10CmCode,
  icd10CmCode,
  type Terminology,
} from '../terminology/index.ts';
import { comparedInOrder, type IcdDiagnosis } from './diagnoses.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

export const icd10cmLaterality: Edit = {
  meta: {
    id: 'icd10cm-laterality',
    title: 'Both sides are reported by the bilateral code, and no side twice',
    severity: 'warning',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.B.13' },
    about:
      'Looks at titles of codes that differ in their side only. Where the classification has a code for both sides, left and ' +
      'right together are a warning that names it; a code of an unspecified side beside one of a known side is too. ' +
      'Cannot tell when a code cannot be looked up, which icd10cm-unknown reports.',
    messages: {
      bilateral: '{right} and {left} are both sides of one condition; report {both} instead.',
      'side-known':
        '{code} leaves the side unspecified beside {other}, which names it; remove {code}, or name its side.',
    },
  },
  check(subject, { terminology }) {
    const { codes, partly } = comparedInOrder(subject);
    if (codes.length < 2) return NOT_APPLICABLE;
    const { on } = subject;
    if (on === undefined) return CANNOT_TELL;
    const titled = codes.flatMap((d) => {
      const entry = terminology.icd10cm.lookup(d.code, on);
      return entry ? [{ ...d, ...sided(entry) }] : [];
    });
    const groups = Map.groupBy(
      titled.filter((d) => d.side !== undefined),
      (d) => `${d.code.slice(0, 3)} ${d.rest}`,
    );
    const hits = [...groups.values()].flatMap((group) => examine(group, on, terminology));
    return verdictOf(hits, partly || titled.length < codes.length);
  },
};

type Side = 'left' | 'right' | 'unspecified';

interface Sided extends IcdDiagnosis {
  readonly side: Side | undefined;
  /** The title without its side. */
  readonly rest: string;
}

const SIDES: readonly (readonly [Side, RegExp])[] = [
  ['left', /\bleft\b/],
  ['right', /\bright\b/],
];
/** "unspecified eye", "unspecified side", never "unspecified" of another kind, which names no part of the body. */
const UNSPECIFIED =
  /\bunspecified (?=(?:side|eye|ear|upper eyelid|lower eyelid|eyelid|breast|shoulder|elbow|wrist|hand|finger|thumb|hip|knee|ankle|foot|toe|limb|arm|upper arm|forearm|leg|lower leg|thigh|upper limb|lower limb|upper extremity|lower extremity|lung|kidney|ovary|testis)\b)/;

function sided({ title }: CodeEntry): Pick<Sided, 'side' | 'rest'> {
  const lower = title.toLowerCase();
  for (const [side, word] of SIDES) {
    if (word.test(lower)) return { side, rest: lower.replace(word, '').replace(/\s+/g, ' ').trim() };
  }
  if (!UNSPECIFIED.test(lower)) return { side: undefined, rest: lower };
  return { side: 'unspecified', rest: lower.replace(UNSPECIFIED, '').replace(/\s+/g, ' ').trim() };
}

function examine(group: readonly Sided[], on: ServiceDate, terminology: Terminology): readonly Hit[] {
  const of = (side: Side): Sided | undefined => group.find((d) => d.side === side);
  const [left, right, open] = [of('left'), of('right'), of('unspecified')];
  const hits: Hit[] = [];
  const both = left && right && bilateralOf(right, on, terminology);
  if (left && right && both) {
    const params = { left: left.code, right: right.code, both };
    hits.push(
      fail('bilateral', right.diagnosis.expression, { codes: [right.code, left.code, both], params }),
    );
  }
  const known = right ?? left;
  if (open && known) {
    const params = { code: open.code, other: known.code };
    hits.push(fail('side-known', open.diagnosis.expression, { codes: [open.code, known.code], params }));
  }
  return hits;
}

const WORD = /[a-z]+/g;
const words = (title: string): ReadonlySet<string> =>
  new Set(
    (title.toLowerCase().match(WORD) ?? []).filter(
      (w) => !['left', 'right', 'bilateral', 'unilateral', 'of', 'the'].includes(w),
    ),
  );

/** The code of the same category whose title says the same of both sides; the part of the body may be left out. */
function bilateralOf(right: Sided, on: ServiceDate, { icd10cm }: Terminology): Icd10CmCode | undefined {
  const own = words(icd10cm.lookup(right.code, on)?.title ?? '');
  const seventh = dotless(right.code)[6];
  const parent = icd10CmCode(dotless(right.code).slice(0, 4)) ?? right.code;
  const near = icd10cm.billableUnder(parent, on);
  const far = icd10CmCode(dotless(right.code).slice(0, 3));
  const same = (e: CodeEntry): boolean =>
    /\bbilateral\b/i.test(e.title) && dotless(e.code)[6] === seventh && isSame(words(e.title), own);
  return (near.find(same) ?? (far ? icd10cm.billableUnder(far, on).find(same) : undefined))?.code;
}

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].every((w) => b.has(w)) && b.size - a.size <= 1;
