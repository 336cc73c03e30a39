/** R40.2: the first coma scores beside an intracranial injury; the total only where the three are not known (guideline I.C.18.e). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type Measurement,
  type ModuleContext,
  resting,
  SYSTEM,
  stated,
} from '../../src/suggest/module.ts';

/** LOINC code, stem of the code, highest score. */
const PARTS = [
  ['9267-6', 'R40.21', 4],
  ['9270-0', 'R40.22', 5],
  ['9268-4', 'R40.23', 6],
] as const;
const TOTAL = '9269-2';
/** I.C.18.e: not for a patient in a medically induced coma or under sedation. */
const SEDATED = ['sedated', 'sedation', 'paralyzed', 'medically induced coma', 'induced coma'];

export function comaScale(facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const injuries = context.diagnoses.filter((d) => /^S06\..*A$/.test(d.code));
  if (injuries.length === 0 || context.diagnoses.some((d) => d.code.startsWith('R40.2'))) return [];
  const parts = PARTS.flatMap(([loinc, stem, most]) => {
    const m = firstOf(facts, loinc, most);
    return m ? [{ code: `${stem}${m.value}`, m }] : [];
  });
  const total = firstOf(facts, TOTAL, 15);
  const scores =
    parts.length === PARTS.length
      ? parts
      : total
        ? [{ code: `R40.24${bandOf(total.value ?? 0)}`, m: total }]
        : [];
  return scores.map(({ code, m }) => scored(`${code}${timeOf(facts)}`, injuries, m, context));
}

function firstOf({ measurements }: Facts, loinc: string, most: number): Measurement | undefined {
  const least = loinc === TOTAL ? 3 : 1;
  return measurements.find(
    (m) =>
      m.concept.codings.some((c) => c.system === SYSTEM.loinc && c.code === loinc) &&
      m.value !== undefined &&
      Number.isInteger(m.value) &&
      m.value >= least &&
      m.value <= most &&
      !(m.notes ?? []).some((n) => stated(n.value, SEDATED) !== undefined),
  );
}

/** R40.241 13–15, R40.242 9–12, R40.243 3–8. */
const bandOf = (total: number): number => (total >= 13 ? 1 : total >= 9 ? 2 : 3);

const TIMES: Readonly<Partial<Record<Facts['visit']['setting']['value'], number>>> = {
  emergency: 2,
  inpatient: 3,
};
const timeOf = ({ visit }: Facts): number => TIMES[visit.setting.value] ?? 0;

const scored = (
  code: string,
  injuries: readonly DiagnosisSuggestion[],
  m: Measurement,
  context: ModuleContext,
): DiagnosisSuggestion =>
  resting(
    code,
    injuries,
    { rule: 'coma-scale', section: 'I.C.18.e', sure: 0.85, evidence: m.evidence, placement: 'never-first' },
    context,
  );
