/** The organism of sepsis from the words of the diagnosis; an organism recorded beside it is asked about (I.C.1.d.1.a). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  ownWordsOf,
  problemsBehind,
  type Query,
  reportableOn,
  resting,
  stated,
} from '../../src/suggest/module.ts';
import type { Organism, Organisms } from './tables.ts';

const SECTION = 'I.C.1.d.1.a';

/** Only the unspecified code is made specific: a recorded organism stands. */
const unspecified = ({ diagnoses }: ModuleContext): DiagnosisSuggestion | undefined =>
  diagnoses.some((d) => /^(?:A40|A41\.[0-8]|B37\.7|O85|P36)/.test(d.code))
    ? undefined
    : diagnoses.find((d) => d.code === 'A41.9');

export function organismByName(
  table: Organisms,
  facts: Facts,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const sepsis = unspecified(context);
  if (!sepsis) return [];
  const texts = problemsBehind(sepsis, facts).flatMap(ownWordsOf).map(genusWritten);
  const named = namedIn(texts, table).filter((o) => reportableOn(o.code, context));
  return named.map((o) =>
    resting(o.code, [], { rule: 'sepsis-named', section: SECTION, sure: 0.92, replaces: [sepsis] }, context),
  );
}

/** "E. coli" is one name, not the end of a sentence. */
const genusWritten = (text: string): string => text.replace(/\b([A-Z])\. (?=[a-z])/g, '$1 ');

/** "Methicillin resistant Staphylococcus aureus" is not Staphylococcus aureus once more. */
function namedIn(texts: readonly string[], { organisms }: Organisms): readonly Organism[] {
  const found = organisms.flatMap((o) => {
    const name = texts.flatMap((t) => stated(t, o.names) ?? [])[0];
    return name ? [{ o, name }] : [];
  });
  return found
    .filter(({ name }, i) => !found.slice(0, i).some((f) => f.name.includes(name) || isAureus(f.name, name)))
    .map(({ o }) => o);
}

/** MRSA beside the species written out is one organism. */
const isAureus = (earlier: string, later: string): boolean => earlier === 'mrsa' && /aureus|mssa/.test(later);

/** The organism of a local infection need not be that of the sepsis: the clinician says. */
export function organismAsked(table: Organisms, context: ModuleContext): readonly Query[] {
  const sepsis = unspecified(context);
  const agents = table.organisms.filter((o) => context.diagnoses.some((d) => d.code === o.agent));
  if (!sepsis || agents.length === 0) return [];
  const options = [
    ...agents.map((o) => ({ answer: `due to ${o.names[0]}`, code: o.code })),
    { answer: 'organism not known', code: 'A41.9' },
  ];
  const question = 'Is the organism recorded the cause of the sepsis?';
  return [asking('sepsis-organism', sepsis, { question, options, section: SECTION }, context)];
}
