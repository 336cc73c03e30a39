/** Measurements: vital signs, laboratory results and scores, panels taken apart into their components. */
import {
  type CodeableConcept,
  codingsOf,
  type Observation,
  type Quantity,
  wordsOf,
} from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence } from '../evidence.ts';
import type { Measurement } from '../facts.ts';
import { conceptOf, idOf, notesOf, onDaysOf, tie } from './common.ts';

const VALID = ['final', 'amended', 'corrected', 'preliminary', 'registered'];

export function readMeasurements(chart: Chart): readonly Measurement[] {
  return chart
    .of('Observation')
    .filter((o) => VALID.includes(o.status) && belongs(chart, o))
    .flatMap((o) => [
      measurementOf(o, o.code, o, 'Observation.value'),
      ...(o.component ?? []).map((c, i) => measurementOf(o, c.code, c, `Observation.component[${i}].value`)),
    ]);
}

function belongs(chart: Chart, o: Observation): boolean {
  const tied = tie(chart, o);
  return (
    tied === 'this' || (tied === 'unsaid' && onDaysOf(chart, o.effectiveDateTime ?? o.effectivePeriod?.start))
  );
}

interface Valued {
  readonly valueQuantity?: Quantity;
  readonly valueCodeableConcept?: CodeableConcept;
  readonly valueString?: string;
  readonly valueInteger?: number;
}

function measurementOf(
  o: Observation,
  code: CodeableConcept | undefined,
  v: Valued,
  path: string,
): Measurement {
  const words = v.valueString ?? (v.valueCodeableConcept ? wordsOf(v.valueCodeableConcept) : undefined);
  const value = v.valueQuantity?.value ?? v.valueInteger;
  const unit = v.valueQuantity?.code ?? v.valueQuantity?.unit;
  const taken = o.effectiveDateTime ?? o.effectivePeriod?.start;
  const shown = value === undefined ? (words ?? '') : `${value} ${unit ?? ''}`.trim();
  return {
    id: idOf(o),
    concept: conceptOf(code),
    value,
    unit,
    words,
    date: serviceDate(taken),
    ...(taken?.includes('T') ? { at: taken } : {}),
    category: (o.category ?? []).flatMap((c) => codingsOf(c).map((x) => x.code)),
    performer: o.performer?.map((p) => p.reference).find(Boolean),
    notes: notesOf(o),
    evidence: [evidence(idOf(o), path, `${wordsOf(code)} ${shown}`.trim())],
  };
}
