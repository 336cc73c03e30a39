/** Acute respiratory failure beside another acute disease: which of them is principal is asked (guideline I.C.10.b.3). */
import {
  asking,
  type Facts,
  type ModuleContext,
  problemsBehind,
  type Query,
} from '../../src/suggest/module.ts';

const FAILURE = /^J96\.[02]/;
const RIVAL = /^(?:J1[2-8]|J44\.[01]|J45\..[12]|J45\.90[12]|J69\.0|J81\.0|I50\.[2-4][13]|I11\.0|I13\.|I26)/;

export function principal(facts: Facts, context: ModuleContext): readonly Query[] {
  if (facts.visit.setting.value !== 'inpatient') return [];
  const failure = context.diagnoses.find((d) => FAILURE.test(d.code));
  const rival = context.diagnoses.find((d) => RIVAL.test(d.code));
  if (!failure || !rival) return [];
  const ranked = [failure, rival].some((d) => problemsBehind(d, facts).some((p) => p.rank !== undefined));
  if (ranked) return [];
  return [
    asking(
      'respiratory-failure-principal',
      failure,
      {
        question: 'Which was, after study, chiefly responsible for the admission?',
        options: [failure, rival].map((d) => ({ answer: d.title, code: d.code })),
        section: 'I.C.10.b.3',
      },
      context,
    ),
  ];
}
