/** Whether the server is there, what it says of itself (R4 capabilitystatement.html), and what the token grants. */
import type { CapabilityStatement } from '../../fhir/index.ts';
import type { EhrLink } from '../http/link.ts';
import type { Granted } from '../smart/credentials.ts';
import { explained } from './explain.ts';
import { plainWords, type ReadinessRow, type Software } from './model.ts';

export interface Told {
  readonly row: ReadinessRow;
  readonly statement: CapabilityStatement | undefined;
  readonly software: Software;
}

const METADATA = { area: 'connection', id: 'metadata', what: 'CapabilityStatement' } as const;
const UNSAID = 'Every search is tried without knowing what the EHR offers, which costs requests.';

export async function capabilityRow({ client }: Pick<EhrLink, 'client'>): Promise<Told> {
  try {
    const answer = (await client.capabilityStatement()) as unknown as CapabilityStatement;
    const found = answer.resourceType === 'CapabilityStatement';
    if (!found) throw new TypeError('another resource');
    return { row: versionRow(answer), statement: answer, software: softwareOf(answer) };
  } catch (fault) {
    const why = fault instanceof TypeError ? 'it is another resource' : explained(fault);
    const away = /CW-2002|CW-21/.test(String((fault as { code?: unknown }).code ?? ''));
    const effect = away ? 'Nothing can be read, so nothing is coded.' : UNSAID;
    const verdict = away ? 'missing' : 'works-around';
    return { row: { ...METADATA, verdict, found: why, effect }, statement: undefined, software: {} };
  }
}

function softwareOf({ software, fhirVersion }: CapabilityStatement): Software {
  const name = plainWords(software?.name);
  const version = plainWords(software?.version);
  const fhir = plainWords(fhirVersion);
  return {
    ...(name ? { name } : {}),
    ...(version ? { version } : {}),
    ...(fhir ? { fhirVersion: fhir } : {}),
  };
}

function versionRow(statement: CapabilityStatement): ReadinessRow {
  const version = plainWords(statement.fhirVersion) ?? 'no version';
  const found = `FHIR ${version}`;
  if (/^4\.0(?:\.|$)/.test(version))
    return { ...METADATA, verdict: 'works', found, effect: 'What it lists is asked for, and nothing else.' };
  if (/^4\./.test(version)) {
    const effect = 'It is read as R4; elements that changed since are passed over.';
    return { ...METADATA, verdict: 'works-around', found, effect };
  }
  const effect = 'Another release of FHIR is not read: ask the vendor for its R4 base URL.';
  return { ...METADATA, verdict: 'missing', found, effect };
}

export type AuthKind = 'none' | 'token' | 'smart';

const TOKEN = { area: 'connection', id: 'authorization', what: 'authorization and scopes' } as const;

/** `granted`: for SMART Backend Services, where the server says what it gave. */
export async function authorizationRow(
  kind: AuthKind,
  headers: () => Promise<unknown>,
  granted: (() => Promise<Granted>) | undefined,
): Promise<ReadinessRow> {
  try {
    await headers();
    if (granted) return scopesRow(await granted());
  } catch (fault) {
    const effect = 'Nothing can be read, so nothing is coded.';
    return { ...TOKEN, verdict: 'missing', found: explained(fault), effect };
  }
  const found = kind === 'none' ? 'none is configured' : 'a token is configured';
  return { ...TOKEN, verdict: 'works', found, effect: 'What the EHR then refuses is shown below.' };
}

function scopesRow({ asked, missing, said }: Granted): ReadinessRow {
  if (missing.length > 0) {
    const named = missing.slice(0, 12).map((scope) => plainWords(scope) ?? '');
    const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : '';
    const found = `${missing.length} of ${asked.length} scopes were not granted: ${named.join(', ')}${more}`;
    const effect = 'What they cover is missing from every chart, and is told as a gap.';
    return { ...TOKEN, verdict: 'works-around', found, effect };
  }
  const found = said ? `${asked.length} scopes granted` : `${asked.length} scopes asked for, none refused`;
  return { ...TOKEN, verdict: 'works', found, effect: 'Everything coding reads may be read.' };
}
