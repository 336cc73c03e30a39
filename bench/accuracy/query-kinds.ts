/** Which question to the clinician asks for which missing detail: by the words of its id and its text. */
import type { Query } from '../../src/suggest/index.ts';

const KINDS: ReadonlyMap<string, RegExp> = new Map([
  ['side', /\b(side|lateral\w*|left|right)\b/i],
  ['stage', /\bstage\b/i],
  ['type', /\b(type|kind|cause|gross|organism|specif\w+|seropositiv\w+|rheumatoid factor)\b/i],
  ['severity', /\b(severity|mild|moderate|severe)\b/i],
  ['trimester', /\b(trimester|weeks?|gestation\w*)\b/i],
  ['control', /\b(control\w*|hyperglyc\w+|hypoglyc\w+)\b/i],
  ['significance', /\b(significan\w+|abnormal|meaning|means?|potassium|laboratory)\b/i],
  ['weight', /\b(BMI|body[- ]mass|weight|obes\w+)\b/i],
  ['conflict', /\b(disagree\w*|conflict\w*|contradict\w*)\b/i],
]);

export const QUERY_KINDS: readonly string[] = [...KINDS.keys()];

export function asks(queries: readonly Query[], kind: string): boolean {
  const pattern = KINDS.get(kind);
  if (!pattern) throw new Error(`No such kind of query: ${kind}`);
  return queries.some((q) =>
    pattern.test(`${q.id} ${q.question} ${q.options.map((o) => o.answer).join(' ')}`),
  );
}
