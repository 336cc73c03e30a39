/** A growth or infection of the skin at a named place: the Index files the hand under the upper limb, the cheek under the face (guideline I.B.2). */
import { type CodeEntry, type Icd10Cm, icd10CmCode, type ServiceDate } from '../../src/suggest/module.ts';
import { formOf, type Spelling } from './words.ts';

/** Categories whose codes are told by region of the skin. */
const OF_SKIN = /^(?:C43|C44|C4A|D03|D04|D17|D22|D23|L03\.1|L03\.9|L02\.9)/;

/** How titles name a region, the surest first, and the places that lie in it. */
const REGIONS: readonly (readonly [readonly string[], string])[] = [
  [['upper limb', 'arm'], 'arm forearm hand wrist elbow shoulder finger thumb'],
  [['lower limb', 'leg'], 'leg foot ankle knee calf thigh hip shin toe'],
  [['scalp and neck', 'head, face and neck'], 'scalp neck'],
  [['of nose'], 'nose'],
  [['of lip'], 'lip'],
  [['ear and external auricular canal'], 'ear'],
  [['eyelid, including canthus'], 'eyelid'],
  [
    ['other parts of face', 'other and unspecified parts of face', 'of face', 'face and neck'],
    'cheek forehead chin face temple jaw',
  ],
  [['other part of trunk', 'of trunk'], 'back chest abdomen flank trunk torso'],
];

export type Regional = (entry: CodeEntry, near: ReadonlySet<string>) => CodeEntry | undefined;

/** The code of the same growth at the one region that the words around name. */
export function regional(icd10cm: Icd10Cm, on: ServiceDate, spelling: Spelling): Regional {
  const regions = REGIONS.map(([titles, places]) => ({
    titles,
    places: places.split(' ').map((p) => formOf(p, spelling)),
  }));
  return (entry, near) => {
    if (!OF_SKIN.test(entry.code) || !/unspecified/i.test(entry.title)) return undefined;
    const named = regions.filter((r) => r.places.some((p) => near.has(p)));
    const [region] = named;
    const category = icd10CmCode(entry.code.slice(0, 3));
    if (!region || named.length > 1 || !category) return undefined;
    const head = headOf(entry.title);
    const same = icd10cm.billableUnder(category, on).filter((e) => headOf(e.title) === head);
    for (const title of region.titles) {
      const fitting = same.filter((e) => e.title.toLowerCase().includes(title));
      const chosen = oneOf(fitting);
      if (chosen) return chosen;
    }
    return undefined;
  };
}

/** "Squamous cell carcinoma of skin, unspecified" and "… of skin of lip": what both call the growth. */
const headOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/,? ?unspecified/g, '')
    .replace(
      / (?:of|in) (?:skin|right|left|other|upper|lower|limb|trunk|scalp|nose|lip|ear|eyelid|face|back|part|head)\b.*$/,
      '',
    )
    .replace(/ and subcutaneous tissue.*$/, '')
    .trim();

/** The one code, or the one that leaves the side open: the side is told afterwards. */
function oneOf(fitting: readonly CodeEntry[]): CodeEntry | undefined {
  const open = fitting.filter((e) => !/\b(?:right|left)\b/i.test(e.title));
  return open.length === 1 ? open[0] : fitting.length === 1 ? fitting[0] : undefined;
}
