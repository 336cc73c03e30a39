/** A recorded injury without its last characters: the course of care from the visit, closed and displaced unless stated (I.C.19.a, I.C.19.c). */
import {
  type CodeEntry,
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  type Icd10CmCode,
  icd10CmCode,
  type ModuleContext,
  ownWordsOf,
  type Problem,
  SYSTEM,
  stated,
} from '../../src/suggest/module.ts';
import { isFracture } from './character.ts';
import { sideIn } from './side.ts';
import type { Words } from './tables.ts';

const ACUTE = ['emergency', 'urgent-care', 'inpatient'];

export function completed(
  facts: Facts,
  context: ModuleContext,
  words: Words,
): readonly DiagnosisSuggestion[] {
  const coded = new Set(context.diagnoses.flatMap((d) => d.problems));
  return context.problems
    .filter((p) => !coded.has(p.id))
    .flatMap((p) => {
      const header = headerOf(p, context);
      const entry = header && onlyOne(header, p, facts, context, words);
      return entry ? [suggestion(entry, p, context)] : [];
    });
}

/** An injury recorded as a category: the module of recorded codes asks, unless the visit tells. */
function headerOf(p: Problem, { terminology, on }: ModuleContext): Icd10CmCode | undefined {
  const codes = p.concept.codings.flatMap((c) =>
    c.system === SYSTEM.icd10cm ? (icd10CmCode(c.code) ?? []) : [],
  );
  return codes.find(
    (c) => /^(?:S|T0[7-9]|T1|T2|T3[0-4])/.test(c) && terminology.icd10cm.status(c, on).kind === 'header',
  );
}

function onlyOne(
  header: Icd10CmCode,
  p: Problem,
  facts: Facts,
  context: ModuleContext,
  words: Words,
): CodeEntry | undefined {
  const seventh = seventhFor(header, p, facts, words);
  if (!seventh) return undefined;
  const all = ofSide(
    context.terminology.icd10cm.billableUnder(header, context.on).filter((e) => e.code.endsWith(seventh)),
    p,
  );
  const displaced = all.filter((e) => /^displaced/i.test(e.title));
  const still = ownWordsOf(p).some((t) => stated(t, ['nondisplaced', 'non displaced', 'undisplaced']));
  const chosen = displaced.length > 0 && isFracture(header) && !still ? displaced : all;
  const [only] = chosen;
  return chosen.length === 1 ? only : undefined;
}

/** Codes that differ by side leave none without the record's side. */
function ofSide(entries: readonly CodeEntry[], p: Problem): readonly CodeEntry[] {
  const sides = new Set(entries.map((e) => sideIn(e.title)));
  if (sides.size < 2) return entries;
  const side = p.side?.value ?? sideIn(p.concept.words);
  return side ? entries.filter((e) => sideIn(e.title) === side) : [];
}

/** Closed unless stated; D only where the record's words say later care; A only where acute care was given. */
function seventhFor(header: string, p: Problem, { visit }: Facts, words: Words): string | undefined {
  const said = (list: keyof Words): boolean => ownWordsOf(p).some((t) => stated(t, words[list]));
  if ([...(['sequela', 'delayed', 'nonunion', 'malunion'] as const)].some(said)) return undefined;
  if (said('later')) return 'D';
  if (!ACUTE.includes(visit.setting.value) && !said('active')) return undefined;
  return isFracture(header) && said('open') ? (said('openSevere') ? 'C' : 'B') : 'A';
}

const suggestion = (e: CodeEntry, p: Problem, context: ModuleContext): DiagnosisSuggestion =>
  diagnosis(
    {
      code: e.code,
      problems: [p.id],
      confidence: 0.8,
      evidence: p.evidence,
      rule: context.rule('completed-code', guideline('I.C.19.c', context.on)),
    },
    context.terminology,
    context.on,
  );
