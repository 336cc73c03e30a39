/** What another payer paid and adjusted, as its ClaimResponse says it → AMT*D and CAS of 2320, SVD, CAS and DTP*573 of 2430 (005010 1.4.1, coordination of benefits). */
import type { ClaimItem, ClaimResponse } from '@medplum/fhirtypes';
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { ElementValue, SegmentDraft } from '../syntax/segment.ts';
import { x12Day, x12Number } from './values.ts';
import { ADJUSTMENT_GROUP, ADJUSTMENT_REASON } from './vocabulary.ts';

type Adjudication = NonNullable<ClaimResponse['adjudication']>[number];

/** AMT*D and the adjustments of the claim as a whole. */
export function payerPaid(response: ClaimResponse | undefined): readonly SegmentDraft[] {
  if (!response) return [];
  const total = response.total?.find((t) => isCategory(t.category, 'benefit'))?.amount.value;
  const paid = x12Number(response.payment?.amount.value ?? total);
  return [
    ...adjustments(response.adjudication),
    ...(paid === undefined ? [] : [{ id: 'AMT', elements: ['D', paid] }]),
    // Where the lines were answered, each says its own.
    ...(response.item?.length ? [] : remaining(response.adjudication)),
  ];
}

/** AMT*EAF: what of the charge is left to the patient. */
function remaining(all: readonly Adjudication[] = []): readonly SegmentDraft[] {
  const cents = all
    .filter(({ reason }) => codeIn(reason, ADJUSTMENT_GROUP) === 'PR')
    .reduce((sum, { amount }) => sum + Math.round((amount?.value ?? 0) * 100), 0);
  return cents > 0 ? [{ id: 'AMT', elements: ['EAF', x12Number(cents / 100)] }] : [];
}

/** MOA03 to MOA07: the remark codes that the payer gave the claim and none of its lines. */
export function payerRemarks(response: ClaimResponse | undefined): readonly SegmentDraft[] {
  const atLines = new Set((response?.item ?? []).flatMap((line) => line.noteNumber ?? []));
  const codes = (response?.processNote ?? []).flatMap(({ number, text }) =>
    /^(?:MA?|N)\d{1,4}$/.test(text) && !(number !== undefined && atLines.has(number)) ? [text] : [],
  );
  return codes.length > 0 ? [{ id: 'MOA', elements: [undefined, undefined, ...codes.slice(0, 5)] }] : [];
}

/** 2430 of a line: what one payer paid for it, and why not more. */
export function linePaid(
  item: ClaimItem,
  service: ElementValue,
  response: ClaimResponse | undefined,
  payer: string | undefined,
): readonly LoopDraft[] {
  const found = response?.item?.find(({ itemSequence }) => itemSequence === item.sequence);
  const paid = x12Number(
    found?.adjudication?.find(({ category }) => isCategory(category, 'benefit'))?.amount?.value,
  );
  const on = x12Day(response?.payment?.date ?? response?.created);
  if (!found || payer === undefined || paid === undefined || on === undefined) return [];
  return [
    {
      id: '2430',
      segments: [
        { id: 'SVD', elements: [payer, paid, service, undefined, x12Number(item.quantity?.value)] },
        ...adjustments(found.adjudication),
        { id: 'DTP', elements: ['573', 'D8', on] },
        ...remaining(found.adjudication),
      ],
      loops: [],
    },
  ];
}

/** One CAS for each group, six reasons to a segment. */
function adjustments(all: readonly Adjudication[] = []): readonly SegmentDraft[] {
  const groups = new Map<string, (string | undefined)[][]>();
  for (const { reason, amount, value } of all) {
    const group = codeIn(reason, ADJUSTMENT_GROUP);
    const code = codeIn(reason, ADJUSTMENT_REASON);
    const cents = x12Number(amount?.value);
    if (group === undefined || code === undefined || cents === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), [code, cents, x12Number(value)]]);
  }
  return [...groups].flatMap(([group, reasons]) =>
    Array.from({ length: Math.ceil(reasons.length / 6) }, (_, i) => ({
      id: 'CAS',
      elements: [group, ...reasons.slice(i * 6, i * 6 + 6).flat()],
    })),
  );
}

const codeIn = (concept: Adjudication['reason'], system: string): string | undefined =>
  concept?.coding?.find((c) => c.system === system)?.code;

const isCategory = (concept: Adjudication['category'], code: string): boolean =>
  concept.coding?.some((c) => c.code === code) ?? false;
