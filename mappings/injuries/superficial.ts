/** Superficial injuries are not coded beside a more severe injury of the same site (guideline I.C.19.b). */
import { type DiagnosisSuggestion, type ModuleContext, resting } from '../../src/suggest/module.ts';
import { digitIn, sideIn } from './side.ts';
import type { Sites } from './tables.ts';

export function superficialInjuries(
  { superficial, sites }: Sites,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const minor = context.diagnoses.filter((d) => superficial.some((s) => d.code.startsWith(s)));
  return minor.flatMap((d) => {
    const severe = context.diagnoses.find((other) => covers(other, d, sites));
    const how = { rule: 'superficial-injury', section: 'I.C.19.b', sure: 1, replaces: [d] };
    return severe ? [resting(severe.code, [severe], how, context)] : [];
  });
}

function covers(severe: DiagnosisSuggestion, minor: DiagnosisSuggestion, sites: Sites['sites']): boolean {
  const title = minor.title.toLowerCase();
  const here = sites.filter(({ site }) => title.includes(site));
  return (
    here.some((s) => s.severe.some((beginning) => severe.code.startsWith(beginning))) &&
    sideIn(severe.title) === sideIn(minor.title) &&
    digitIn(severe.title) === digitIn(minor.title)
  );
}
