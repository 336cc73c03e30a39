/** Codes the labelled charts through the whole path: Bundle → Chart → Facts → suggestions. */
import { chartFromBundle } from '../../src/chart/index.ts';
import { type CodedEncounter, codeChart, type PipelineKnowledge } from '../../src/flow/index.ts';
import { bundleOf, ENCOUNTER } from './chart.ts';
import { type Half, type LabelledChart, labelledCharts, waysOf } from './labels.ts';
import { asks } from './query-kinds.ts';
import { type Answer, type ChartScore, isOptional, scoreChart } from './score.ts';

export interface Coded {
  readonly chart: LabelledChart;
  readonly coded: CodedEncounter;
  readonly score: ChartScore;
}

export const codeHalf = (half: Half, knowledge: PipelineKnowledge): readonly Coded[] =>
  labelledCharts()
    .filter((c) => c.half === half)
    .map((c) => codeOne(c, knowledge));

export function codeOne(chart: LabelledChart, knowledge: PipelineKnowledge): Coded {
  const bundle = bundleOf(chart.id, chart.chart);
  const coded = codeChart(chartFromBundle(bundle, 'https://ehr.example.org/fhir', ENCOUNTER), knowledge);
  return { chart, coded, score: scoreChart(chart, answerOf(chart, coded)) };
}

const answerOf = ({ expected }: LabelledChart, { set }: CodedEncounter): Answer => ({
  codes: set.diagnoses.map((d) => d.code),
  asked: (expected.queries ?? []).filter((kind) => asks(set.queries, kind)),
});

/** One suggestion beside the label: what calibration learns from. */
export interface Sample {
  readonly confidence: number;
  readonly kept: boolean;
  readonly module: string;
  readonly rule: string;
}

/** Codes that count neither for nor against teach nothing about what a coder keeps. */
export function samplesOf(all: readonly Coded[]): readonly Sample[] {
  return all.flatMap(({ chart, coded }) => {
    const right = new Set(chart.expected.diagnoses.flatMap(waysOf));
    const free = new Set(chart.expected.acceptable ?? []);
    return coded.set.diagnoses
      .filter((d) => right.has(d.code) || !(free.has(d.code) || isOptional(d.code)))
      .map((d) => ({
        confidence: d.confidence,
        kept: right.has(d.code),
        module: d.rule.module,
        rule: d.rule.rule,
      }));
  });
}
