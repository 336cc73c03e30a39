/** Element 2 of decision making: amount and complexity of data reviewed and analysed. */
import type { Evidence, Facts, Service } from '../../chart/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import { recordedCodes } from '../visit-kind.ts';
import type { MdmLevel } from './levels.ts';
import type { ElementRating } from './problems.ts';
import { saidIn } from './said.ts';

const TEST_WORDS =
  /\b(x-?rays?|radiograph|film|ct|mri|ultrasound|echo\w*|ecg|ekg|electrocardiogram|panel|cbc|metabolic|lipid|a1c|hemoglobin|culture|test|urinalysis|urine|troponin|bnp|d-?dimer|tsh|function|spirometry|biopsy|level|count|ige|albumin)\b/i;
const HISTORIAN =
  /\b(?<!family )(?:history|information)\b[^.\n]{0,60}\b(?:from|by|per)\b[^.\n]{0,30}\b(mother|father|mom|dad|parents?|guardian|spouse|wife|husband|daughter|son|caregiver|paramedics?|ems)\b|\bindependent historian\b/gi;
const INTERPRETATION =
  /\b(?:independent(?:ly)? interpret\w*|(?:interpreted|reviewed) (?:the )?(?:ecg|ekg|x-?ray|film|images?|ct|tracing)s? (?:myself|by me|independently|personally)|(?:ecg|ekg|x-?ray|film|images?|ct|tracing)s? (?:was |were )?(?:personally |independently )?(?:interpreted|read) by me|my (?:independent )?(?:interpretation|read))\b/gi;
const DISCUSSION =
  /\b(?:discussed|case discussed|spoke|conferred|consulted) (?:(?:this|the) (?:case|patient|management) )?with (?:dr|the )?\.? ?(?:on-?call )?\w*\s?(?:cardiolog|surge|orthop|neurolog|radiolog|hospitalist|specialist|consultant|psychiatr|pulmon|oncolog|nephrolog)\w*/gi;
const EXTERNAL_NOTES = /\breview(?:ed)? (?:of )?(?:the )?(?:external|outside) (?:records?|notes?)\b/gi;

/** What counts, with where it stands. `onlyFor` narrows orders to some problems (the separate problem of a preventive visit). */
export function rateData(facts: Facts, onlyFor?: readonly string[]): ElementRating {
  const tests = uniqueTests(facts, onlyFor);
  const first = [...tests, ...saidIn(facts, EXTERNAL_NOTES)];
  const historian = [...saidIn(facts, HISTORIAN), ...(facts.visit.historian?.evidence ?? [])].slice(0, 1);
  const interpretation = billsInterpretation(facts) ? [] : saidIn(facts, INTERPRETATION);
  const discussion = saidIn(facts, DISCUSSION);
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
  const tests = [...new Set(byName.values())];
  return tests.length > 0 || onlyFor ? tests : sameDayLaboratory(facts);
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
