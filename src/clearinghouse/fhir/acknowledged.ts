/** What a TA1, 999 or 277CA says of a claim → ClaimResponse: queued, or in error with the codes and where they stand. */
import type { ClaimResponse, CodeableConcept } from '../../fhir/index.ts';
import type {
  AcknowledgedSegment,
  ClaimStatus,
  InterchangeAcknowledgement,
  TransactionAcknowledgement,
} from '../../x12/index.ts';
import type { SentClaim } from '../model.ts';
import { some } from './adjudicated.ts';
import { responseBase } from './response-base.ts';
import { CODES, codings } from './vocabulary.ts';

type ResponseError = NonNullable<ClaimResponse['error']>[number];

interface About {
  readonly id: string;
  readonly at: string;
  readonly sent: SentClaim;
}

/** The transaction set as a whole stands or falls; the segments at fault are told of the claim they stand in, or of all. */
export function syntaxResponse(about: About, ack: TransactionAcknowledgement): ClaimResponse {
  const refused = ack.acceptance !== 'accepted' && ack.acceptance !== 'accepted-with-errors';
  const own = ack.segments.filter((s) => s.claim === undefined || isSame(s.claim, about.sent.number));
  const errors = [
    ...ack.codes.map((code) => ({ code: { coding: codings([CODES.transactionError, code]) } })),
    ...own.flatMap(segmentErrors),
  ];
  const words = refused ? 'The transaction set was rejected (999)' : 'The transaction set was accepted (999)';
  return response(about, refused, words, errors);
}

const isSame = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

function segmentErrors(at: AcknowledgedSegment): readonly ResponseError[] {
  const place = `${at.loop === '' ? '' : `loop ${at.loop}, `}segment ${at.segment} at ${at.position ?? '?'}`;
  const error = (code: CodeableConcept['coding'], text: string): ResponseError => ({
    code: { ...some('coding', code ?? []), text },
  });
  return [
    ...(at.code === '' ? [] : [error(codings([CODES.segmentError, at.code]), place)]),
    ...at.elements.map((e) =>
      error(
        codings([CODES.elementError, e.code]),
        `${place}, element ${e.element ?? '?'}${e.component === undefined ? '' : `-${e.component}`}`,
      ),
    ),
  ];
}

export function interchangeResponse(about: About, ack: InterchangeAcknowledgement): ClaimResponse {
  const refused = ack.acceptance !== 'accepted' && ack.acceptance !== 'accepted-with-errors';
  const errors =
    ack.code === '000' || ack.code === ''
      ? []
      : [{ code: { coding: codings([CODES.interchangeError, ack.code]) } }];
  const words = refused ? 'The interchange was rejected (TA1)' : 'The interchange was accepted (TA1)';
  return response(about, refused, words, errors);
}

export const STATUS_WORDS: Readonly<Record<ClaimStatus['outcome'], string>> = {
  accepted: 'Accepted for adjudication',
  rejected: 'Rejected',
  received: 'Received',
  pending: 'Pending',
  finalized: 'Finalized',
  denied: 'Denied',
  'information-requested': 'More information is asked for',
  unknown: 'A status that is not known here',
};

export function statusResponse(about: About, status: ClaimStatus): ClaimResponse {
  const refused = status.outcome === 'rejected';
  const sequences = new Map(
    about.sent.lines.flatMap((l) => (l.trace ? [[l.trace.toUpperCase(), l.sequence] as const] : [])),
  );
  const errors = refused
    ? [
        ...status.statuses.flatMap((s) => s.codes.map((code) => ({ code: statusConcept(code) }))),
        ...status.lines.flatMap((line) => {
          const itemSequence = line.trace ? sequences.get(line.trace.toUpperCase()) : undefined;
          return line.statuses.flatMap((s) =>
            s.codes.map((code) => ({
              ...(itemSequence === undefined ? {} : { itemSequence }),
              code: statusConcept(code),
            })),
          );
        }),
      ]
    : [];
  const words = `${STATUS_WORDS[status.outcome]} (277)`;
  const base = response(about, refused, words, errors, status.payerControlNumber);
  const notes = status.statuses.filter(({ message }) => message !== '');
  return {
    ...base,
    ...some(
      'processNote',
      notes.map(({ message }, i) => ({ number: i + 1, type: 'display' as const, text: message })),
    ),
  };
}

const statusConcept = (code: {
  readonly category: string;
  readonly status: string;
  readonly entity: string;
}): CodeableConcept => ({
  coding: codings([CODES.statusCategory, code.category], [CODES.status, code.status]),
  ...(code.entity === '' ? {} : { text: `entity ${code.entity}` }),
});

/** R4 wants an error to say why: a rejection without a code says that it gave none. */
function response(
  { id, at, sent }: About,
  refused: boolean,
  disposition: string,
  errors: readonly ResponseError[],
  payerControlNumber?: string,
): ClaimResponse {
  const told = refused && errors.length === 0 ? [{ code: { text: 'No reason was given' } }] : errors;
  return {
    ...responseBase(sent.claim, {
      id,
      at,
      outcome: refused ? 'error' : 'queued',
      disposition,
      payerControlNumber,
    }),
    ...some('error', told),
  };
}
