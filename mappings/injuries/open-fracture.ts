/** Open fractures by the record's words; else closed, and asked where an open wound of the same place stands beside it (I.C.19.c). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  reportableOn,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import { isTyped, mayBeOpen } from './character.ts';
import { sideIn } from './side.ts';
import type { Words } from './tables.ts';

const SECTION = 'I.C.19.c';

export function openFractures(facts: Facts, context: ModuleContext, words: Words): ModuleOutput {
  const closed = context.diagnoses.filter((d) => mayBeOpen(d.code) && /^.{7}A$/.test(d.code));
  const made = closed.map((d) => ({ d, code: openCode(d, facts, words) }));
  return {
    diagnoses: made.flatMap(({ d, code }) =>
      code && reportableOn(code, context)
        ? [resting(code, [], { rule: 'open-fracture', section: SECTION, replaces: [d] }, context)]
        : [],
    ),
    queries: made.flatMap(({ d, code }) => (code ? [] : woundQuery(d, facts, context, words))),
  };
}

/** "Open reduction" is a treatment of closed fractures: only an open fracture counts. */
function openCode(d: DiagnosisSuggestion, facts: Facts, words: Words): string | undefined {
  if (!statedOf(d, facts, words.open)) return undefined;
  const severe = isTyped(d.code) && statedOf(d, facts, words.openSevere) !== undefined;
  return d.code.slice(0, -1) + (severe ? 'C' : 'B');
}

function woundQuery(d: DiagnosisSuggestion, facts: Facts, context: ModuleContext, words: Words) {
  const region = d.code.slice(0, 2);
  const wound = context.diagnoses.find(
    (w) => w.code.startsWith(`${region}1`) && w.code.endsWith('A') && sideIn(w.title) === sideIn(d.title),
  );
  if (!wound || statedOf(d, facts, ['closed', 'closed fracture']) || statedOf(d, facts, words.open))
    return [];
  const stem = d.code.slice(0, -1);
  const options = [
    { answer: 'closed, the wound is apart', code: d.code },
    { answer: 'open, type I, II or not typed', code: `${stem}B` },
    ...(isTyped(d.code) ? [{ answer: 'open, type IIIA, IIIB or IIIC', code: `${stem}C` }] : []),
  ];
  const question = 'An open wound stands beside the fracture. Is the fracture open?';
  return [asking('open-or-closed', d, { question, options, section: SECTION }, context)];
}
