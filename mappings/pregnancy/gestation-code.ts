/** Z3A beside codes of chapter 15 when the weeks are known (guideline I.C.21.c.11). */
import {
  asking,
  type DiagnosisSuggestion,
  type ModuleContext,
  type ModuleOutput,
  resting,
} from '../../src/suggest/module.ts';
import { type Gestation, weeksCode } from './weeks.ts';

/** Neither abortive outcomes nor the puerperium. */
const PREGNANT = /^O(?:09|[1-7]|80|82|98|99|9A|88|91|92)/;

export function gestationCode(
  gestation: Gestation,
  complications: readonly DiagnosisSuggestion[],
  context: ModuleContext,
): ModuleOutput {
  const bearer = [...context.diagnoses, ...complications].find((d) => PREGNANT.test(d.code));
  const recorded = context.diagnoses.find((d) => d.code.startsWith('Z3A'));
  const code = weeksCode(gestation);
  if (!recorded && bearer) {
    const how = { rule: 'weeks-of-gestation', section: 'I.C.21.c.11', evidence: gestation.evidence };
    return { diagnoses: [resting(code, [bearer], { ...how, placement: 'never-first' }, context)] };
  }
  if (!recorded || recorded.code === code || gestation.from !== 'measurement') return {};
  const question =
    'The code and the measured gestational age disagree. How many weeks is the patient pregnant?';
  const options = [recorded.code, code].map((c) => ({ answer: `${c.slice(4)} completed weeks`, code: c }));
  return {
    queries: [asking('weeks-disagree', recorded, { question, options, section: 'I.C.21.c.11' }, context)],
  };
}
