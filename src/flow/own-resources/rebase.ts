/** References of what we keep, as they mean something at our own address (R4 references.html#literal): a relative one would lead to us. */
import { CLAIM_NUMBERS } from '../../claim/index.ts';
import { literalOf, type Reference, type Resource } from '../../fhir/index.ts';
import { uuidFrom } from '../../kernel/index.ts';

/** The ids by which claims and their Provenance are kept here, made from the claim number. */
export const ownClaimId = (number: string): string => uuidFrom('claim', number);
export const ownProvenanceId = (number: string): string => uuidFrom('provenance', number);

/** `base`: where the relative references of the resource lead; undefined where nobody knows. */
export const rebased = <T extends Resource>(resource: T, base: string | undefined): T =>
  walked(resource, base?.replace(/\/+$/, '')) as T;

function walked(value: unknown, base: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((v) => walked(v, base));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, v]) => [name, walked(v, base)] as const);
  return moved(Object.fromEntries(entries), base);
}

/** What this service makes names its own by `Type/id`. */
const MADE_HERE: ReadonlySet<string> = new Set(['ClaimResponse', 'PaymentReconciliation', 'Task']);

function moved(value: Readonly<Record<string, unknown>>, base: string | undefined): unknown {
  const { reference, ...rest } = value as Reference & Readonly<Record<string, unknown>>;
  const number = claimNumberIn(rest);
  if (number !== undefined) return { reference: `Claim/${ownClaimId(number)}`, ...rest };
  if (typeof reference !== 'string' || reference.startsWith('#')) return value;
  const literal = literalOf(reference);
  if (literal === undefined || reference !== literal) return value;
  const [type = ''] = literal.split('/');
  if (MADE_HERE.has(type)) return value;
  if (base !== undefined) return { ...rest, reference: `${base}/${literal}` };
  // Nobody can follow it, so it is a name.
  return { type, ...rest, ...(rest.identifier ? {} : { identifier: { value: literal } }) };
}

/** A Reference to a claim of ours by its number, wherever the claim was written to. */
function claimNumberIn(rest: Readonly<Record<string, unknown>>): string | undefined {
  const { identifier } = rest as Reference;
  if (Array.isArray(identifier) || identifier?.system !== CLAIM_NUMBERS) return undefined;
  return identifier.value;
}
