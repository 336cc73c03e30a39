/** The claims of a text – a Claim, a Bundle, Parameters, NDJSON of these, or an 837 – each checked, with where it stands. */
import type { EditRun, Finding } from '../edits/index.ts';
import type { Bundle, Claim, FhirValidator, Parameters, Resource } from '../fhir/index.ts';
import { ClaimwrightError, type ServiceDate } from '../kernel/index.ts';
import { checkedClaims, claimBundle } from '../x12/index.ts';
import { bundledResources, checkClaim, checkEdits } from './check-claim.ts';
import type { PipelineKnowledge } from './pipeline.ts';
import { x12Finding } from './x12-findings.ts';

export interface CheckedClaim {
  /** Where it stands: `line 3`, `Bundle.entry[2]`, `claim 1`; empty for a text that is one Claim. */
  readonly place: string;
  /** Undefined for what an 837 has against itself as a whole. */
  readonly claim: Claim | undefined;
  readonly beside: Bundle | undefined;
  readonly run: EditRun;
}

export interface CheckDeps {
  readonly validator: FhirValidator;
  readonly knowledge: PipelineKnowledge;
  /** The day on which it is asked. */
  readonly today?: ServiceDate | undefined;
}

export const isX12 = (text: string): boolean => /^\s{0,100}ISA/.test(text.slice(0, 200));

/** Throws CW-1002 naming the place of what is neither. */
export function checkText(text: string, deps: CheckDeps): readonly CheckedClaim[] {
  return isX12(text) ? checkX12(text.trimStart(), deps) : checkJson(text, deps);
}

/** The faults of the levels below stand before the claim they were found in; those of the envelope by themselves. */
export function checkX12(text: string, { knowledge, today }: CheckDeps): readonly CheckedClaim[] {
  const checked: CheckedClaim[] = [];
  let open: Finding[] = [];
  for (const event of checkedClaims(text, { terminology: knowledge.terminology })) {
    if (event.kind === 'fault') open.push(x12Finding(event.fault));
    if (event.kind !== 'claim') continue;
    const bundle = claimBundle(event.claim);
    const claim = bundle.entry?.[0]?.resource as Claim;
    const run = checkEdits(claim, knowledge, bundle, today);
    const findings = [...open, ...event.faults.map(x12Finding), ...run.findings];
    checked.push({ place: `claim ${checked.length + 1}`, claim, beside: bundle, run: { ...run, findings } });
    open = [];
  }
  if (open.length === 0 && checked.length > 0) return checked;
  const nothing = open.length > 0 ? open : [noClaim()];
  return [
    ...checked,
    { place: 'file', claim: undefined, beside: undefined, run: { findings: nothing, verdicts: [] } },
  ];
}

const noClaim = (): Finding =>
  x12Finding({
    id: 'no-claim',
    snip: 1,
    severity: 'error',
    message: 'It has no 837 claim that can be read',
    segment: undefined,
    number: 1,
  });

function checkJson(text: string, deps: CheckDeps): readonly CheckedClaim[] {
  return jsonIn(text).flatMap(({ value, place }) => checkResource(value, place, deps));
}

/** A text as JSON, or line by line as NDJSON, each with its place. */
export function jsonIn(text: string): readonly { readonly value: unknown; readonly place: string }[] {
  const whole = parsed(text);
  if (whole !== undefined) return [{ value: whole, place: '' }];
  const lines = text.split('\n').map((line, i) => ({ line: line.trim(), place: `line ${i + 1}` }));
  const filled = lines.filter(({ line }) => line !== '');
  if (filled.length < 2) throw unreadable('it is neither JSON nor an 837');
  return filled.map(({ line, place }) => {
    const value = parsed(line);
    if (value === undefined) throw unreadable(`${place} is not JSON`);
    return { value, place };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const unreadable = (detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1002', { what: 'The input', kind: 'Claim, Bundle, NDJSON or 837', detail });

function checkResource(value: unknown, at: string, deps: CheckDeps): readonly CheckedClaim[] {
  const found = foundClaims(value);
  if (found.length === 0) throw unreadable(`${at === '' ? 'it' : at} holds no Claim`);
  return found.map(({ claim, beside, place }) => ({
    place: [at, place].filter((p) => p !== '').join(', '),
    claim,
    beside,
    run: checkClaim(claim, deps.validator, deps.knowledge, beside, deps.today),
  }));
}

export interface FoundClaim {
  readonly claim: Claim;
  readonly beside: Bundle | undefined;
  readonly place: string;
}

/** The claims of a resource: of itself, of a Bundle, or of the resources of Parameters. */
export function foundClaims(value: unknown): readonly FoundClaim[] {
  const resource = value as Resource | null;
  if (typeof resource !== 'object' || resource === null) return [];
  if (resource.resourceType === 'Claim') return [{ claim: resource as Claim, beside: undefined, place: '' }];
  if (resource.resourceType === 'Parameters') {
    const parameters: unknown = (resource as Parameters).parameter;
    const list = Array.isArray(parameters) ? (parameters as NonNullable<Parameters['parameter']>) : [];
    return list.flatMap((p) => (p?.name === 'resource' ? foundClaims(p.resource) : []));
  }
  if (resource.resourceType !== 'Bundle') return [];
  const bundle = resource as Bundle;
  return bundledResources(bundle).flatMap((r, i) =>
    r?.resourceType === 'Claim' ? [{ claim: r as Claim, beside: bundle, place: `Bundle.entry[${i}]` }] : [],
  );
}
