/** What the payers before answered, as the claim to the next one says it (R4 Claim.insurance.claimResponse; 837 2320, 2430). */
import type { PayerAnswer } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import type { Claim, ClaimItem, ClaimResponse } from '../fhir/index.ts';
import { problem } from './problems.ts';
import { followable } from './references.ts';

export interface AnsweredInsurance {
  readonly elements: Pick<Claim, 'insurance'> & Partial<Pick<Claim, 'contained'>>;
  readonly problems: readonly Finding[];
}

/** The insurances with the answers in them; an answer that does not fit the lines is left out and told. */
export function withAnswers(
  insurance: Claim['insurance'],
  answers: readonly PayerAnswer[],
  items: readonly ClaimItem[],
): AnsweredInsurance {
  const contained: ClaimResponse[] = [];
  const problems: Finding[] = [];
  const all = insurance.map((one, i) => {
    const answer = answers[i];
    if (!answer) return one;
    const fitted = fitTo(answer, items);
    if (typeof fitted === 'string') {
      const params = { id: answer.id, detail: fitted };
      problems.push(problem('claim-answer-unfit', `Claim.insurance[${i}].claimResponse`, params));
      return one;
    }
    const own = fitted === answer.response ? followable(answer.id) : undefined;
    if (own) return { ...one, claimResponse: own };
    const id = `answer-${i + 1}`;
    contained.push({ ...withoutIdentity(fitted), id });
    return { ...one, claimResponse: { reference: `#${id}` } };
  });
  return {
    elements: { insurance: all, ...(contained.length > 0 ? { contained } : {}) },
    problems,
  };
}

/** A contained resource has no narrative, versions or contained resources of its own (R4 dom-2, dom-4). */
function withoutIdentity(response: ClaimResponse): ClaimResponse {
  const { id: _id, meta: _meta, text: _text, contained: _contained, ...content } = response;
  return content;
}

/** The answer by this claim's line numbers; the very same where they agree; a sentence where it does not fit. */
function fitTo(answer: PayerAnswer, items: readonly ClaimItem[]): ClaimResponse | string {
  const { response } = answer;
  const answered = response.item ?? [];
  if (answered.length === 0) return response;
  const places = placesOf(answer, items);
  if (answered.some(({ itemSequence }) => !places.has(itemSequence)))
    return 'its lines are not those of this claim';
  if (answered.length !== items.length) return 'it answers other lines than this claim has';
  const item = answered.map((line) => ({ ...line, itemSequence: places.get(line.itemSequence) ?? 0 }));
  const open = item.find((line) => !addsUp(line, items));
  if (open) return `its amounts of line ${open.itemSequence} do not add up to the charge`;
  const same = item.every((line, i) => line.itemSequence === answered[i]?.itemSequence);
  return same ? response : { ...response, item };
}

/** Their line number → ours: by code and modifiers, each of ours once; without their lines the numbers themselves. */
function placesOf({ lines }: PayerAnswer, items: readonly ClaimItem[]): ReadonlyMap<number, number> {
  if (lines.length === 0) return new Map(items.map(({ sequence }) => [sequence, sequence]));
  const places = new Map<number, number>();
  const taken = new Set<number>();
  for (const line of lines) {
    const fits = items.filter(
      (item) => !taken.has(item.sequence) && nameOf(item) === [line.code, ...line.modifiers].join(' '),
    );
    const found = fits.find(({ sequence }) => sequence === line.sequence) ?? fits[0];
    if (!found) continue;
    taken.add(found.sequence);
    places.set(line.sequence, found.sequence);
  }
  return places;
}

const nameOf = ({ productOrService, modifier = [] }: ClaimItem): string =>
  [productOrService, ...modifier].flatMap((c) => c.coding?.[0]?.code ?? []).join(' ');

type AnsweredItem = NonNullable<ClaimResponse['item']>[number];

/** Charge = paid + adjusted (005010 1.4.1.2), in whole cents. */
function addsUp({ itemSequence, adjudication }: AnsweredItem, items: readonly ClaimItem[]): boolean {
  const charge = items.find(({ sequence }) => sequence === itemSequence)?.net?.value;
  const told = adjudication.filter(
    ({ category, reason }) => reason !== undefined || category.coding?.some((c) => c.code === 'benefit'),
  );
  const cents = told.reduce((sum, { amount }) => sum + Math.round((amount?.value ?? Number.NaN) * 100), 0);
  return charge !== undefined && cents === Math.round(charge * 100);
}
