/** Element 2 of decision making: amount and complexity of data reviewed and analysed. */
import { type Evidence, evidence, type Facts, type Service } from '../../chart/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import type { MdmLevel } from './levels.ts';
import type { ElementRating } from './problems.ts';

const TEST_WORDS =
  /\b(x-?rays?|radiograph|film|ct|mri|ultrasound|echo\w*|ecg|ekg|electrocardiogram|panel|cbc|metabolic|lipid|a1c|hemoglobin|culture|test|urinalysis|urine|troponin|bnp|d-?dimer|tsh|function|spirometry|biopsy|level|count|ige|albumin)\b/i;
const HISTORIAN =
  /\b(?:history|information)\b[^.\n]{0,60}\b(?:from|by|per)\b[^.\n]{0,30}\b(mother|father|mom|dad|parents?|guardian|spouse|wife|husband|daughter|son|caregiver|paramedics?|ems)\b|\bindependent historian\b/i;
const INTERPRETATION =
  /\b(?:independent(?:ly)? interpret\w*|(?:interpreted|reviewed) (?:the )?(?:ecg|ekg|x-?ray|film|images?|ct|tracing)s? (?:myself|by me|independently|personally)|my (?:independent )?(?:interpretation|read))\b/i;
const DISCUSSION =
  /\b(?:discussed|case discussed|spoke|conferred|consulted) (?:(?:this|the) (?:case|patient|management) )?with (?:dr|the )?\.? ?(?:on-?call )?\w*\s?(?:cardiolog|surge|orthop|neurolog|radiolog|hospitalist|specialist|consultant|psychiatr|pulmon|oncolog|nephrolog)\w*/i;
const EXTERNAL_NOTES = /\breview(?:ed)? (?:of )?(?:the )?(?:external|outside) (?:records?|notes?)\b/i;

/** What counts, with where it stands. `onlyFor` narrows orders to some problems (the separate problem of a preventive visit). */
export function rateData(facts: Facts, onlyFor?: readonly string[]): ElementRating {
  const tests = uniqueTests(facts, onlyFor);
  const notes = noteEvidence(facts);
  const first = [...tests, ...notes('external', EXTERNAL_NOTES)];
  const historian = notes('historian', HISTORIAN)
    .concat(facts.visit.historian?.evidence ?? [])
    .slice(0, 1);
  const interpretation = notes('interpretation', INTERPRETATION);
  const discussion = notes('discussion', DISCUSSION);
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

/**
 * Unique tests: those ordered in this encounter, and results of the day that no order of it accounts for. A result of
 * an earlier order was counted when it was ordered; vital signs and the practice's own questionnaires are no tests.
 */
function uniqueTests(facts: Facts, onlyFor: readonly string[] | undefined): readonly Evidence[] {
  const asked = (s: Service): boolean => !onlyFor || s.reasons.some((r) => onlyFor.includes(r));
  const orders = facts.services.filter(
    (s) => s.kind === 'order' && isTest(s) && s.status !== 'revoked' && asked(s),
  );
  const reports = onlyFor
    ? []
    : facts.services.filter((s) => s.kind === 'result' && s.date === facts.visit.date);
  const results = reports.length > 0 || onlyFor ? [] : sameDayLaboratory(facts);
  const byName = new Map<string, Evidence>();
  for (const s of [...orders, ...reports])
    remember(
      byName,
      s.concept.codings.map((c) => c.code),
      s.concept.words,
      s.evidence[0],
    );
  for (const m of results)
    remember(
      byName,
      m.concept.codings.map((c) => c.code),
      m.concept.words,
      m.evidence[0],
    );
  return [...new Set(byName.values())];
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

const sameDayLaboratory = (facts: Facts) =>
  facts.measurements.filter((m) => m.category.includes('laboratory') && m.date === facts.visit.date);

const isTest = (s: Service): boolean =>
  s.concept.codings.some((c) => c.system === SYSTEM.loinc || /^[78]\d{4}$/.test(c.code)) ||
  TEST_WORDS.test(s.concept.words);

function noteEvidence(facts: Facts) {
  return (_what: string, pattern: RegExp): readonly Evidence[] => {
    for (const note of facts.notes) {
      const words = pattern.exec(note.text)?.[0];
      if (words) return [evidence(note.id, 'content.attachment.data', words)];
    }
    return [];
  };
}
