/** What is kept of a case, as JSON: the chart as it was read, and what was made of it then, so that it can be shown years later. */
import { buildChart, type Chart } from '../chart/index.ts';
import type { Encounter, Resource } from '../fhir/index.ts';
import { caseSummary, claimNumbersOf } from './case-summary.ts';
import { pastOfCase } from './history/past-of-case.ts';
import type { CodedEncounter } from './pipeline.ts';
import type { CaseDetails } from './process.ts';

/** A Chart has methods; what it was built from has none. */
interface KeptChart {
  readonly source: string;
  readonly resources: readonly Resource[];
  readonly gaps: Chart['gaps'];
  readonly historyFrom: Chart['historyFrom'];
}

/** JSON has no undefined: what was undefined is not there. */
type Kept<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & Partial<T>;
type KeptCoded = Kept<Omit<CodedEncounter, 'chart'>> & { readonly chart: KeptChart };
type KeptDetails = Kept<Omit<CaseDetails, 'coded'>> & { readonly coded?: KeptCoded };

export const caseCodec = {
  summary: caseSummary,
  claimNumbers: claimNumbersOf,
  past: pastOfCase,
  write: ({ coded, ...rest }: CaseDetails): unknown => ({
    ...rest,
    coded: coded && { ...coded, chart: keptChart(coded.chart) },
  }),
  read: (value: unknown): CaseDetails => {
    const { coded, ...rest } = value as KeptDetails;
    return {
      claim: undefined,
      writeBack: undefined,
      fault: undefined,
      ...rest,
      coded: coded && { draft: undefined, ...coded, chart: chartOf(coded.chart) },
    };
  },
};

/** The encounter is always the first of the resources. */
const keptChart = ({ source, resources, gaps, historyFrom }: Chart): KeptChart => ({
  source,
  resources,
  gaps,
  historyFrom,
});

function chartOf({ source, resources, gaps, historyFrom }: KeptChart): Chart {
  const [encounter, ...others] = resources;
  return buildChart({
    source,
    encounter: encounter as Encounter,
    resources: others,
    gaps,
    ...(historyFrom ? { historyFrom } : {}),
  });
}
