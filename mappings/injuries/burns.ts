/** Burns of one site and side: only the highest degree (guideline I.C.19.d.2). */
import { type DiagnosisSuggestion, type ModuleContext, resting } from '../../src/suggest/module.ts';

/** T20–T25: 4th character the degree (1–3 burns, 5–7 corrosions, 0 and 4 unspecified), then site and side. */
const BURN = /^(T2[0-5])\.([0-7])(\w{2})([ADS])$/;

interface Burn {
  readonly d: DiagnosisSuggestion;
  readonly place: string;
  readonly degree: number;
}

export function highestDegrees(context: ModuleContext): readonly DiagnosisSuggestion[] {
  const burns = context.diagnoses.flatMap((d) => burnOf(d) ?? []);
  const places = [...new Set(burns.map((b) => b.place))];
  return places.flatMap((place) => {
    const [worst, ...lower] = burns.filter((b) => b.place === place).sort((a, b) => b.degree - a.degree);
    const gone = lower.filter((b) => b.d.code !== worst?.d.code).map((b) => b.d);
    const how = { rule: 'burn-degree', section: 'I.C.19.d.2', sure: 1, replaces: gone };
    return worst && gone.length > 0 ? [resting(worst.d.code, [worst.d], how, context)] : [];
  });
}

function burnOf(d: DiagnosisSuggestion): Burn | undefined {
  const [, category, degree = '', site, seventh] = BURN.exec(d.code) ?? [];
  if (!category) return undefined;
  const corrosion = Number(degree) >= 4;
  return { d, place: `${category} ${site} ${seventh} ${corrosion}`, degree: Number(degree) % 4 };
}
