/** The code systems that the operations know, whatever alias or OID named them. */
import { canonicalSystem, SYSTEM } from '../../fhir/index.ts';
import { cannotTell, type OperationAnswer, shown } from './answer.ts';

/** CMS Blue Button names ICD-10-CM by the URI of the WHO's ICD-10, and ICD-10-PCS too. */
const BLUE_BUTTON = 'http://hl7.org/fhir/sid/icd-10';

export interface AskedSystem {
  readonly kind: 'icd10cm' | 'icd10pcs' | 'cpt' | 'hcpcs';
  readonly canonical: string;
  /** The URI also names other systems, so that only a code that is valid can be told. */
  readonly ambiguous: boolean;
}

const KINDS: ReadonlyMap<string, AskedSystem['kind']> = new Map([
  [SYSTEM.icd10cm, 'icd10cm'],
  [BLUE_BUTTON, 'icd10cm'],
  [SYSTEM.icd10pcs, 'icd10pcs'],
  [SYSTEM.cpt, 'cpt'],
  [SYSTEM.hcpcs, 'hcpcs'],
]);

export const SYSTEM_NAME = {
  icd10cm: 'ICD-10-CM',
  icd10pcs: 'ICD-10-PCS',
  cpt: 'CPT',
  hcpcs: 'HCPCS Level II',
} as const;

export function systemAsked(uri: string): AskedSystem | undefined {
  const system = canonicalSystem(uri) ?? '';
  const kind = KINDS.get(system);
  if (!kind) return undefined;
  const ambiguous = system === BLUE_BUTTON;
  return { kind, canonical: ambiguous ? SYSTEM.icd10cm : system, ambiguous };
}

export const unknownSystem = (uri: string, parameter: string): OperationAnswer =>
  cannotTell(`no release of the code system ${shown(uri)} is loaded here`, parameter);
