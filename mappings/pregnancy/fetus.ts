/** A code of chapter 15 without its 7th character: 0 for a single fetus (guideline I.C.15.a.6). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  guideline,
  icd10CmCode,
  type ModuleContext,
  SYSTEM,
} from '../../src/suggest/module.ts';

export function singleFetus(context: ModuleContext): readonly DiagnosisSuggestion[] {
  const coded = new Set(context.diagnoses.flatMap((d) => d.problems));
  if (context.diagnoses.some((d) => d.code.startsWith('O30'))) return [];
  return context.problems
    .filter((p) => !coded.has(p.id))
    .flatMap((p) => {
      const code = p.concept.codings.flatMap((c) =>
        c.system === SYSTEM.icd10cm ? filled(c.code, context) : [],
      )[0];
      return code
        ? [
            diagnosis(
              {
                code,
                problems: [p.id],
                confidence: 0.85,
                evidence: p.evidence,
                rule: context.rule('single-fetus', guideline('I.C.15.a.6', context.on)),
              },
              context.terminology,
              context.on,
            ),
          ]
        : [];
    });
}

/** Placeholders to the 6th character, then 0; only for a code that is known to need more. */
function filled(text: string, { terminology, on }: ModuleContext): readonly string[] {
  const header = icd10CmCode(text);
  if (!header?.startsWith('O') || terminology.icd10cm.status(header, on).kind !== 'header') return [];
  const plain = header.replace('.', '');
  const whole = icd10CmCode(`${plain.padEnd(6, 'X')}0`);
  return whole && terminology.icd10cm.status(whole, on).kind === 'active' ? [whole] : [];
}
