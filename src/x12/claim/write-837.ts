/** Claims with what they refer to → one 837 interchange, as a stream of text. Claims of one kind only: their guides differ. */
import type { Organization } from '@medplum/fhirtypes';
import type { Dossier } from '../fhir/dossier.ts';
import { guideOf } from '../fhir/to-claim.ts';
import { writtenClaim } from '../fhir/written-claim.ts';
import { type EnvelopeOptions, writeInterchange } from '../syntax/write-envelope.ts';
import type { Cleaned } from '../syntax/write-segment.ts';
import type { ClaimKind } from './claim-loops.ts';
import type { ClaimDraftLoops, LoopDraft } from './loop-draft.ts';
import { claimTransactions } from './write-claims.ts';

/** Who sends, as the receiver knows them (1000A and 1000B). */
export interface Submission extends Omit<EnvelopeOptions, 'functionalId' | 'version'> {
  readonly kind: ClaimKind;
  readonly submitter: {
    readonly name: string;
    readonly id: string;
    readonly contact: Pick<NonNullable<Organization['contact']>[number], 'name' | 'telecom'>;
  };
  readonly receiverName: string;
  readonly receiverId: string;
  /** BHT03: the batch's own number, unique for the submitter. */
  readonly batch: string;
  readonly firstTransaction?: number;
  /** Most claims to a transaction set, 5,000 unless told. */
  readonly most?: number;
}

export interface Write837Options {
  /** Told of each element whose characters had to be changed, so that a finding can say so. */
  readonly cleaned?: (what: Cleaned) => void;
}

export function* write837(
  claims: Iterable<Dossier>,
  submission: Submission,
  { cleaned }: Write837Options = {},
): Generator<string> {
  const guide = guideOf(submission.kind);
  const batch = {
    header: headerLoops(submission),
    firstControlNumber: submission.firstTransaction ?? 1,
    ...(submission.most === undefined ? {} : { most: submission.most }),
  };
  yield* writeInterchange(
    claimTransactions(written(claims), batch),
    { ...submission, functionalId: 'HC', version: guide.version },
    cleaned ? { cleaned } : {},
  );
}

function* written(claims: Iterable<Dossier>): Generator<ClaimDraftLoops> {
  for (const dossier of claims) yield writtenClaim(dossier);
}

const CHANNELS: ReadonlyMap<string | undefined, string> = new Map([
  ['phone', 'TE'],
  ['fax', 'FX'],
  ['email', 'EM'],
]);

function headerLoops(submission: Submission): readonly LoopDraft[] {
  const { submitter, receiverName, receiverId, batch, at } = submission;
  const telecom = submitter.contact.telecom ?? [];
  const channels = telecom.flatMap(({ system, value }) => {
    const code = CHANNELS.get(system);
    return code && value ? [code, code === 'EM' ? value : value.replace(/\D/g, '')] : [];
  });
  const loop = (id: string, ...segments: LoopDraft['segments']): LoopDraft => ({ id, segments, loops: [] });
  return [
    loop('HEADER', {
      id: 'BHT',
      elements: [
        '0019',
        '00',
        batch,
        at.slice(0, 10).replaceAll('-', ''),
        at.slice(11, 16).replace(':', ''),
        'CH',
      ],
    }),
    loop(
      '1000A',
      {
        id: 'NM1',
        elements: ['41', '2', submitter.name, undefined, undefined, undefined, undefined, '46', submitter.id],
      },
      { id: 'PER', elements: ['IC', submitter.contact.name?.text, ...channels.slice(0, 6)] },
    ),
    loop('1000B', {
      id: 'NM1',
      elements: ['40', '2', receiverName, undefined, undefined, undefined, undefined, '46', receiverId],
    }),
  ];
}
