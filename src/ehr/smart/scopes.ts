/** The scopes a connection asks for (SMART App Launch 2.2, scopes-and-launch-context.html): what it uses, and no more. */
import { isV1, lettersFor, type SmartScope, smartScope } from '../../fhir/index.ts';
import { WRITTEN_TYPE, type WriteBackMode } from '../write/mode.ts';
import type { SmartConfiguration } from './discovery.ts';

/** Type → letters of v2: create, read, update, delete, search. */
export const NEEDED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...['Encounter', 'Patient', 'Condition', 'Observation', 'DiagnosticReport', 'Procedure'],
      ...['MedicationRequest', 'MedicationAdministration', 'MedicationStatement', 'Immunization'],
      ...['ServiceRequest', 'DocumentReference', 'ChargeItem', 'Coverage', 'Communication'],
      ...['FamilyMemberHistory', 'CarePlan', 'Composition'],
      ...['Practitioner', 'PractitionerRole', 'Organization', 'Location'],
    ].map((type) => [type, 'rs']),
  ),
  Medication: 'r',
  Binary: 'r',
  Claim: 'crs',
  Provenance: 'cs',
};

/** For a connection that keeps a Subscription in its EHR. */
const SUBSCRIBING = { Subscription: 'crus' } as const;

/** What one way back needs: taking back is an update. A mode that is chosen from what the server offers asks as for a Claim. */
function neededFor(writeBack: WriteBackMode): Readonly<Record<string, string>> {
  const { Claim, Provenance, ...reading } = NEEDED;
  if (writeBack === 'pull') return reading;
  return { ...reading, ...(Provenance ? { Provenance } : {}), [WRITTEN_TYPE[writeBack]]: 'crus' };
}

/**
 * v2 unless the server knows only v1. Types a server does not list are left out, because one unknown scope makes some
 * refuse them all; a server that lists none is asked for everything.
 */
export function scopesFor(
  smart: Pick<SmartConfiguration, 'capabilities' | 'scopes'>,
  writeBack: WriteBackMode = 'claim',
  subscribes = false,
): readonly string[] {
  const v1 = onlyV1(smart);
  const listed = smart.scopes.flatMap(ofSystem);
  const needed = { ...neededFor(writeBack), ...(subscribes ? SUBSCRIBING : {}) };
  const wanted = Object.entries(needed).flatMap(([type, letters]) => {
    const may = listed.length === 0 ? letters : lettersFor(listed, type, letters);
    return may === '' ? [] : v1 ? inV1(type, may) : [`system/${type}.${may}`];
  });
  return wanted;
}

function onlyV1({ capabilities, scopes }: Pick<SmartConfiguration, 'capabilities' | 'scopes'>): boolean {
  if (capabilities.includes('permission-v2')) return false;
  if (capabilities.includes('permission-v1')) return true;
  const system = scopes.filter((s) => ofSystem(s).length > 0);
  return system.length > 0 && system.every(isV1);
}

/** A server's own scopes for a client without a user; a narrowed one gives too little to rely on. */
function ofSystem(text: string): readonly SmartScope[] {
  const scope = smartScope(text);
  return scope?.context === 'system' && !scope.narrowed ? [scope] : [];
}

const inV1 = (type: string, letters: string): readonly string[] => [
  ...(/[rs]/.test(letters) ? [`system/${type}.read`] : []),
  ...(/[cud]/.test(letters) ? [`system/${type}.write`] : []),
];

/** What was asked for and not granted (RFC 6749 §5.1: a server that grants all may leave `scope` out). */
export function missingScopes(asked: readonly string[], scope: string | undefined): readonly string[] {
  if (scope === undefined) return [];
  const given = scope.split(/\s+/).flatMap(ofSystem);
  return asked.filter((s) => {
    const wanted = smartScope(s);
    return wanted !== undefined && lettersFor(given, wanted.type, wanted.letters) !== wanted.letters;
  });
}
