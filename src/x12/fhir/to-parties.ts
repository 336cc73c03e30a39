/** NM1, N3, N4, REF, PER, DMG and PRV → people and organisations. */
import type {
  Address,
  ContactPoint,
  Identifier,
  Organization,
  Patient,
  Practitioner,
  RelatedPerson,
} from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import type { Loop } from '../guide/read-loops.ts';
import { element, type Segment } from '../syntax/segment.ts';
import { fhirDay, fhirSex } from './values.ts';
import { ID_QUALIFIER, REFERENCE_QUALIFIER, SSN } from './vocabulary.ts';

export const segmentIn = (loop: Loop | undefined, id: string, qualifier?: string): Segment | undefined =>
  loop?.segments.find((s) => s.id === id && (qualifier === undefined || element(s, 1) === qualifier));

export const segmentsIn = (loop: Loop | undefined, id: string): readonly Segment[] =>
  loop?.segments.filter((s) => s.id === id) ?? [];

/** Nothing for an element that is empty. */
export const said = (segment: Segment | undefined, n: number): string | undefined => {
  const value = segment && element(segment, n);
  return value === '' ? undefined : value;
};

/** Keys with a value only, as FHIR has no empty elements. */
export function only<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, v]) => v !== undefined && v !== '' && !(Array.isArray(v) && v.length === 0),
    ),
  ) as T;
}

export function organization(loop: Loop | undefined): Organization {
  const nm1 = segmentIn(loop, 'NM1');
  return only<Organization>({
    resourceType: 'Organization',
    identifier: identifiers(loop),
    name: said(nm1, 3) ?? '',
    address: address(loop),
    contact: contacts(loop),
  });
}

export function practitioner(loop: Loop | undefined): Practitioner {
  return only<Practitioner>({
    resourceType: 'Practitioner',
    identifier: identifiers(loop),
    name: humanName(loop),
    address: address(loop),
  });
}

/** NM102 1 is a person; who is named by no name at all is taken for an organisation. */
export const isPerson = (loop: Loop | undefined): boolean => said(segmentIn(loop, 'NM1'), 2) === '1';

export const party = (loop: Loop | undefined): Organization | Practitioner =>
  isPerson(loop) ? practitioner(loop) : organization(loop);

export function patient(loop: Loop | undefined): Patient {
  return only<Patient>({ resourceType: 'Patient', ...personal(loop) });
}

export function relatedPerson(loop: Loop | undefined, patientReference: string): RelatedPerson {
  return only<RelatedPerson>({
    resourceType: 'RelatedPerson',
    patient: { reference: patientReference },
    ...personal(loop),
  });
}

function personal(
  loop: Loop | undefined,
): Pick<Patient, 'identifier' | 'name' | 'address' | 'birthDate' | 'gender'> {
  const dmg = segmentIn(loop, 'DMG');
  const born = fhirDay(said(dmg, 2) ?? '');
  const gender = fhirSex(said(dmg, 3) ?? '');
  return only({
    identifier: segmentsIn(loop, 'REF').flatMap((ref) => referenceIdentifier(ref)),
    name: humanName(loop),
    address: address(loop),
    ...(born === undefined ? {} : { birthDate: born }),
    ...(gender === undefined ? {} : { gender }),
  });
}

function humanName(loop: Loop | undefined) {
  const nm1 = segmentIn(loop, 'NM1');
  const given = [said(nm1, 4), said(nm1, 5)].filter((name) => name !== undefined);
  const family = said(nm1, 3);
  if (family === undefined && given.length === 0) return [];
  const suffix = said(nm1, 7);
  return [only({ family: family ?? '', given, suffix: suffix === undefined ? [] : [suffix] })];
}

function address(loop: Loop | undefined): Address[] {
  const [n3, n4] = [segmentIn(loop, 'N3'), segmentIn(loop, 'N4')];
  if (!n3 && !n4) return [];
  const line = [said(n3, 1), said(n3, 2)].filter((part) => part !== undefined);
  return [
    only<Address>({
      line,
      city: said(n4, 1) ?? '',
      state: said(n4, 2) ?? '',
      postalCode: said(n4, 3) ?? '',
      country: said(n4, 4) ?? '',
    }),
  ];
}

/** NM109 by its qualifier, and every REF. */
function identifiers(loop: Loop | undefined): Identifier[] {
  const nm1 = segmentIn(loop, 'NM1');
  const id = said(nm1, 9);
  const qualifier = said(nm1, 8) ?? '';
  const own: Identifier[] =
    id === undefined
      ? []
      : qualifier === 'XX'
        ? [{ system: SYSTEM.npi, value: id }]
        : [{ type: { coding: [{ system: ID_QUALIFIER, code: qualifier }] }, value: id }];
  return [...own, ...segmentsIn(loop, 'REF').flatMap((ref) => referenceIdentifier(ref))];
}

function referenceIdentifier(ref: Segment): readonly Identifier[] {
  const [qualifier, value] = [said(ref, 1), said(ref, 2)];
  if (qualifier === undefined || value === undefined) return [];
  if (qualifier === 'EI') return [{ system: SYSTEM.ein, value }];
  if (qualifier === 'SY') return [{ system: SSN, value }];
  return [{ type: { coding: [{ system: REFERENCE_QUALIFIER, code: qualifier }] }, value }];
}

const CHANNEL: ReadonlyMap<string, 'phone' | 'fax' | 'email'> = new Map([
  ['TE', 'phone'],
  ['FX', 'fax'],
  ['EM', 'email'],
]);

function contacts(loop: Loop | undefined): NonNullable<Organization['contact']> {
  const per = segmentIn(loop, 'PER');
  if (!per) return [];
  const telecom = [3, 5, 7].flatMap((at): ContactPoint[] => {
    const system = CHANNEL.get(said(per, at) ?? '');
    const value = said(per, at + 1);
    return system && value !== undefined ? [{ system, value }] : [];
  });
  const name = said(per, 2);
  return [only({ ...(name === undefined ? {} : { name: { text: name } }), telecom })];
}
