/** Z38 first on the birth record, once (guideline I.C.16.a.2): from the record's words, else asked. */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Evidence,
  evidence,
  type Facts,
  guideline,
  type ModuleContext,
  type ModuleOutput,
  type NoteText,
  ownWordsOf,
  type Query,
  resting,
  sentencesIn,
  stated,
} from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

const SECTION = 'I.C.16.a.2';

export function birthRecord(
  days: number,
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): ModuleOutput {
  const recorded = context.diagnoses.filter((d) => d.code.startsWith('Z38'));
  if (recorded.length > 0) return days === 0 ? {} : onceOnly(recorded, facts, context);
  if (days !== 0 || facts.visit.setting.value !== 'inpatient') return {};
  const said = wordsOf(facts).find(
    (e) => has(e, tables.vaginal) || has(e, tables.cesarean) || has(e, tables.outside),
  );
  const code = said && codeFor(facts, tables);
  return code ? { diagnoses: [birthCode(code, said, context)] } : { queries: [birthQuery(facts, context)] };
}

const has = (e: Evidence, phrases: readonly string[]): boolean => stated(e.words, phrases) !== undefined;

/** What the visit and its problems say, as evidence. */
function wordsOf({ visit, problems, notes }: Facts): readonly Evidence[] {
  return [
    ...visit.types.map((t) => evidence(visit.id, 'Encounter.type', t.words)),
    ...visit.reasons.map((r) => ({ ...r.evidence, words: r.words })),
    ...problems.flatMap((p) => ownWordsOf(p).map((words) => evidence(p.id, 'Condition', words))),
    ...notes.flatMap(statementsOf),
  ];
}

/** A note's first sentences tell the birth. */
const FIRST = 60;

const statementsOf = ({ id, path, text }: NoteText): readonly Evidence[] =>
  sentencesIn(text.slice(0, 6_000))
    .slice(0, FIRST)
    .map(({ start, end }) => evidence(id, path ?? 'DocumentReference.content', text.slice(start, end)));

/** One mode of delivery must be said, not two; one child unless the record says more. */
function codeFor(facts: Facts, tables: Tables): string | undefined {
  const said = (phrases: readonly string[]): boolean => wordsOf(facts).some((e) => has(e, phrases));
  const [vaginal, cesarean] = [said(tables.vaginal), said(tables.cesarean)];
  const stems = said(tables.triplet)
    ? { vaginal: 'Z38.61', cesarean: 'Z38.62', outside: 'Z38.7' }
    : said(tables.twin)
      ? { vaginal: 'Z38.30', cesarean: 'Z38.31', outside: 'Z38.4' }
      : { vaginal: 'Z38.00', cesarean: 'Z38.01', outside: 'Z38.1' };
  if (said(tables.outside)) return stems.outside;
  return vaginal === cesarean ? undefined : vaginal ? stems.vaginal : stems.cesarean;
}

const birthCode = (code: string, said: Evidence, context: ModuleContext): DiagnosisSuggestion =>
  diagnosis(
    {
      ...{ code, problems: [], confidence: 0.88, evidence: [said], placement: 'first' },
      rule: context.rule('birth-record', guideline(SECTION, context.on)),
    },
    context.terminology,
    context.on,
  );

const birthQuery = ({ visit }: Facts, { on }: ModuleContext): Query => ({
  id: 'birth-record',
  about: visit.id,
  question: 'How was the child born?',
  options: [
    { answer: 'single, vaginal delivery', code: 'Z38.00' },
    { answer: 'single, cesarean', code: 'Z38.01' },
    { answer: 'single, outside the hospital', code: 'Z38.1' },
    { answer: 'twin, vaginal delivery', code: 'Z38.30' },
    { answer: 'twin, cesarean', code: 'Z38.31' },
    { answer: 'not born in this encounter' },
  ],
  citation: guideline(SECTION, on),
  evidence: visit.setting.evidence,
});

/** A later visit or another hospital does not report the birth again. */
function onceOnly(
  recorded: readonly DiagnosisSuggestion[],
  facts: Facts,
  context: ModuleContext,
): ModuleOutput {
  const host =
    context.diagnoses.find((d) => !/^[ZV-Y]/.test(d.code)) ??
    context.diagnoses.find((d) => !d.code.startsWith('Z38'));
  if (!host || facts.visit.setting.value === 'inpatient') return {};
  const how = { rule: 'birth-record-once', section: SECTION, sure: 1, replaces: recorded };
  return { diagnoses: [resting(host.code, [host], how, context)] };
}
