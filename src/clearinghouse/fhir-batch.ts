/** Claims → a batch of Bundles, each a Claim with everything it refers to that is at hand, in canonical bytes. */
import type { Bundle, Resource } from '../fhir/index.ts';
import { canonicalJson, sha256, uuidFrom } from '../kernel/index.ts';
import type { Dossier } from '../x12/index.ts';
import { sentClaim } from './batch.ts';
import type { Payload, SentBatch } from './model.ts';

export function fhirBatch(dossiers: readonly Dossier[], channel: string): SentBatch {
  const payloads = dossiers.map(payloadOf);
  const id = uuidFrom('fhir-batch', channel, ...payloads.map((p) => p.sha256));
  const controlNumbers = { interchange: '', group: '', transaction: '' };
  const claims = dossiers.map(({ claim }) => ({ ...sentClaim(claim), batch: id, controlNumbers }));
  return { id, channel, payloads, claims, receipt: undefined };
}

function payloadOf(dossier: Dossier): Payload {
  const bytes = Buffer.from(canonicalJson(claimDocument(dossier)), 'utf8');
  const hash = sha256(bytes);
  const identifier = dossier.claim.identifier?.[0];
  return {
    name: `${sha256(`${identifier?.system ?? ''}|${identifier?.value ?? ''}`).slice(0, 16)}-${hash.slice(0, 16)}.json`,
    contentType: 'application/fhir+json',
    bytes,
    sha256: hash,
    idempotencyKey: hash,
  };
}

/** The Claim first; then what it and they refer to, by address. */
export function claimDocument(dossier: Dossier): Bundle {
  const found = new Map<string, Resource>();
  const queue: unknown[] = [dossier.claim];
  for (let next = queue.shift(); next !== undefined; next = queue.shift())
    for (const reference of referencesIn(next)) {
      if (reference.startsWith('#') || found.has(reference)) continue;
      const resource = dossier.resolve({ reference });
      if (!resource || resource === dossier.claim) continue;
      found.set(reference, resource);
      queue.push(resource);
    }
  // In an order that does not hang on that of the claim's own elements: the same content is the same bytes.
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const beside = [...new Map(sorted.map(([reference, resource]) => [resource, reference]))];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { resource: dossier.claim },
      ...beside.map(([resource, reference]) =>
        reference.startsWith('urn:') ? { fullUrl: reference, resource } : { resource },
      ),
    ],
  };
}

function* referencesIn(value: unknown): Generator<string> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'reference' && typeof inner === 'string') yield inner;
    else yield* referencesIn(inner);
  }
}
