/** What a drug's code needs beside it: the nature of an adverse effect, the reason of an underdosing (guidelines I.C.19.e.5.a, I.C.19.e.5.c). */
import {
  asking,
  type DiagnosisSuggestion,
  type ModuleContext,
  type Query,
} from '../../src/suggest/module.ts';
import { drugCodeOf } from './intent.ts';

const withIntentOf = ({ diagnoses }: ModuleContext, intent: number): DiagnosisSuggestion | undefined =>
  diagnoses.find((d) => drugCodeOf(d.code)?.intent === intent);

export function natureAsked(context: ModuleContext): readonly Query[] {
  const drug = withIntentOf(context, 5);
  const nature = context.diagnoses.some((d) => /^[A-R]|^T78|^T88/.test(d.code));
  if (!drug || nature) return [];
  const options = [
    { answer: 'generalized rash', code: 'L27.0' },
    { answer: 'localized rash', code: 'L27.1' },
    { answer: 'nausea', code: 'R11.0' },
    { answer: 'vomiting', code: 'R11.10' },
    { answer: 'diarrhea', code: 'K52.1' },
    { answer: 'anaphylactic reaction', code: 'T88.6XXA' },
    { answer: 'not known', code: 'T88.7XXA' },
  ];
  const question = 'What was the nature of the adverse effect? It is coded before the drug.';
  return [asking('adverse-effect-nature', drug, { question, options, section: 'I.C.19.e.5.a' }, context)];
}

/** Z91.12-, Z91.13-, Z91.14- of the patient, Z91.A- of a caregiver, Y63.6 of the medical care. */
const REASON = /^(?:Z91\.1[2-4]|Z91\.A|Y63\.6)/;

export function underdosingAsked(context: ModuleContext): readonly Query[] {
  const drug = withIntentOf(context, 6);
  if (!drug || context.diagnoses.some((d) => REASON.test(d.code))) return [];
  const options = [
    { answer: 'on purpose, for lack of money', code: 'Z91.120' },
    { answer: 'on purpose, for another reason', code: 'Z91.128' },
    { answer: 'unintended, frailty of age', code: 'Z91.130' },
    { answer: 'unintended, another reason', code: 'Z91.138' },
    { answer: 'during medical care', code: 'Y63.6' },
    { answer: 'not known' },
  ];
  const question = 'Why was less of the drug taken than prescribed?';
  return [asking('underdosing-reason', drug, { question, options, section: 'I.C.19.e.5.c' }, context)];
}
