/** The scopes a connection asks for (SMART App Launch 2.2, scopes-and-launch-context.html): what it uses, and no more. */
import type { SmartConfiguration } from './discovery.ts';

/** Type → letters of v2: create, read, update, delete, search. */
export const NEEDED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['Encounter', 'Patient', 'Condition', 'Observation', 'DiagnosticReport', 'Procedure'],
      ...['MedicationRequest', 'MedicationAdministration', 'MedicationStatement', 'Immunization'],
      ...['ServiceRequest', 'DocumentReference', 'ChargeItem', 'Coverage', 'Communication'],
      ...['Practitioner', 'PractitionerRole', 'Organization', 'Location'],
    ].map((type) => [type, 'rs']),
  ),
  Medication: 'r',
  Claim: 'crs',
  Provenance: 'cs',
};

const V2 = /^system\/(\*|[A-Za-z]+)\.(c?r?u?d?s?)(?:\?.*)?$/;
const V1 = /^system\/(\*|[A-Za-z]+)\.(read|write|\*)$/;
/** SMART 2.2 says what the words of v1 stand for. */
const LETTERS: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/**
 * v2 unless the server knows only v1. Types a server does not list are left out, because one unknown scope makes some
 * refuse them all; a server that lists none is asked for everything.
 */
export function scopesFor(smart: Pick<SmartConfiguration, 'capabilities' | 'scopes'>): readonly string[] {
  const v1 = onlyV1(smart);
  const listed = smart.scopes.flatMap((s) => granted(s) ?? []);
  const wanted = Object.entries(NEEDED).flatMap(([type, letters]) => {
    const may = listed.length === 0 ? letters : have(listed, type, letters);
    return may === '' ? [] : v1 ? inV1(type, may) : [`system/${type}.${may}`];
  });
  return wanted;
}

function onlyV1({ capabilities, scopes }: Pick<SmartConfiguration, 'capabilities' | 'scopes'>): boolean {
  if (capabilities.includes('permission-v2')) return false;
  if (capabilities.includes('permission-v1')) return true;
  return scopes.some((s) => V1.test(s)) && !scopes.some((s) => V2.test(s));
}

interface Granted {
  readonly type: string;
  readonly letters: string;
}

function granted(scope: string): Granted | undefined {
  const v1 = V1.exec(scope);
  if (v1) return { type: v1[1] ?? '', letters: LETTERS[v1[2] ?? ''] ?? '' };
  const v2 = V2.exec(scope);
  return v2 && v2[2] !== '' ? { type: v2[1] ?? '', letters: v2[2] ?? '' } : undefined;
}

const have = (listed: readonly Granted[], type: string, letters: string): string =>
  [...letters]
    .filter((l) => listed.some((g) => (g.type === '*' || g.type === type) && g.letters.includes(l)))
    .join('');

const inV1 = (type: string, letters: string): readonly string[] => [
  ...(/[rs]/.test(letters) ? [`system/${type}.read`] : []),
  ...(/[cud]/.test(letters) ? [`system/${type}.write`] : []),
];

/** What was asked for and not granted (RFC 6749 §5.1: a server that grants all may leave `scope` out). */
export function missingScopes(asked: readonly string[], scope: string | undefined): readonly string[] {
  if (scope === undefined) return [];
  const given = scope.split(/\s+/).flatMap((s) => granted(s) ?? []);
  return asked.filter((s) => {
    const wanted = granted(s);
    return wanted !== undefined && have(given, wanted.type, wanted.letters) !== wanted.letters;
  });
}
