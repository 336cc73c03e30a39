/** Element 2 of decision making: amount and complexity of data reviewed and analysed. */
import type { Evidence, Facts, Service } from '../../chart/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import { recordedCodes } from '../visit-kind.ts';
import type { MdmLevel } from './levels.ts';
import type { ElementRating } from './problems.ts';
import { saidIn } from './said.ts';
import { testsInNotes } from './tests-in-notes.ts';

const TEST_WORDS =
  /\b(x-?rays?|radiograph|film|ct|mri|ultrasound|echo\w*|ecg|ekg|electrocardiogram|panel|cbc|metabolic|lipid|a1c|hemoglobin|culture|test|urinalysis|urine|troponin|bnp|d-?dimer|tsh|function|spirometry|biopsy|level|count|ige|albumin)\b/i;
const KIN =
  'mother|father|mom|dad|parents?|guardian|spouse|wife|husband|partner|daughter|son|sister|brother|grandmother|grandfather|aunt|uncle|family member|caregiver|caretaker|foster parent|paramedics?|ems|nursing home staff|facility staff';
const HISTORIAN = new RegExp(
  [
    `\\b(?<!family )(?:history|information|hx|hpi|account)\\b[^.\\n]{0,60}\\b(?:from|by|per|via)\\b[^.\\n]{0,30}\\b(?:${KIN})\\b`,
    `\\b(?:collateral|corroborat\\w{2,4}|supplement\\w{2,5}|confirmed) (?:history |information |hx )?(?:was )?(?:obtained |provided |gathered |received )?(?:from|by|with|per)\\b[^.\\n]{0,30}\\b(?:${KIN})\\b`,
    `\\b(?:${KIN}) (?:provid(?:es|ed)|gives?|gave|suppl(?:ies|ied)|contributes?|offers?) (?:the |most of the |much of the |all of the |additional |collateral |some )?(?:history|information|hx)\\b`,
    '\\bindependent historian\\b',
  ].join('|'),
  'gi',
);
/** For a child who cannot tell, the parent's account is the history (CPT, independent historian). */
const PARENT = new RegExp(
  `\\b(?:per (?:the |his |her |their |patient'?s )?(?:${KIN})|(?:${KIN}) (?:reports?|states?|says|notes|notices|noticed|describes?|denies))\\b`,
  'gi',
);
const STUDY =
  '(?:ecg|ekg|electrocardiogram|x-?rays?|cxr|films?|radiographs?|images?|imaging|ct(?: scan| head| chest)?|mri|tracings?|rhythm strip|ultrasound)';
const INTERPRETATION = new RegExp(
  [
    '\\bindependent(?:ly)? (?:visuali[sz]ed? and )?interpret\\w*',
    `\\bindependent(?:ly)? (?:visuali[sz]\\w{1,5}|viewed|read) (?:of )?(?:the |his |her )?${STUDY}`,
    `\\bi (?:have )?(?:personally |independently ){0,2}(?:reviewed and )?(?:interpreted|read) (?:the |his |her |their )?(?:\\w+ )?${STUDY}\\b`,
    `\\bi (?:have )?(?:personally|independently) (?:reviewed|viewed|visuali[sz]ed) (?:the |his |her |their )?(?:\\w+ )?${STUDY}\\b`,
    `\\b(?:interpreted|reviewed) (?:the )?${STUDY}s? (?:myself|by me|independently|personally)`,
    `\\b${STUDY},? (?:was |were |is |as )?(?:personally |independently )?(?:interpreted|read|viewed and interpreted|reviewed and interpreted) by me`,
    `\\b${STUDY},? (?:was |were )?(?:personally|independently) (?:reviewed|viewed|visuali[sz]ed|interpreted)(?: by me)?\\b`,
    '\\b(?:my|own) (?:independent |own |personal |preliminary )?(?:interpretation|read)\\b',
  ].join('|'),
  'gi',
);
const EXPERT =
  '\\b(?:cardiolog|surge(?:on|ry)|orthop|neurolog|neurosurg|radiolog|hospitalist|intensivist|specialist|consultant|psychiatr|pulmon|oncolog|hematolog|haematolog|nephrolog|gastroenter|\\bgi\\b|\\bid\\b|infectious|endocrin|urolog|rheumatolog|dermatolog|ophthalmolog|obstetric|ob-?gyn|gyn[ae]|ent\\b|otolaryng|pediatrician|paediatrician|primary care (?:physician|provider|doctor)|\\bpcp\\b|emergency physician|toxicolog|poison|geriatric|case manager|social worker|school nurse|teacher|athletic trainer|parole officer|probation officer|\\bcrisis team)';
const OF_WHOM = "(?:dr\\.? |the |her |his |their |patient['’]?s |an? )?(?:on-?call )?";
const DISCUSSION = new RegExp(
  [
    `\\b(?:discussed|case discussed|case was discussed|spoke|spoken|conferred|reviewed|talked|consulted) (?:(?:this|the|his|her) (?:case|patient|management|plan|findings|results) )?(?:(?:at length|directly|briefly|by (?:tele)?phone|over the phone) )?(?:with |w\\/ ?)${OF_WHOM}[^.;\\n]{0,36}?${EXPERT}\\w*`,
    `\\b(?:d\\/w |consulted )${OF_WHOM}[^.;\\n]{0,36}?${EXPERT}\\w*`,
  ].join('|'),
  'gi',
);
/** "Discussed with the patient that cardiology will call": the talk was with the patient. */
const WITH_FAMILY = new RegExp(
  `\\b(?:with|to) (?:the |her |his )?(?:patient(?!['’]?s)|pt|family|${KIN})\\b`,
  'i',
);
const EXTERNAL_NOTES =
  /\b(?:review(?:ed|ing)? (?:of )?(?:the |his |her |prior |recent |old ){0,2}(?:external|outside|outpatient cardiology|referring|hospital|ed|emergency|transfer|discharge|specialist|consultant) (?:department )?(?:records?|notes?|summar(?:y|ies)|documentation|reports?)|(?:external|outside) (?:records?|notes?)[^.\n]{0,40}\breviewed|records? (?:from|of) [^.\n]{2,40}\b(?:were |was )?reviewed|reviewed (?:the )?(?:records?|notes?) from [^.,;\n]{2,40}|care ?everywhere (?:records? |notes? )?reviewed)/gi;

/** What counts, with where it stands. `onlyFor` narrows orders to some problems (the separate problem of a preventive visit). */
export function rateData(facts: Facts, onlyFor?: readonly string[]): ElementRating {
  const tests = uniqueTests(facts, onlyFor);
  const first = [...tests, ...saidIn(facts, EXTERNAL_NOTES, DONE)];
  const historian = historians(facts).slice(0, 1);
  const interpretation = billsInterpretation(facts) ? [] : saidIn(facts, INTERPRETATION, DONE);
  const discussion = discussions(facts);
  // Category 1 of the moderate level counts an independent historian as one of three items.
  const categories = [first.length + historian.length >= 3, interpretation.length > 0, discussion.length > 0];
  const met = categories.filter(Boolean).length;
  const level: MdmLevel =
    met >= 2
      ? 'high'
      : met === 1
        ? 'moderate'
        : first.length >= 2 || historian.length > 0
          ? 'low'
          : 'straightforward';
  const counted = [...first, ...historian, ...interpretation, ...discussion];
  return { level, why: sentence(tests.length, historian, interpretation, discussion), evidence: counted };
}

const DONE = { done: true };

function historians(facts: Facts): readonly Evidence[] {
  const { age } = facts.person;
  return [
    ...saidIn(facts, HISTORIAN),
    ...(age !== undefined && age < 18 ? saidIn(facts, PARENT) : []),
    ...(facts.visit.historian?.evidence ?? []),
  ];
}

const discussions = (facts: Facts): readonly Evidence[] =>
  saidIn(facts, DISCUSSION, { done: true, each: true })
    .filter((e) => !WITH_FAMILY.test(e.words))
    .slice(0, 1);

function sentence(
  tests: number,
  historian: readonly Evidence[],
  read: readonly Evidence[],
  talk: readonly Evidence[],
): string {
  return [
    `${tests} unique ${tests === 1 ? 'test' : 'tests'} ordered or done`,
    ...(historian.length > 0 ? ['independent historian'] : []),
    ...(read.length > 0 ? ['independent interpretation'] : []),
    ...(talk.length > 0 ? ['discussion with an external professional'] : []),
  ].join(', ');
}

/** An interpretation that is reported as a service of its own (imaging, ECG, spirometry…) is not counted once more. */
const billsInterpretation = (facts: Facts): boolean =>
  recordedCodes(facts).some(({ code }) => code !== '93005' && /^(?:7\d{4}|9[2-5]\d{3})$/.test(code));

/** Nobody ordered, or nothing came of it. */
const VOID = ['entered-in-error', 'revoked', 'cancelled', 'draft', 'registered'];

/**
 * Unique tests: those ordered in this encounter, and reports of the day that no order of it accounts for. A result of
 * an earlier order was counted when it was ordered; vital signs and the practice's own questionnaires are no tests.
 */
function uniqueTests(facts: Facts, onlyFor: readonly string[] | undefined): readonly Evidence[] {
  const asked = (s: Service): boolean => !onlyFor || s.reasons.some((r) => onlyFor.includes(r));
  const orders = facts.services.filter(
    (s) => s.kind === 'order' && isTest(s) && !VOID.includes(s.status) && asked(s),
  );
  const reports = onlyFor
    ? []
    : facts.services.filter(
        (s) => s.kind === 'result' && !VOID.includes(s.status) && s.date === facts.visit.date,
      );
  const byName = new Map<string, Evidence>();
  for (const s of [...orders, ...reports])
    remember(
      byName,
      s.concept.codings.map((c) => c.code),
      s.concept.words,
      s.evidence[0],
    );
  const recorded = [...new Set(byName.values())];
  if (onlyFor) return recorded;
  const tests = recorded.length > 0 ? recorded : sameDayLaboratory(facts);
  // One list or the other, never both: an order and the words that tell of it have no name in common to match by.
  const said = testsInNotes(facts);
  return said.length > tests.length ? said : tests;
}

function remember(
  known: Map<string, Evidence>,
  codes: readonly string[],
  words: string,
  e: Evidence | undefined,
): void {
  const names = [...codes, words.toLowerCase()].filter(Boolean);
  if (e && !names.some((n) => known.has(n))) for (const n of names) known.set(n, e);
}

/** Bare results count as one test: the components of a panel are one, and nothing here tells panels apart. */
const sameDayLaboratory = (facts: Facts): readonly Evidence[] =>
  facts.measurements
    .filter((m) => m.category.includes('laboratory') && m.date === facts.visit.date)
    .flatMap((m) => m.evidence)
    .slice(0, 1);

const isTest = (s: Service): boolean =>
  s.concept.codings.some((c) => c.system === SYSTEM.loinc || /^[78]\d{4}$/.test(c.code)) ||
  TEST_WORDS.test(s.concept.words);
