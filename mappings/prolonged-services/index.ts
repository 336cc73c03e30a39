/** Prolonged services by full 15 minutes: 99417 and 99418, Medicare's G2212 and G0316–G0318 (CPT 2024; CMS Pub. 100-04 ch. 12 §30.6.15). */
import {
  type Citation,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  psychotherapyMinutes,
  recordedCodes,
  type ServiceSuggestion,
  type Sourced,
  SYSTEM,
  service,
  totalMinutesIn,
  within,
} from '../../src/suggest/module.ts';

interface Row {
  readonly base: readonly string[];
  readonly code: string;
  readonly minutes?: number;
  readonly first?: number;
  readonly from?: string;
  readonly to?: string;
}

interface Tables {
  readonly rows: readonly Row[];
  readonly medicare: readonly Row[];
  readonly step: number;
}

const CPT: Citation = { source: 'CPT E/M Guidelines', section: 'Prolonged Services' };
const MEDICARE: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '30.6.15' };

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['thresholds.json'] as Tables;
  const own = new Set([...tables.rows, ...tables.medicare].map((r) => r.code));
  return (facts, context): ModuleOutput => {
    if (recordedCodes(facts).some((r) => own.has(r.code)) || psychotherapyMinutes(facts)) return {};
    return { services: context.services.flatMap((line) => prolonged(line, facts, context, tables)) };
  };
};

/** From the highest code of its family on, and only where the day's total time is documented. */
function prolonged(
  line: ServiceSuggestion,
  facts: Facts,
  context: ModuleContext,
  { rows, medicare, step }: Tables,
): readonly ServiceSuggestion[] {
  const isMedicare = payerKindOf(facts) === 'medicare';
  const row = (isMedicare ? medicare : rows).find(
    (r) =>
      r.base.includes(line.code) &&
      (r.from === undefined || within(context.on, { from: r.from, ...(r.to ? { to: r.to } : {}) })),
  );
  const minutes = row && minutesOf(line, facts);
  if (!row || !minutes || cutShort(line)) return [];
  const first = row.first ?? (row.minutes ?? 0) + step;
  if (minutes.value < first) return [];
  const units = Math.floor((minutes.value - first) / step) + 1;
  const citation = isMedicare ? MEDICARE : CPT;
  return [
    service({
      system: row.code.startsWith('G') ? SYSTEM.hcpcs : SYSTEM.cpt,
      code: row.code,
      label: `each 15 minutes more of the visit${isMedicare ? ', Medicare' : ''}`,
      date: line.date,
      units,
      placeOfService: line.placeOfService,
      problems: line.problems,
      confidence: Math.min(0.9, line.confidence),
      evidence: minutes.evidence,
      rule: context.rule('full-15-minutes', citation),
      worksheet: {
        title: 'Prolonged service by documented total time',
        rows: [
          {
            element: 'Total time',
            rating: `${minutes.value} min`,
            why: `the first unit beside ${line.code} takes ${first} minutes, each further one ${step} more`,
            evidence: minutes.evidence,
          },
        ],
        conclusion: `${row.code}: ${units} ${units === 1 ? 'unit' : 'units'}; ${first + units * step} minutes would be needed for ${units + 1}.`,
      },
    }),
  ];
}

/** Beside a modifier that cuts the service short nothing is prolonged. */
const cutShort = (line: ServiceSuggestion): boolean =>
  line.modifiers.some((m) => ['52', '53'].includes(m.code));

/** In a stay the minutes of the day's own note, else the visit's. */
function minutesOf(line: ServiceSuggestion, facts: Facts): Sourced<number> | undefined {
  const { visit } = facts;
  if (visit.date === visit.endDate || !visit.endDate) return visit.documentedMinutes;
  const ids = new Set((visit.documents ?? []).filter((d) => d.date === line.date).map((d) => d.id));
  return facts.notes
    .filter((n) => ids.has(n.id))
    .flatMap((n) => {
      const said = totalMinutesIn(n.text);
      return said
        ? [{ value: said.minutes, evidence: [{ reference: n.id, path: 'text', words: said.words }] }]
        : [];
    })[0];
}
