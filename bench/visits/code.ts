/** Codes the labelled visits through the whole path and lays the lines out as the claim carries them. */

import { chartFromBundle } from '../../src/chart/index.ts';
import { planDiagnoses } from '../../src/claim/pointers.ts';
import { type CodedEncounter, codeChart, type PipelineKnowledge } from '../../src/flow/index.ts';
import type { Half } from '../accuracy/labels.ts';
import { bundleOfVisit, ENCOUNTER } from './chart.ts';
import { type LabelledVisit, type Line, labelledVisits } from './labels.ts';
import { scoreVisit, type VisitScore } from './score.ts';

export interface CodedVisit {
  readonly visit: LabelledVisit;
  readonly coded: CodedEncounter;
  readonly lines: readonly Line[];
  readonly score: VisitScore;
}

export const codeHalf = (half: Half, knowledge: PipelineKnowledge): readonly CodedVisit[] =>
  labelledVisits()
    .filter((v) => v.half === half)
    .map((v) => codeOne(v, knowledge));

export function codeOne(visit: LabelledVisit, knowledge: PipelineKnowledge): CodedVisit {
  const bundle = bundleOfVisit(visit.id, visit.chart);
  const coded = codeChart(chartFromBundle(bundle, 'https://ehr.example.org/fhir', ENCOUNTER), knowledge);
  const lines = linesOf(coded);
  const { set } = coded;
  const asked = set.queries.length > 0 || set.services.some((s) => s.queries.length > 0);
  return { visit, coded, lines, score: scoreVisit(visit, { lines, asked }) };
}

function linesOf({ set }: CodedEncounter): readonly Line[] {
  const { kept, pointers } = planDiagnoses(set.diagnoses, set.services);
  return set.services.map((s, i) => ({
    code: s.code,
    modifiers: s.modifiers.map((m) => m.code),
    units: s.units,
    pointers: (pointers[i]?.sequences ?? []).flatMap((at) => kept[at - 1]?.code ?? []),
  }));
}
