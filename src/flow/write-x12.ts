/** FHIR Claims with what they name → one 837 interchange, checked against SNIP 1 to 4 before anybody gets it. Pure: the same input, the same bytes. */
import type { Bundle, Claim, Resource } from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import {
  checkedClaims,
  type Dossier,
  dossierOf,
  type Submission,
  write837,
  type X12Fault,
} from '../x12/index.ts';
import { bundledResources } from './check-claim.ts';
import { foundClaims, jsonIn } from './check-file.ts';

export interface X12Source {
  /** What a person calls it: the file. */
  readonly name: string;
  readonly text: string;
}

export interface WrittenX12 {
  readonly kind: Submission['kind'];
  readonly claims: number;
  readonly text: string;
  /** What is wrong with it: with one error it must not be sent. */
  readonly faults: readonly (X12Fault & { readonly claim: string | undefined })[];
  /** Elements whose characters the standard does not have, and which were changed. */
  readonly cleaned: readonly string[];
}

/** Everything of a submission but its kind, which the claims tell. */
export type X12Envelope = Omit<Submission, 'kind' | 'at'> & {
  /** An instant; the day the latest claim was made, where none is given. */
  readonly at?: string | undefined;
};

/** Throws CW-1002 for a text without a Claim, CW-1004 for claims of both kinds: their guides are two. */
export function writeX12(
  sources: readonly X12Source[],
  envelope: X12Envelope,
  only?: Submission['kind'],
): WrittenX12 {
  const all = dossiersOf(sources);
  const wanted = all.filter(({ claim }) => only === undefined || kindOf(claim) === only);
  const kinds = new Set(wanted.map(({ claim }) => kindOf(claim)));
  const [kind] = kinds;
  if (kind === undefined) throw wrong(`no ${only ?? ''} claim is in it`.replace('  ', ' '));
  if (kinds.size > 1)
    throw new ClaimwrightError('CW-1004', {
      where: 'Claim.type',
      detail: 'professional and institutional claims go into files of their own; name the kind to write',
    });
  const cleaned: string[] = [];
  const at = envelope.at ?? `${latest(wanted)}T00:00:00Z`;
  const told = ({ segment, element }: { segment: string; element: number }): void => {
    cleaned.push(`${segment}${String(element).padStart(2, '0')}`);
  };
  const text = [...write837(wanted, { ...envelope, kind, at }, { cleaned: told })].join('');
  return { kind, claims: wanted.length, text, faults: faultsOf(text), cleaned };
}

const kindOf = ({ type }: Claim): Submission['kind'] =>
  type?.coding?.some((c) => c.code === 'institutional') ? 'institutional' : 'professional';

const latest = (all: readonly Dossier[]): string =>
  all
    .map(({ claim }) => claim.created?.slice(0, 10) ?? '')
    .sort()
    .at(-1) || '1970-01-01';

const wrong = (detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1002', { what: 'The input', kind: 'Claim, Bundle or NDJSON of these', detail });

/** What stands in any of the files may be named by a claim of another: claims here, their patients and payers there. */
function dossiersOf(sources: readonly X12Source[]): readonly Dossier[] {
  const values = sources.flatMap(({ name, text }) => {
    try {
      return jsonIn(text);
    } catch (fault) {
      if (fault instanceof ClaimwrightError) throw wrong(`${name}: ${fault.message.replace(/\.$/, '')}`);
      throw fault;
    }
  });
  const beside = values.flatMap(({ value }) => resourcesOf(value));
  return values
    .flatMap(({ value }) => foundClaims(value))
    .map(({ claim, beside: own }) => {
      const near = dossierOf(claim, own ?? []);
      const far = dossierOf(claim, beside);
      return { claim, resolve: (reference) => near.resolve(reference) ?? far.resolve(reference) };
    });
}

function resourcesOf(value: unknown): readonly Resource[] {
  const resource = value as Resource | null;
  if (typeof resource !== 'object' || typeof resource?.resourceType !== 'string') return [];
  if (resource.resourceType !== 'Bundle') return [resource];
  return bundledResources(resource as Bundle).flatMap((r) => r ?? []);
}

const faultsOf = (text: string): WrittenX12['faults'] =>
  checkedClaims(text).flatMap((event): WrittenX12['faults'] => {
    if (event.kind === 'claim') return event.faults.map((fault) => ({ ...fault, claim: event.number }));
    return event.kind === 'fault' ? [{ ...event.fault, claim: undefined }] : [];
  });
