/** NUBC codes of a stay – type of bill, type and source of admission, discharge status – from the record's own words for them. */
import type { Concept, Facts, Stay } from '../../chart/index.ts';

const codeIn = (concept: Concept | undefined, table: Readonly<Record<string, string>>): string | undefined =>
  concept?.codings
    .map((c) => (Object.hasOwn(table, c.code) ? table[c.code] : undefined))
    .find((code) => code !== undefined);

const nubcIn = (concept: Concept | undefined, system: RegExp): string | undefined =>
  concept?.codings.find((c) => system.test(c.system ?? ''))?.code;

/** v3 ActPriority → FL 14. */
const PRIORITY = { EM: '1', UR: '2', EL: '3', R: '3' };

export const admissionType = ({ priority, admitSource }: Stay): string | undefined =>
  nubcIn(priority, /nubc\.org\/CodeSystem\/PriorityType/) ??
  codeIn(priority, PRIORITY) ??
  codeIn(admitSource, { born: '4' });

/**
 * HL7 admit-source → FL 15. Who came through the emergency department came from where she was before: not a health care
 * facility. An outpatient department, a psychiatric or a rehabilitation unit may be this hospital's own or another's, each
 * with a code of its own: these are asked for.
 */
const SOURCE = { 'hosp-trans': '4', emd: '1', born: '5', gp: '1', mp: '1', nursing: '5' };

export const pointOfOrigin = ({ admitSource }: Stay): string | undefined =>
  nubcIn(admitSource, /nubc\.org\/CodeSystem\/PointOfOrigin/) ?? codeIn(admitSource, SOURCE);

/**
 * HL7 discharge-disposition → FL 17. Long-term care, another facility and hospice each have several codes, so that only
 * words can tell which; words that say home health are more than the code `home`.
 */
const STATUS = { home: '01', 'alt-home': '01', snf: '03', aadvice: '07', exp: '20', psy: '65', rehab: '62' };

export function dischargeStatus({ dischargeDisposition }: Stay): string | undefined {
  const own = nubcIn(dischargeDisposition, /nubc\.org\/CodeSystem\/PatDischargeStatus/);
  if (own) return own;
  const words = dischargeDisposition?.words.toLowerCase() ?? '';
  if (words.includes('home health')) return '06';
  if (words.includes('hospice')) return words.includes('facility') ? '51' : '50';
  return codeIn(dischargeDisposition, STATUS);
}

/** Type of bill: facility and care by setting, then frequency 1, an admission through discharge. */
export function typeOfBill({ visit, parties }: Facts): string | undefined {
  const taxonomy = parties.find((p) => p.role === 'billing')?.taxonomy ?? '';
  const inpatient = visit.setting.value === 'inpatient';
  if (/^31[134]/.test(taxonomy))
    return inpatient || visit.setting.value === 'nursing-facility' ? '0211' : '0231';
  if (/^251E/.test(taxonomy)) return '0321';
  if (/^251G/.test(taxonomy)) return '0811';
  return /^2[78]/.test(taxonomy) ? (inpatient ? '0111' : '0131') : undefined;
}
