/** Words that no phrase explains: said so, and asked about where they say too little for anyone. */
import type { ModuleOutput } from '../../src/suggest/module.ts';
import { query, type Subject, uncoded } from './answer.ts';
import type { Language } from './language.ts';

export function unread(subject: Subject, { vague }: Language): ModuleOutput {
  const said = subject.problem.concept.words.slice(0, 120);
  const flat = ` ${said.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `;
  const says = uncoded('unmapped', `No phrase of the table explains "${said}".`, 'I.B.1', subject);
  if (!vague.some((v) => flat.includes(` ${v} `))) return { uncoded: [says] };
  const question = `"${said}": what was found, and on which side?`;
  return { uncoded: [says], queries: [query('unreadable-words', question, [], 'I.B.18', subject)] };
}
