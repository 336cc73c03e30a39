/** Which procedure-edit file a name stands for, by the names CMS gives them, and of which edition. */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { type Quarter, quarterFrom, quarterOfVersion } from './edition.ts';
import type { MueSetting, PtpSetting } from './model.ts';

export type Separator = ',' | '\t';

/** A quarter or day is undefined where the name has the right form but tells none that exists. */
export type NcciFile =
  | {
      readonly kind: 'ncci-ptp';
      readonly setting: PtpSetting;
      readonly quarter: Quarter | undefined;
      /** As CMS writes it: `v320r0`. */
      readonly version: string;
      readonly revision: number;
      /** One quarter comes in parts f1, f2, …. */
      readonly part: number;
      readonly separator: Separator;
    }
  | {
      readonly kind: 'ncci-mue';
      readonly setting: MueSetting;
      readonly quarter: Quarter | undefined;
      readonly separator: Separator;
    }
  | {
      readonly kind: 'ncci-add-on';
      readonly quarter: Quarter | undefined;
      readonly revision: number;
      readonly separator: Separator;
    }
  | {
      readonly kind: 'place-of-service';
      /** The day the set was read from the CMS page. */
      readonly day: ServiceDate | undefined;
      readonly separator: Separator;
    };

// A label may be "x.zip (member.txt)".
const PTP = /\bcci(pra|oph)-v(\d{2})(\d)r(\d)-f(\d{1,2})\.(txt|csv)\)?$/i;
const MUE =
  /\bMCR_MUE_(Practitioner|OutpatientHospital|DMESupplier)Services_Eff_(\d\d)-(\d\d)-(\d{4})\.(txt|csv)\)?$/i;
const ADD_ON = /\bAOC_V(\d{4})Q([1-4])(?:_(\d{1,2}))?-MCR\.(txt|csv)\)?$/i;
const PLACE = /\bplace[-_]of[-_]service[-_](\d{4}-\d{2}-\d{2})\.(txt|tsv|csv)\)?$/i;

/** `ccipra-v320r0-f1.TXT`, `MCR_MUE_PractitionerServices_Eff_01-01-2026.csv`, `AOC_V2026Q1-MCR.txt`, `place-of-service-2026-02-17.csv`. */
export const ncciFile = (name: string): NcciFile | undefined =>
  ptpFile(name) ?? mueFile(name) ?? addOnFile(name) ?? placeFile(name);

const separatorOf = (extension = ''): Separator => (extension.toLowerCase() === 'csv' ? ',' : '\t');

function ptpFile(name: string): NcciFile | undefined {
  const [found, table, major = '', minor = '', revision = '', part, extension] = PTP.exec(name) ?? [];
  if (!found) return undefined;
  return {
    kind: 'ncci-ptp',
    setting: table?.toLowerCase() === 'pra' ? 'practitioner' : 'hospital',
    quarter: quarterOfVersion(Number(major), Number(minor)),
    version: `v${major}${minor}r${revision}`,
    revision: Number(revision),
    part: Number(part),
    separator: separatorOf(extension),
  };
}

const MUE_SETTING: Readonly<Record<string, MueSetting>> = {
  practitioner: 'practitioner',
  outpatienthospital: 'outpatient-hospital',
  dmesupplier: 'dme',
};

function mueFile(name: string): NcciFile | undefined {
  const [, table = '', month, day, year, extension] = MUE.exec(name) ?? [];
  const setting = MUE_SETTING[table.toLowerCase()];
  if (!setting) return undefined;
  const quarter = quarterFrom(Number(year), Number(month), Number(day));
  return { kind: 'ncci-mue', setting, quarter, separator: separatorOf(extension) };
}

function addOnFile(name: string): NcciFile | undefined {
  const [found, year, quarter, revision = '0', extension] = ADD_ON.exec(name) ?? [];
  if (!found) return undefined;
  return {
    kind: 'ncci-add-on',
    quarter: { year: Number(year), quarter: Number(quarter) },
    revision: Number(revision),
    separator: separatorOf(extension),
  };
}

function placeFile(name: string): NcciFile | undefined {
  const [found, day, extension] = PLACE.exec(name) ?? [];
  return found
    ? { kind: 'place-of-service', day: serviceDate(day), separator: separatorOf(extension) }
    : undefined;
}

/** The quarter that CMS's names of zip files state in words: `medicare-ncci-2026q1-practitioner-…`, `…-2026-q3-…`. */
export function statedQuarter(path: string): Quarter | undefined {
  const [found, year, quarter] = /\bncci-(20\d\d)-?q([1-4])\b/i.exec(path) ?? [];
  return found ? { year: Number(year), quarter: Number(quarter) } : undefined;
}
