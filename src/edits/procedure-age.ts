/** Edit procedure-age: services that are defined for an age (CPT; numbers only). Preventive visits are preventive-dx's. */
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Hit } from './model.ts';
import { type Age, ageAt } from './patient-age.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';

/** From and to in days or completed years, both inclusive. */
interface Band {
  readonly unit: 'days' | 'years';
  readonly from: number;
  readonly to: number;
  readonly says: string;
}

const years = (from: number, to: number): Band => ({
  unit: 'years',
  from,
  to,
  says:
    to > 120
      ? `of ${from} years and over`
      : from === 0
        ? `under ${to + 1} years`
        : `of ${from} to ${to} years`,
});
/** A neonate is 28 days old or less. */
const NEONATE: Band = { unit: 'days', from: 0, to: 28, says: 'of 28 days or less' };
const OLD = 999;

const BANDS: ReadonlyMap<string, Band> = new Map([
  // Newborn care, neonatal and paediatric critical care.
  ...['99460', '99461', '99462', '99463', '99464', '99465', '99468', '99469', '99477', '54160'].map(
    (code) => [code, NEONATE] as const,
  ),
  ['99475', years(2, 5)],
  ['99476', years(2, 5)],
  // Immunisation with counselling.
  ['90460', years(0, 18)],
  ['90461', years(0, 18)],
  // Moderate sedation by the same or another clinician.
  ['99151', years(0, 4)],
  ['99152', years(5, OLD)],
  ['99155', years(0, 4)],
  ['99156', years(5, OLD)],
  // Tonsils and adenoids; hernia repair.
  ['42820', years(0, 11)],
  ['42821', years(12, OLD)],
  ['42825', years(0, 11)],
  ['42826', years(12, OLD)],
  ['42830', years(0, 11)],
  ['42831', years(12, OLD)],
  ['42835', years(0, 11)],
  ['42836', years(12, OLD)],
  ['49505', years(5, OLD)],
  ['49507', years(5, OLD)],
]);

export const procedureAge: Edit = {
  meta: {
    id: 'procedure-age',
    title: 'Every service fits the patient’s age',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2017-01-01' },
    authority: { source: 'CPT', section: 'age in the definition of the code' },
    about:
      'Looks at services whose definition has an age: newborn and paediatric critical care, immunisation with counselling, ' +
      'moderate sedation, tonsils and adenoids, hernia repair. The ages of preventive visits are preventive-dx’s. Cannot ' +
      'tell when the age is not known.',
    messages: {
      age: '{code} is for patients {band} and this one is {age}; use the code of that age, or correct the date of birth.',
      'no-age': '{code} is for patients {band} and the patient’s age is not known; state the date of birth.',
    },
  },
  check(subject) {
    const banded = procedureLines(subject).lines.flatMap((l) => {
      const band = BANDS.get(l.code);
      return band ? [{ l, band }] : [];
    });
    if (banded.length === 0) return NOT_APPLICABLE;
    return verdictOf(banded.flatMap(({ l, band }) => examine(l, band, subject) ?? []));
  },
};

function examine({ line, code, on }: ProcedureLine, band: Band, subject: EditSubject): Hit | undefined {
  const age = ageAt(subject, on);
  const value = age && valueIn(age, band);
  const params = { code, band: band.says };
  if (age === undefined || value === undefined)
    return cannotTell('no-age', line.expression, { codes: [code], params });
  if (value >= band.from && value <= band.to) return undefined;
  const text = age.years > 0 || age.days === undefined ? `${age.years} years old` : `${age.days} days old`;
  return fail('age', line.expression, { codes: [code], params: { ...params, age: text } });
}

/** Without a date of birth a year or more is surely beyond a band of days. */
function valueIn({ years: completed, days }: Age, band: Band): number | undefined {
  if (band.unit === 'years') return completed;
  return days ?? (completed > 0 ? completed * 365 : undefined);
}
