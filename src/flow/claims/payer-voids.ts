/**
 * Claims that were sent are taken back at the payer: a void (837 CLM05-3 frequency 8, REF*F8) goes the way the original
 * went. A void is known by its number, which is the same however often it is made: it is kept once, and delivered once.
 */

import { voidClaim } from '../../claim/index.ts';
import {
  deliverBatch,
  fhirBatch,
  type Results,
  type SentBatch,
  x12Batch,
} from '../../clearinghouse/index.ts';
import type { Claim } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { type Dossier, dossierOf } from '../../x12/index.ts';
import type { VoidChannel } from '../void-channel.ts';
import { type ClaimRoute, routeOf } from './route.ts';
import type { SendClaimsDeps } from './send-claims.ts';
import { claimKindOf } from './waiting-claims.ts';

export interface PayerVoidDeps extends Omit<SendClaimsDeps, 'terminology'> {
  readonly results: Results;
}

export const payerVoids = (deps: PayerVoidDeps): VoidChannel => ({
  payerNumber: async (number) => (await payerNumbers(number, deps)).at(-1),
  send: async (claims) => {
    const waiting: Voiding[] = [];
    for (const claim of claims) {
      const voiding = await voidingOf(claim, deps);
      if (voiding) waiting.push(voiding);
    }
    const groups = Map.groupBy(waiting, ({ route, dossier }) =>
      [route.channel.id, claimKindOf(dossier.claim)].join(' '),
    );
    for (const group of groups.values()) await sendVoids(group, deps);
  },
});

/** The latest last: a payer may give another one with each answer. */
async function payerNumbers(number: string, { results }: PayerVoidDeps): Promise<readonly string[]> {
  return (await results.ofClaim(number)).flatMap(({ payerControlNumber: n }) => n ?? []);
}

interface Voiding {
  readonly route: ClaimRoute;
  readonly dossier: Dossier;
}

/** Undefined when it is voided already, also under a number that the payer gave before. */
async function voidingOf(claim: Claim, deps: PayerVoidDeps): Promise<Voiding | undefined> {
  const original = originalOf(claim);
  if (await wasVoided(claim, original, deps)) return undefined;
  const kept = await deps.cases.byClaimNumber(original);
  const coded = kept?.details.coded;
  const before = (await deps.sent.byNumber(original)).at(-1);
  const channel = before && (await deps.sent.batch(before.batch))?.channel;
  const route =
    deps.routes.find((r) => r.channel.id === channel) ??
    routeOf(coded?.facts.coverages[0]?.payerId, deps.routes);
  if (!coded || !route) throw new ClaimwrightError('CW-8704', { number: original });
  return { route, dossier: dossierOf(claim, coded.chart.resources) };
}

async function wasVoided(claim: Claim, original: string, deps: PayerVoidDeps): Promise<boolean> {
  const source: Claim = { ...claim, identifier: [{ ...claim.identifier?.[0], value: original }] };
  const made = (await payerNumbers(original, deps)).map((n) => numberOf(voidClaim(source, n)));
  for (const number of new Set([numberOf(claim), ...made]))
    if ((await deps.sent.byNumber(number)).length > 0) return true;
  return false;
}

const numberOf = ({ identifier }: Claim): string => identifier?.[0]?.value ?? '';
const originalOf = ({ related }: Claim): string => related?.[0]?.claim?.identifier?.value ?? '';

/** Once it is kept it is sent: a receiver that is away gets it at the next run. */
async function sendVoids(group: readonly Voiding[], deps: PayerVoidDeps): Promise<void> {
  const [first] = group;
  if (!first) return;
  const batch = await batchOf(
    first.route,
    group.map((v) => v.dossier),
    deps,
  );
  try {
    await deps.sent.prepare(batch);
  } catch (fault) {
    // Another process was faster with it.
    if (fault instanceof ClaimwrightError && fault.code === 'CW-8701') return;
    throw fault;
  }
  await deliverBatch(batch, { sent: deps.sent, channel: first.route.channel }).catch(() => undefined);
}

async function batchOf(
  { channel, x12 }: ClaimRoute,
  dossiers: readonly Dossier[],
  { numbers, clock }: PayerVoidDeps,
): Promise<SentBatch> {
  if (!x12) return fhirBatch(dossiers, channel.id);
  const kind = claimKindOf(dossiers[0]?.claim);
  return x12Batch(dossiers, { ...x12, kind }, { at: clock.now(), numbers, channel: channel.id });
}
