/** An unspecified code gives way to a code of its category that says the same and more (guidelines I.A.9.b, I.B.2). */
import type { GivesWay } from './gives-way.ts';
import type { DiagnosisSuggestion } from './model.ts';

// Words of a title that claim nothing: what is left must all be said by the more specific title.
const EMPTY = new Set(
  'unspecified not specified other and or of the a an in with without due to as type uncomplicated complication complications site organism'.split(
    ' ',
  ),
);

/** Injuries are each their own: a wrist left unspecified need not be the wrist that is specified. */
const judged = (code: string): boolean => !/^[ST]|^[V-Z]/.test(code);

/** Code → what it gives way to. */
export function lessSpecific(diagnoses: readonly DiagnosisSuggestion[]): ReadonlyMap<string, GivesWay> {
  const categories = new Map<string, DiagnosisSuggestion[]>();
  for (const d of diagnoses) {
    if (!judged(d.code)) continue;
    const list = categories.get(d.code.slice(0, 3)) ?? [];
    list.push(d);
    categories.set(d.code.slice(0, 3), list);
  }
  const found = new Map<string, GivesWay>();
  for (const same of categories.values()) {
    const vague = same.filter((d) => /\bunspecified\b/i.test(d.title));
    for (const d of vague) {
      const better = same.find((other) => !vague.includes(other) && saysMore(other.title, d.title));
      if (better) found.set(d.code, way(d.code, better.code));
    }
  }
  return found;
}

const way = (code: string, to: string): GivesWay => ({
  code,
  to,
  section: 'I.A.9.b',
  why: 'an unspecified code is used only where the record has no more',
});

function saysMore(specific: string, vague: string): boolean {
  const said = meaning(specific);
  const wanted = meaning(vague);
  return wanted.size > 0 && said.size > wanted.size && [...wanted].every((w) => said.has(w));
}

const meaning = (title: string): ReadonlySet<string> =>
  new Set(
    (
      title
        .slice(0, 300)
        .toLowerCase()
        .match(/[a-z0-9]+/g) ?? []
    ).filter((w) => !EMPTY.has(w)),
  );
