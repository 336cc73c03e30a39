/** CAS, AMT and MOA of 2320, and 2430 of the lines → the ClaimResponse of a payer who answered before. */
import type { ClaimItem, ClaimResponse, ClaimResponseItem } from '@medplum/fhirtypes';
import { loopIn, loopsIn } from '../claim/claim-loops.ts';
import { draftOf, type LoopDraft } from '../claim/loop-draft.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import { element, type Segment } from '../syntax/segment.ts';
import { procedure } from './from-lines.ts';
import { linePaid, payerPaid, payerRemarks } from './from-response.ts';
import { said, segmentIn, segmentsIn } from './to-parties.ts';
import { fhirDay, fhirNumber } from './values.ts';
import { ADJUSTMENT_GROUP, ADJUSTMENT_REASON } from './vocabulary.ts';

/** Everything of an answer but who it is about. */
export type AnswerContent = Pick<ClaimResponse, 'item' | 'adjudication' | 'payment' | 'processNote'>;

export interface Answered {
  readonly others: readonly Loop[];
  readonly lines: readonly Loop[];
  readonly items: readonly ClaimItem[];
  readonly by: Delimiters;
}

/**
 * One for each other payer, or undefined for one that has not answered. None at all where written again they would not be
 * what was read: then the segments are carried as they are.
 */
export function answersIn(answered: Answered): readonly (AnswerContent | undefined)[] {
  const all = answered.others.map((other) => answerIn(other, answered));
  return isSame(all, answered) ? all : answered.others.map(() => undefined);
}

const payerOf = (other: Loop): string | undefined => said(segmentIn(loopIn(other, '2330B'), 'NM1'), 9);

function answerIn(other: Loop, { lines, items }: Answered): AnswerContent | undefined {
  const paid = fhirNumber(said(segmentIn(other, 'AMT', 'D'), 2) ?? '');
  if (paid === undefined) return undefined;
  const payer = payerOf(other);
  const of = lines.map((line) =>
    loopsIn(line, '2430').find((one) => payer && said(segmentIn(one, 'SVD'), 1) === payer),
  );
  const item = of.flatMap((loop, i): ClaimResponseItem[] => {
    const sequence = items[i]?.sequence;
    const benefit = fhirNumber(said(segmentIn(loop, 'SVD'), 2) ?? '');
    if (!loop || sequence === undefined || benefit === undefined) return [];
    return [{ itemSequence: sequence, adjudication: [...adjustments(loop), amountOf('benefit', benefit)] }];
  });
  const on = of.flatMap((loop) => fhirDay(said(segmentIn(loop, 'DTP', '573'), 3) ?? '') ?? [])[0];
  const whole = adjustments(other);
  const moa = segmentIn(other, 'MOA');
  const remarks = [3, 4, 5, 6, 7].flatMap((at) => said(moa, at) ?? []);
  return {
    ...(item.length > 0 ? { item } : {}),
    ...(whole.length > 0 ? { adjudication: whole } : {}),
    payment: { type: PAYMENT, amount: money(paid), ...(on ? { date: on } : {}) },
    ...(remarks.length > 0
      ? { processNote: remarks.map((text, i) => ({ number: i + 1, type: 'display' as const, text })) }
      : {}),
  };
}

const PAYMENT = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/ex-paymenttype', code: 'complete' }],
};
const money = (value: number) => ({ value, currency: 'USD' as const });
const amountOf = (code: string, value: number) => ({
  category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code }] },
  amount: money(value),
});

const REASON = {
  coding: [
    {
      system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication',
      code: 'adjustmentreason',
    },
  ],
};

function adjustments(loop: Loop): NonNullable<ClaimResponse['adjudication']> {
  return segmentsIn(loop, 'CAS').flatMap((cas) =>
    [2, 5, 8, 11, 14, 17].flatMap((at) => {
      const code = said(cas, at);
      const value = fhirNumber(said(cas, at + 1) ?? '');
      if (code === undefined || value === undefined) return [];
      const quantity = fhirNumber(said(cas, at + 2) ?? '');
      return [
        {
          category: REASON,
          reason: {
            coding: [
              { system: ADJUSTMENT_GROUP, code: element(cas, 1) },
              { system: ADJUSTMENT_REASON, code },
            ],
          },
          amount: money(value),
          ...(quantity === undefined ? {} : { value: quantity }),
        },
      ];
    }),
  );
}

/** Whether what was read is what would be written. */
function isSame(
  all: readonly (AnswerContent | undefined)[],
  { others, lines, items, by }: Answered,
): boolean {
  const responses = all.map((content) => content && ({ ...content } as ClaimResponse));
  const draft = (loop: Loop): LoopDraft => draftOf(loop, by);
  return (
    others.every((other, i) => {
      const made = [...payerPaid(responses[i]), ...payerRemarks(responses[i])];
      const read = draft({ ...other, segments: other.segments.filter(isAnswer), loops: [] }).segments;
      return textOf(made) === textOf(read);
    }) &&
    lines.every((line, i) => {
      const item = items[i];
      if (!item) return false;
      const made = others.flatMap((other, j) =>
        linePaid(item, procedure(item), responses[j], payerOf(other)),
      );
      const read = loopsIn(line, '2430').map(draft);
      return textOf(made.flatMap((m) => m.segments)) === textOf(read.flatMap((r) => r.segments));
    })
  );
}

const isAnswer = (segment: Segment): boolean =>
  segment.id === 'CAS' ||
  segment.id === 'MOA' ||
  (segment.id === 'AMT' && ['D', 'EAF'].includes(element(segment, 1)));

/** Amounts without noughts at their end, elements without empty ones at theirs. */
const textOf = (segments: readonly SegmentDraft[]): string =>
  segments
    .map(({ id, elements }) =>
      [id, ...elements.map((e) => (Array.isArray(e) ? e.map((c) => c ?? '').join(':') : (e ?? '')))]
        .map((text, i) => (i > 0 && /^-?\d+\.\d+$/.test(String(text)) ? String(Number(text)) : text))
        .join('*')
        .replace(/\*+$/, ''),
    )
    .join('~');
