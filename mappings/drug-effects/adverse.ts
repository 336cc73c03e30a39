/** The drug behind an effect named in its words: adverse effect, T36–T50 with 5, after the nature of the effect (guideline I.C.19.e.5.a). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  ownWordsOf,
  problemsBehind,
  reportableOn,
  resting,
  stated,
} from '../../src/suggest/module.ts';
import { drugCodeOf, firstCode } from './intent.ts';
import { type DrugTable, stemOf } from './tables.ts';

const SECTION = 'I.C.19.e.5.a';
/** Words between the link and the drug's name: "due to her new amoxicillin". */
const REACH = 4;

export function adverseEffects(
  table: DrugTable,
  facts: Facts,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const known = new Set(context.diagnoses.flatMap((d) => drugCodeOf(d.code)?.stem ?? []));
  const natures = context.diagnoses.filter((d) => /^[A-R]|^T78|^T88\.[67]/.test(d.code));
  return natures.flatMap((d) => {
    const stem = stemBehind(d, facts, table);
    const code = stem && !known.has(stem) ? firstCode(stem, 5) : undefined;
    if (!code || !reportableOn(code, context)) return [];
    return [...inducedBy(d, table, context), drugBehind(code, d, context)];
  });
}

const drugBehind = (code: string, d: DiagnosisSuggestion, context: ModuleContext): DiagnosisSuggestion =>
  resting(code, [d], { rule: 'adverse-drug', section: SECTION, sure: 0.92 }, context);

/** The effect's own code where the classification has one for drugs: "drug-induced polyneuropathy". */
function inducedBy(
  d: DiagnosisSuggestion,
  { induced }: DrugTable,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const code = induced.get(d.code);
  if (!code || !reportableOn(code, context)) return [];
  return [resting(code, [], { rule: 'drug-induced', section: SECTION, sure: 0.92, replaces: [d] }, context)];
}

/** Undefined where the drug was not taken as prescribed: that is a poisoning (I.C.19.e.5.b). */
function stemBehind(d: DiagnosisSuggestion, facts: Facts, table: DrugTable): string | undefined {
  const texts = problemsBehind(d, facts).flatMap(ownWordsOf);
  const stem = texts.flatMap((t) => linkedDrug(t, table) ?? [])[0];
  return stem && texts.some((t) => stated(t, table.misuse)) ? undefined : stem;
}

function linkedDrug(text: string, table: DrugTable): string | undefined {
  const words =
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[a-z0-9]+|[.;]/g) ?? [];
  for (let i = 0; i < words.length; i += 1) {
    const name = words[i] ?? '';
    const stem = stemOf(name, table);
    if (stem && isCause(words, i, table) && stated(text, [name])) return stem;
  }
  return undefined;
}

const isCause = (words: readonly string[], at: number, { link, effects }: DrugTable): boolean =>
  isLinked(words, at, link) ||
  words[at + 1] === 'induced' ||
  [words[at + 1], words[at + 2]].some((w) => w !== undefined && effects.has(w));

/** A link that ends within a few words before the name, in the same sentence. */
function isLinked(words: readonly string[], at: number, link: DrugTable['link']): boolean {
  const before = words.slice(Math.max(0, at - REACH - 2), at);
  const sentence = before.slice(Math.max(before.lastIndexOf('.'), before.lastIndexOf(';')) + 1);
  return link.some((l) => sentence.some((_, i) => l.every((w, j) => sentence[i + j] === w)));
}
