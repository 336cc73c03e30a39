/** Claims → a batch: its 837 with control numbers of its own, the hash of its bytes, and what has to be known to match responses. */
import type { Claim, ClaimItem, Extension } from '../fhir/index.ts';
import { sha256, uuidFrom } from '../kernel/index.ts';
import { type Cleaned, type Dossier, type Submission, write837 } from '../x12/index.ts';
import type { Payload, SentBatch, SentClaim, SentLine } from './model.ts';
import type { ControlNumbers } from './ports/control-numbers.ts';

/** Everything of a submission but what each batch has of its own. */
export type Partner = Omit<
  Submission,
  'at' | 'interchangeControlNumber' | 'groupControlNumber' | 'batch' | 'firstTransaction'
>;

export interface BatchOptions {
  /** An instant: when it is made. */
  readonly at: string;
  readonly numbers: ControlNumbers;
  /** The channel it goes by. */
  readonly channel: string;
  readonly cleaned?: (what: Cleaned) => void;
}

const MOST_CLAIMS = 5_000;
const ITEM_TRACE = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-itemTraceNumber';

export async function x12Batch(
  dossiers: readonly Dossier[],
  partner: Partner,
  { at, numbers, channel, cleaned }: BatchOptions,
): Promise<SentBatch> {
  const pair = `${partner.sender.id}>${partner.receiver.id}`;
  const interchange = await numbers.next(`${pair} interchange`);
  const group = await numbers.next(`${pair} group`);
  const submission: Submission = {
    ...partner,
    at,
    interchangeControlNumber: interchange,
    groupControlNumber: group,
    batch: nine(interchange),
  };
  const text = [...write837(dossiers, submission, cleaned ? { cleaned } : {})].join('');
  const payload = x12Payload(text, interchange);
  const id = uuidFrom('batch', pair, nine(interchange), payload.sha256);
  const most = partner.most ?? MOST_CLAIMS;
  const claims = dossiers.map(
    ({ claim }, i): SentClaim => ({
      ...sentClaim(claim),
      batch: id,
      controlNumbers: {
        interchange: nine(interchange),
        group: String(group),
        transaction: String(1 + Math.floor(i / most)).padStart(4, '0'),
      },
    }),
  );
  return { id, channel, payloads: [payload], claims, receipt: undefined };
}

function x12Payload(text: string, interchange: number): Payload {
  const bytes = Buffer.from(text, 'latin1');
  const hash = sha256(bytes);
  return {
    name: `${nine(interchange)}-${hash.slice(0, 16)}.837`,
    contentType: 'application/edi-x12',
    bytes,
    sha256: hash,
    idempotencyKey: `${nine(interchange)}-${hash}`,
  };
}

const nine = (n: number): string => String(n).padStart(9, '0');

export function sentClaim(claim: Claim): Pick<SentClaim, 'number' | 'claim' | 'lines'> {
  return {
    number: claim.identifier?.[0]?.value ?? '',
    claim,
    lines: (claim.item ?? []).map(sentLine),
  };
}

const sentLine = (item: ClaimItem): SentLine => ({
  sequence: item.sequence,
  code: item.productOrService?.coding?.[0]?.code,
  modifiers: (item.modifier ?? []).flatMap((m) => m.coding?.[0]?.code ?? []),
  charge: item.net?.value === undefined ? undefined : Math.round(item.net.value * 100),
  trace: traceOf(item.extension),
});

const traceOf = (extensions: readonly Extension[] | undefined): string | undefined =>
  extensions?.find(({ url }) => url === ITEM_TRACE)?.valueIdentifier?.value;
