/** Search filters as SQL over the index rows: every value goes as a parameter, the text is made of constants alone. */
import { type DatePrefix, folded, indexable, type SearchFilter, type Wanted } from '../../fhir/index.ts';

/** Parameters of a statement, numbered as they are added. */
export class Parameters {
  readonly values: unknown[] = [];

  /** `$n` of the value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A condition on `r`, a row of own_resource. */
export function conditionOf({ parameter, test, wanted }: SearchFilter, parameters: Parameters): string {
  const any = wanted.map((w) => `(${wantedCondition(w, parameters)})`).join(' OR ');
  const of = `i.type = r.type AND i.id = r.id AND i.parameter = ${parameters.add(parameter)}`;
  const exists = `EXISTS (SELECT FROM own_index i WHERE ${of}${any === '' ? '' : ` AND (${any})`})`;
  return test === 'none' || test === 'missing' ? `NOT ${exists}` : exists;
}

function wantedCondition(wanted: Wanted, parameters: Parameters): string {
  switch (wanted.kind) {
    case 'token':
      return equal({ system: wanted.system, value: wanted.value && indexable(wanted.value) }, parameters);
    case 'reference':
      return equal({ system: wanted.type, value: wanted.id, exact: wanted.exact }, parameters);
    case 'uri':
      return equal({ value: indexable(wanted.value) }, parameters);
    case 'date':
      return DATE[wanted.prefix](
        () => `${parameters.add(wanted.from)}::bigint`,
        () => `${parameters.add(wanted.to)}::bigint`,
      );
    case 'string':
      return stringCondition(wanted.how, wanted.text, parameters);
  }
}

function equal(columns: Readonly<Record<string, string | undefined>>, parameters: Parameters): string {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined);
  return given.map(([column, value]) => `i.${column} = ${parameters.add(value)}`).join(' AND ');
}

/** As `dateMatches` in the FHIR room; each is given what it names, as a parameter that is not used has no type. */
const DATE: Readonly<Record<DatePrefix, (from: () => string, to: () => string) => string>> = {
  eq: (from, to) => `i.low >= ${from()} AND i.high <= ${to()}`,
  ne: (from, to) => `NOT (i.low >= ${from()} AND i.high <= ${to()})`,
  gt: (_from, to) => `i.high > ${to()}`,
  lt: (from) => `i.low < ${from()}`,
  ge: (from) => `i.high > ${from()}`,
  le: (_from, to) => `i.low < ${to()}`,
  sa: (_from, to) => `i.low >= ${to()}`,
  eb: (from) => `i.high <= ${from()}`,
};

function stringCondition(how: 'starts' | 'contains' | 'exact', text: string, parameters: Parameters): string {
  if (how === 'exact') return `i.exact = ${parameters.add(text)}`;
  const pattern = `${indexable(folded(text)).replace(/[\\%_]/g, '\\$&')}%`;
  return `i.value LIKE ${parameters.add(how === 'contains' ? `%${pattern}` : pattern)}`;
}
