/** The reasons that a ClaimResponse gives, by their codes, with the line each is about: the lists themselves are X12's, and not repeated. */
import type { ClaimResponse, CodeableConcept } from '../fhir/index.ts';
import { isDenialReason } from './denial.ts';
import { CODES } from './fhir/vocabulary.ts';

export interface ReasonView {
  /** Claim.item.sequence; undefined: the claim as a whole. */
  readonly line: number | undefined;
  /** `CARC CO 50`, `277 A7 562`, `999 8`. */
  readonly code: string;
  /** Remittance advice remark codes beside it. */
  readonly remarks: readonly string[];
  /** Whole cents that were not paid for it. */
  readonly cents: number | undefined;
  /** Neither what the contract says nor the patient's own share. */
  readonly denial: boolean;
}

type Adjudication = NonNullable<ClaimResponse['adjudication']>[number];

export function reasonsOf(response: ClaimResponse): readonly ReasonView[] {
  const notes = new Map((response.processNote ?? []).map((note) => [note.number, note.text]));
  return [
    ...(response.error ?? []).map(({ itemSequence, code }) => ({
      line: itemSequence,
      code: errorCode(code),
      remarks: [],
      cents: undefined,
      denial: true,
    })),
    ...adjusted(response.adjudication, undefined, []),
    ...(response.item ?? []).flatMap(({ itemSequence, adjudication, noteNumber }) =>
      adjusted(
        adjudication,
        itemSequence,
        (noteNumber ?? []).flatMap((n) => remark(notes.get(n)) ?? []),
      ),
    ),
  ];
}

const errorCode = ({ coding = [], text }: CodeableConcept): string =>
  coding.length === 0
    ? (text ?? '')
    : coding.flatMap(({ system, code }) => [LISTS.get(system ?? '') ?? [], code ?? []].flat()).join(' ');

/** RARC codes are a letter or two and digits; other notes are sentences. */
const remark = (note: string | undefined): string | undefined =>
  note !== undefined && /^[A-Z]{1,2}\d{1,4}$/.test(note) ? note : undefined;

function adjusted(
  all: readonly Adjudication[] | undefined,
  line: number | undefined,
  remarks: readonly string[],
): readonly ReasonView[] {
  return (all ?? []).flatMap(({ reason, amount }) => {
    const of = (system: string): string | undefined => reason?.coding?.find((c) => c.system === system)?.code;
    const carc = of(CODES.carc);
    if (carc === undefined) return [];
    const group = of(CODES.group) ?? '';
    const cents = amount?.value === undefined ? undefined : Math.round(amount.value * 100);
    const denial = (cents ?? 0) > 0 && isDenialReason(group, carc);
    return [{ line, code: ['CARC', group, carc].filter((c) => c !== '').join(' '), remarks, cents, denial }];
  });
}

/** The message that each list of codes belongs to, named once for a pair of codes. */
const LISTS: ReadonlyMap<string, string> = new Map([
  [CODES.statusCategory, '277'],
  [CODES.transactionError, '999'],
  [CODES.segmentError, '999 segment'],
  [CODES.elementError, '999 element'],
  [CODES.interchangeError, 'TA1'],
]);
