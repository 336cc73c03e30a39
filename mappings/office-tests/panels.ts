/** A panel takes the place of its parts, whether it was reported as one or all its parts were done on the day (CPT, organ or disease oriented panels; NCCI ch. 10). */
import type { ServiceSuggestion } from '../../src/suggest/module.ts';
import type { Panel, Test } from './tables.ts';

/** `make`: the line of a panel from the lines of its parts. */
export function asPanels(
  lines: readonly ServiceSuggestion[],
  panels: readonly Panel[],
  tests: Iterable<Test>,
  make: (code: string, label: string, parts: readonly ServiceSuggestion[]) => ServiceSuggestion,
): readonly ServiceSuggestion[] {
  const labels = new Map([...tests].map((t) => [t.code, t.label]));
  return panels.reduce((sofar, { code, parts, holds = [] }) => {
    const inside = sofar.filter((l) => parts.includes(l.code) || holds.includes(l.code));
    const own = sofar.find((l) => l.code === code);
    const whole = parts.length > 0 && parts.every((p) => inside.some((l) => l.code === p));
    if (!own && !whole) return sofar;
    // A second result of a part is a test of its own.
    const once = inside.filter((l) => !l.modifiers.some((m) => m.code === '91'));
    const rest = sofar.filter((l) => !once.includes(l) && l !== own);
    const line = own ?? make(code, labels.get(code) ?? 'panel', once);
    return [
      ...rest,
      { ...line, evidence: [...line.evidence, ...(own ? once.flatMap((l) => l.evidence) : [])] },
    ];
  }, lines);
}
