/** Where category G89 stands, and when it is not coded at all (guideline I.C.6.b). */
import {
  type DiagnosisSuggestion,
  type Facts,
  isUnder,
  type ModuleContext,
  type PrepareFunction,
  resting,
  stated,
} from '../../src/suggest/module.ts';

interface Pain {
  readonly management: readonly string[];
  readonly definitive: readonly string[];
}

/** Kinds of pain that a disease's own code stands for; syndromes and pain after operations are diagnoses of their own. */
const COMMON = /^G89\.(?:11|21|29)$/;
const SITE = /^(?:M54\.|M25\.5|M79\.6|R10\.|R07\.|R51|G50\.1|N64\.4)/;
const NEOPLASM = /^(?:C|D[0-4])/;

export const prepare: PrepareFunction = (tables) => {
  const table = tables['pain.json'] as Pain;
  return (facts, context) => {
    const pains = context.diagnoses.filter((d) => d.code.startsWith('G89.'));
    return { diagnoses: pains.flatMap((d) => placed(d, isForPain(facts, table), context, table)) };
  };
};

const isForPain = ({ visit }: Facts, { management }: Pain): boolean =>
  [...visit.reasons, ...visit.types].some((c) => stated(c.words, management) !== undefined);

function placed(
  d: DiagnosisSuggestion,
  forPain: boolean,
  context: ModuleContext,
  { definitive }: Pain,
): readonly DiagnosisSuggestion[] {
  if (forPain)
    return [resting(d.code, [d], { ...rule('pain-management', 'I.C.6.b.1.a'), placement: 'first' }, context)];
  const disease = context.diagnoses.find((o) => definitive.some((node) => isUnder(o.code, node)));
  if (disease && COMMON.test(d.code)) {
    return [
      resting(
        disease.code,
        [disease],
        { ...rule('definitive-diagnosis', 'I.C.6.b.1'), replaces: [d] },
        context,
      ),
    ];
  }
  const before = d.code === 'G89.3' ? NEOPLASM : SITE;
  return context.diagnoses.some((o) => before.test(o.code))
    ? [resting(d.code, [d], { ...rule('site-first', 'I.C.6.b.1.b'), placement: 'never-first' }, context)]
    : [];
}

const rule = (id: string, section: string) => ({ rule: id, section, sure: 0.9 }) as const;
