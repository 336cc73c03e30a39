/** Measures sample charts: how many hold what coding needs, what could not be read, and what the profiles say of them. */
import { type Chart, factsOf } from '../../chart/index.ts';
import { CLAIMWRIGHT_BASE, type FhirValidator, type Resource } from '../../fhir/index.ts';
import { attachmentsOf, type Judged, MEASURES, type Measure } from './measures.ts';
import type { Counts, ReadinessRow } from './model.ts';

/** Three of four do without people; where not even half do, people do the work. */
const MOST = 3 / 4;
const HALF = 1 / 2;

export function verdictOf({ works, worksAround, missing }: Counts, enough = MOST): Judged {
  const all = works + worksAround + missing;
  if (works >= enough * all) return 'works';
  return missing <= HALF * all ? 'works-around' : 'missing';
}

const count = (judged: readonly Judged[]): Counts => ({
  works: judged.filter((j) => j === 'works').length,
  worksAround: judged.filter((j) => j === 'works-around').length,
  missing: judged.filter((j) => j === 'missing').length,
});

export function recordRows(
  charts: readonly Chart[],
  validator: FhirValidator | undefined,
): readonly ReadinessRow[] {
  if (charts.length === 0) return [];
  const read = charts.map((chart) => ({ chart, facts: factsOf(chart) }));
  return [
    ...MEASURES.map((m) => measured(m, count(read.map(({ chart, facts }) => m.judge(chart, facts))))),
    binaryRow(charts),
    gapsRow(charts),
    ...(validator ? PROFILED.map((p) => profileRow(p, charts, validator)) : []),
  ];
}

function measured({ id, what, means, enough }: Measure, counts: Counts): ReadinessRow {
  const verdict = verdictOf(counts, enough);
  const found = [
    `in ${counts.works} of ${counts.works + counts.worksAround + counts.missing}`,
    ...(counts.worksAround > 0 ? [`made up for in ${counts.worksAround}`] : []),
    ...(counts.missing > 0 ? [`not in ${counts.missing}`] : []),
  ].join(', ');
  return { area: 'record', id, what, verdict, found, effect: means[verdict], counts };
}

function binaryRow(charts: readonly Chart[]): ReadinessRow {
  const all = charts.map(attachmentsOf);
  const sum = (key: 'read' | 'unreadable' | 'refused'): number => all.reduce((n, one) => n + one[key], 0);
  const [read, unreadable, refused] = [sum('read'), sum('unreadable'), sum('refused')];
  const parts = [
    `${read} read`,
    ...(refused > 0 ? [`${refused} refused or absent`] : []),
    ...(unreadable > 0 ? [`${unreadable} scans or PDF`] : []),
  ];
  const row = { area: 'record', id: 'attachments', what: 'attachments of notes (Binary)' } as const;
  const effect = 'Only the text of a note supports codes.';
  if (read + unreadable + refused === 0)
    return { ...row, verdict: 'not-tried', found: 'the samples have none', effect };
  const verdict = verdictOf({ works: read, worksAround: unreadable, missing: refused });
  return { ...row, verdict, found: parts.join(', '), effect };
}

const TOLD = 5;

/** By type and reason, because what a reference names may be anything. */
function gapsRow(charts: readonly Chart[]): ReadinessRow {
  const kinds = new Map<string, number>();
  for (const { what, reason } of charts.flatMap((c) => c.gaps)) {
    const type = /^[A-Z][A-Za-z]{1,40}(?=[/?.])/.exec(what)?.[0] ?? 'a reference';
    const kind = `${type}: ${reason}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const most = [...kinds].sort((a, b) => b[1] - a[1]).slice(0, TOLD);
  const whole = charts.filter((c) => c.gaps.length === 0).length;
  const counts = { works: whole, worksAround: charts.length - whole, missing: 0 };
  const told = most.map(([kind, n]) => `${kind} (${n})`).join('; ');
  return {
    ...{ area: 'record', id: 'gaps', what: 'charts without gaps', counts },
    verdict: verdictOf(counts),
    found: `${whole} of ${charts.length}${told ? `; ${told}` : ''}`,
    effect: 'What could not be read is shown with the case, and a person decides whether it matters.',
  };
}

interface Profiled {
  readonly id: string;
  readonly url: string;
  readonly of: (chart: Chart) => readonly Resource[];
}

const PROFILED: readonly Profiled[] = [
  { id: 'coding-ready-encounter', url: profile('coding-ready-encounter'), of: (c) => [c.encounter] },
  { id: 'coding-ready-condition', url: profile('coding-ready-condition'), of: (c) => c.of('Condition') },
];

function profile(name: string): string {
  return `${CLAIMWRIGHT_BASE}/StructureDefinition/${name}`;
}

function profileRow(
  { id, url, of }: Profiled,
  charts: readonly Chart[],
  validator: FhirValidator,
): ReadinessRow {
  const broken = new Map<string, number>();
  const judged = charts.flatMap(of).map((resource): Judged => {
    const errors = validator
      .validate(resource, [url])
      .filter((i) => i.severity !== 'warning' && i.severity !== 'information');
    for (const rule of new Set(errors.map(ruleOf))) broken.set(rule, (broken.get(rule) ?? 0) + 1);
    return errors.length === 0 ? 'works' : 'missing';
  });
  const counts = count(judged);
  const told = [...broken]
    .sort((a, b) => b[1] - a[1])
    .slice(0, TOLD)
    .map(([rule, n]) => `${rule} (${n})`)
    .join('; ');
  const found = `${counts.works} of ${judged.length} conform${told ? `; ${told}` : ''}`;
  const effect = 'What breaks a rule of the profile is coded as far as it can be, and asked for otherwise.';
  const row = { area: 'record', id, what: `profile ${id}`, found, effect } as const;
  if (judged.length === 0) return { ...row, verdict: 'not-tried' };
  return { ...row, verdict: verdictOf(counts), counts };
}

/** A constraint's key, or the kind of fault and where: never what the resource holds there. */
function ruleOf({
  diagnostics,
  code,
  expression,
}: {
  diagnostics: string;
  code: string;
  expression: string;
}): string {
  const key = /^Constraint ([a-z0-9-]{1,40}) not met/.exec(diagnostics)?.[1];
  return (
    key ??
    `${code} at ${expression
      .replace(/\[\d+\]/g, '')
      .replace(/[^\w.:-]/g, '')
      .slice(0, 80)}`
  );
}
