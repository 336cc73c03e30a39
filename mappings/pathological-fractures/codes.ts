/** From a fracture's code to its code in diseased bone: site, side and 7th character kept (guideline I.C.13.c). */
import type { Fractures } from './tables.ts';

/** M80 and M84 do not tell open from closed. */
const SEVENTH: Readonly<Record<string, string>> = {
  ...{ A: 'A', B: 'A', C: 'A', D: 'D', E: 'D', F: 'D', G: 'G', H: 'G', J: 'G' },
  ...{ K: 'K', M: 'K', N: 'K', P: 'P', Q: 'P', R: 'P', S: 'S' },
};
const SIDES: Readonly<Record<string, string>> = { right: '1', left: '2' };

/** `kind`: M80.0 age-related, M80.8 other osteoporosis. */
export function osteoporoticFrom(
  code: string,
  title: string,
  kind: '0' | '8',
  table: Fractures,
): string | undefined {
  const seventh = SEVENTH[code.slice(7)];
  const pathological = /^M84\.4(\w{2})[ADGKPS]$/.exec(code)?.[1];
  const site = pathological ? table.osteoporosis[pathological] : traumaSite(code, title, table);
  return seventh && site ? `M80.${kind}${site}${seventh}` : undefined;
}

function traumaSite(code: string, title: string, { trauma }: Fractures): string | undefined {
  const site = trauma.find(({ of }) => code.startsWith(of))?.site;
  if (site === undefined || site.length === 2) return site;
  const side = /\b(right|left)\b/i.exec(title)?.[1]?.toLowerCase();
  return site + (SIDES[side ?? ''] ?? '9');
}

export function neoplasticFrom(code: string, { neoplasm }: Fractures): string | undefined {
  const [, site = '', seventh] = /^M84\.4(\w{2})([ADGKPS])$/.exec(code) ?? [];
  const to = neoplasm[site];
  return to && seventh ? `M84.5${to}${seventh}` : undefined;
}
