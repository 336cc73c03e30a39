/** A raw CMS-HCC score: demographics, categories after their hierarchies, interactions and the count of categories. Pure. */
import { DISABLED, INTERACTIONS } from './interactions.ts';
import type { Enrollee, HccModel, RafPart } from './model.ts';

export interface RafTables {
  readonly model: HccModel;
  /** The coefficient of a variable with its segment, such as `CNA_HCC18`; undefined when the segment has none. */
  coefficient(name: string): number | undefined;
  drops(hcc: number): readonly number[];
}

export interface RawScore {
  readonly score: number;
  readonly parts: readonly RafPart[];
  readonly hccs: readonly number[];
}

/** Undefined when the segment has no group for the age, as community aged has none below 65. */
export function rawScore(
  enrollee: Enrollee,
  found: readonly number[],
  tables: RafTables,
): RawScore | undefined {
  const hccs = isNew(enrollee) ? [] : afterHierarchies(found, tables);
  const coefficient = (variable: string): number | undefined =>
    tables.coefficient(`${enrollee.segment}_${variable}`);
  const ageSex = ageSexVariable(enrollee);
  if (coefficient(ageSex) === undefined) return undefined;
  const variables = [
    ageSex,
    ...statusVariables(enrollee),
    ...hccs.map((hcc) => `HCC${hcc}`),
    ...interactionsOf(hccs, enrollee, tables.model),
    ...(hccs.length === 0 ? [] : [hccs.length >= MOST ? `D${MOST}P` : `D${hccs.length}`]),
  ];
  const parts = variables.flatMap((variable) => {
    const value = coefficient(variable);
    return value === undefined ? [] : [{ variable, coefficient: value }];
  });
  return { score: sum(parts), parts, hccs };
}

const MOST = 10;

/** In thousandths, as CMS publishes them: floating sums would show 1.2830000000000001. */
const sum = (parts: readonly RafPart[]): number =>
  parts.reduce((total, { coefficient }) => total + Math.round(coefficient * 1_000), 0) / 1_000;

export function afterHierarchies(
  found: readonly number[],
  { drops }: Pick<RafTables, 'drops'>,
): readonly number[] {
  const distinct = [...new Set(found)].sort((a, b) => a - b);
  const dropped = new Set(distinct.flatMap(drops));
  return distinct.filter((hcc) => !dropped.has(hcc));
}

const isNew = ({ segment }: Enrollee): boolean => segment === 'NE' || segment === 'SNPNE';

const UPPER_AGES = [34, 44, 54, 59, 64, 69, 74, 79, 84, 89, 94];
const BANDS = [
  '0_34',
  '35_44',
  '45_54',
  '55_59',
  '60_64',
  '65_69',
  '70_74',
  '75_79',
  '80_84',
  '85_89',
  '90_94',
  '95_GT',
];

const bandOf = (age: number): string => {
  const at = UPPER_AGES.findIndex((upper) => age <= upper);
  return BANDS[at < 0 ? BANDS.length - 1 : at] ?? '';
};

function ageSexVariable(enrollee: Enrollee): string {
  const { sex, age, medicaid = false, originalReason = 0 } = enrollee;
  if (!isNew(enrollee)) return `${sex}${bandOf(age)}`;
  // One who enrols at 64 because of age turns 65 in the payment year.
  const counted = age === 64 && originalReason === 0 ? 65 : age;
  const band = counted >= 65 && counted <= 69 ? String(counted) : bandOf(counted);
  return `${medicaid ? 'MCAID' : 'NMCAID'}_${originallyDisabled(enrollee) ? 'ORIGDIS' : 'NORIGDIS'}_NE${sex}${band}`;
}

const disabled = ({ age, originalReason = 0 }: Enrollee): boolean => age < 65 && originalReason !== 0;

const originallyDisabled = (enrollee: Enrollee): boolean =>
  enrollee.originalReason === 1 && !disabled(enrollee);

function statusVariables(enrollee: Enrollee): readonly string[] {
  const { segment, sex, medicaid = false } = enrollee;
  if (isNew(enrollee)) return [];
  const original = originallyDisabled(enrollee);
  if (segment === 'INS') return [...(medicaid ? ['LTIMCAID'] : []), ...(original ? ['ORIGDS'] : [])];
  return original ? [`OriginallyDisabled_${sex === 'F' ? 'Female' : 'Male'}`] : [];
}

function interactionsOf(hccs: readonly number[], enrollee: Enrollee, model: HccModel): readonly string[] {
  const { groups, pairs } = INTERACTIONS[model];
  const holds = (group: string): boolean =>
    group === DISABLED ? disabled(enrollee) : (groups[group] ?? []).some((hcc) => hccs.includes(hcc));
  return Object.entries(pairs).flatMap(([variable, [a, b]]) => (holds(a) && holds(b) ? [variable] : []));
}
