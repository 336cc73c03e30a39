/** Less of a drug taken than prescribed, as the record states it: T36–T50 with 6 and the reason, Z91.1- (guideline I.C.19.e.5.c). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Evidence,
  evidence,
  type Facts,
  guideline,
  type ModuleContext,
  ownWordsOf,
  reportableOn,
  sentencesIn,
  stated,
} from '../../src/suggest/module.ts';
import { drugCodeOf, firstCode } from './intent.ts';
import { type DrugTable, stemOf } from './tables.ts';

const SECTION = 'I.C.19.e.5.c';
const CONFIDENCE = 0.8;
/** Where a clinician states it. */
const STATED = ['assessment', 'plan', 'present', 'narrative', 'course'];
const LONGEST = 400;

export function underdosings(
  table: DrugTable,
  facts: Facts,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  // Never alone, and never first: without the disease that needed the drug there is nothing to report.
  if (!context.diagnoses.some((d) => /^[A-T]/.test(d.code))) return [];
  if (context.diagnoses.some((d) => drugCodeOf(d.code)?.intent === 6)) return [];
  for (const said of statementsOf(facts)) {
    const stem = stated(said.words, table.underdosing.underdosed) && drugNamedIn(said.words, table);
    const code = stem && firstCode(stem, 6);
    if (!code || !reportableOn(code, context)) continue;
    const reason = reasonIn(said.words, table);
    const known = context.diagnoses.some((d) => d.code.startsWith('Z91.1'));
    return [code, ...(reason && !known && reportableOn(reason, context) ? [reason] : [])].map((c) =>
      told(c, said, context),
    );
  }
  return [];
}

/** An overdose or a poisoning by a named drug that no code tells yet: accidental unless stated (I.C.19.e.5.b). */
export function overdoses(
  table: DrugTable,
  facts: Facts,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  if (context.diagnoses.some((d) => (drugCodeOf(d.code)?.intent ?? 9) < 5)) return [];
  for (const said of statementsOf(facts, CONCLUDED)) {
    const stem = stated(said.words, OVERDOSE) && !DOUBT.test(said.words) && drugNamedIn(said.words, table);
    const intent = stated(said.words, table.selfHarm) ? 2 : stated(said.words, table.undetermined) ? 4 : 1;
    const code = stem ? firstCode(stem, intent) : undefined;
    if (!code || !reportableOn(code, context)) continue;
    return [{ ...told(code, said, context), placement: 'any', rule: overdoseRule(context) }];
  }
  return [];
}

const OVERDOSE = ['overdose', 'poisoning', 'od'];
const DOUBT =
  /\b(?:possible|probable|suspected|history of|hx of|h\/o|risk of|prior|previous|rule out|r\/o)\b/i;
/** Where a poisoning is a diagnosis, not a story. */
const CONCLUDED = ['assessment'];

const overdoseRule = (context: ModuleContext): DiagnosisSuggestion['rule'] =>
  context.rule('overdose-stated', guideline('I.C.19.e.5.b', context.on));

function statementsOf({ problems, notes }: Facts, sections = STATED): readonly Evidence[] {
  const recorded = problems.flatMap((p) =>
    ownWordsOf(p).map((words) => evidence(p.id, 'Condition', words.slice(0, LONGEST))),
  );
  const written = notes.flatMap((n) =>
    (n.sections ?? [])
      .filter((s) => sections.includes(s.kind))
      .flatMap((s) => sentencesIn(n.text, s.start, s.end))
      .map(({ start, end }) =>
        evidence(
          n.id,
          n.path ?? 'DocumentReference.content',
          n.text.slice(start, Math.min(end, start + LONGEST)),
        ),
      ),
  );
  return [...recorded, ...written];
}

function drugNamedIn(text: string, table: DrugTable): string | undefined {
  for (const [word] of text.toLowerCase().matchAll(/[a-z]{3,}/g)) {
    const stem = stemOf(word, table);
    if (stem) return stem;
  }
  return undefined;
}

/** On purpose for lack of money or for another reason, or unintended; undefined where nothing is said. */
function reasonIn(text: string, { underdosing }: DrugTable): string | undefined {
  const says = (phrases: readonly string[]): boolean => stated(text, phrases) !== undefined;
  const lower = text.toLowerCase();
  if (underdosing.cost.some((w) => lower.includes(w))) return 'Z91.120';
  if (says(underdosing.frailty)) return 'Z91.130';
  if (says(underdosing.unintended)) return 'Z91.138';
  return says(underdosing.intended) ? 'Z91.128' : undefined;
}

const told = (code: string, said: Evidence, context: ModuleContext): DiagnosisSuggestion =>
  diagnosis(
    {
      ...{ code, problems: [], confidence: CONFIDENCE, evidence: [said], placement: 'never-first' },
      rule: context.rule('underdosing-stated', guideline(SECTION, context.on)),
    },
    context.terminology,
    context.on,
  );
