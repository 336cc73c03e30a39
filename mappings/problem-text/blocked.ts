/** Words that keep a phrase from being coded: denial, doubt, family and personal history, exposure (guidelines IV.H, IV.J, I.C.21.c.4). */
import type { ModuleOutput, Query } from '../../src/suggest/module.ts';
import { answer, query, type Subject, uncoded } from './answer.ts';
import type { Cue } from './language.ts';
import type { Reading } from './match.ts';

export function blocked(
  { cue, reading }: { readonly cue: Cue; readonly reading: Reading | undefined },
  subject: Subject,
): ModuleOutput {
  const said = `"${subject.problem.concept.words.slice(0, 120)}"`;
  switch (cue) {
    case 'negated':
      return { uncoded: [uncoded('refuted', `${said} denies the condition.`, 'IV.J', subject)] };
    case 'uncertain':
      return {
        uncoded: [
          uncoded('uncertain', `${said} is stated with doubt; code the sign or symptom.`, 'IV.H', subject),
        ],
      };
    case 'family':
      return {
        uncoded: [
          uncoded(
            'unmapped',
            `${said} is a family history without a phrase of its own.`,
            'I.C.21.c.4',
            subject,
          ),
        ],
      };
    case 'history':
      return history(said, reading, subject);
    case 'context':
      return {
        uncoded: [
          uncoded(
            'unmapped',
            `${said} names a condition without saying that it is present.`,
            'I.B.1',
            subject,
          ),
        ],
      };
  }
}

/** "History of hypertension" is often a present illness: asked, not guessed. */
function history(said: string, reading: Reading | undefined, subject: Subject): ModuleOutput {
  const current = reading ? answer(reading, subject).diagnoses?.[0] : undefined;
  if (!reading || !current) {
    return {
      uncoded: [uncoded('not-current', `${said} looks back; no history code is known.`, 'IV.J', subject)],
    };
  }
  const ask: Query = query(
    'current-or-history',
    `Is ${reading.entry.name} present now, or only in the past?`,
    [{ answer: 'present now', code: current.code }, { answer: 'only in the past' }],
    'IV.J',
    subject,
  );
  const why = `${said} does not say whether the condition is present.`;
  return { uncoded: [uncoded('needs-query', why, 'IV.J', subject)], queries: [ask] };
}
