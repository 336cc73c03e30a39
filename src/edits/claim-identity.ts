/** What a record says of a party's identity, as 837 loops 2010AA and 2310 ask it: name, address, tax number, taxonomy. */
import { canonicalSystem, SYSTEM } from '../fhir/index.ts';
import { type ClaimValues, type Fields, isFields } from './claim-values.ts';
import type { EditParty } from './model.ts';

const SSN = 'http://hl7.org/fhir/sid/us-ssn';
/** v2-0203: tax number, employer number, social security number. */
const TAX_TYPES: readonly string[] = ['TAX', 'EN', 'SS'];

export function identity(
  record: Fields,
  values: ClaimValues,
  at: string,
): Pick<EditParty, 'taxonomy' | 'taxId' | 'named' | 'addressed'> {
  return {
    taxonomy: taxonomyOf(record, values, at),
    taxId: taxIdOf(record, values, at),
    named: isNamed(record),
    addressed: isAddressed(record),
  };
}

/** Of an Organization in `type`, of a PractitionerRole in `specialty`, of a Practitioner in `qualification`. */
function taxonomyOf(record: Fields, values: ClaimValues, at: string): string | undefined {
  const concepts = [
    ...elements(record.type),
    ...elements(record.specialty),
    ...elements(record.qualification).flatMap((q) => (isFields(q) ? [q.code] : [])),
  ];
  const codings = concepts.flatMap((c) => values.codings(c, `${at}.qualification`));
  return codings.find((c) => c.system === SYSTEM.taxonomy)?.code;
}

function taxIdOf(record: Fields, values: ClaimValues, at: string): string | undefined {
  for (const value of elements(record.identifier)) {
    const identifier = values.fields(value, `${at}.identifier`);
    const system = canonicalSystem(values.text(identifier.system, `${at}.identifier.system`));
    const types = values.codings(identifier.type, `${at}.identifier.type`).map((c) => c.code);
    if (system !== SYSTEM.ein && system !== SSN && !types.some((t) => TAX_TYPES.includes(t))) continue;
    const text = values.text(identifier.value, `${at}.identifier.value`);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** One that is no list was noted where the record is read. */
const elements = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const said = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** An organisation's name is a text, a person's a HumanName with a family name or a text. */
export const isNamed = (record: Fields): boolean =>
  elements(record.name).some((n) => said(n) || (isFields(n) && (said(n.family) || said(n.text))));

export const isAddressed = (record: Fields): boolean =>
  elements(record.address).some(
    (a) => isFields(a) && elements(a.line).some(said) && said(a.city) && said(a.state) && said(a.postalCode),
  );
