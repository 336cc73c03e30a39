/** "Urosepsis" has no code and is not sepsis: the clinician is asked (guideline I.C.1.d.1.a.ii). */
import { asking, type ModuleContext, ownWordsOf, type Query, stated } from '../../src/suggest/module.ts';

export function urosepsis(context: ModuleContext): readonly Query[] {
  const unclear = context.problems.filter((p) => ownWordsOf(p).some((t) => stated(t, ['urosepsis'])));
  const options = [
    { answer: 'sepsis due to a urinary tract infection', code: 'A41.9' },
    { answer: 'urinary tract infection without sepsis', code: 'N39.0' },
  ];
  const question = 'What does "urosepsis" mean here?';
  return unclear.map((p) =>
    asking('urosepsis', p, { question, options, section: 'I.C.1.d.1.a.ii' }, context),
  );
}
