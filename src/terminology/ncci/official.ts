/** Official procedure-edit files, as they came → editions to keep. */
import { SYSTEM } from '../../fhir/index.ts';
import { sha256 } from '../../kernel/index.ts';
import { addOnRows } from '../import/add-on.ts';
import { refuse } from '../import/fault.ts';
import { sourceName } from '../import/file-name.ts';
import type { MemberKind, ReadOptions } from '../import/importer.ts';
import { mueRows } from '../import/mue.ts';
import { officialText } from '../import/official-text.ts';
import { placeRows } from '../import/place-of-service.ts';
import type { ReleaseInfo } from '../model.ts';
import { infoHeader, writeTable } from '../release/table-file.ts';
import { addOnLine } from './add-on-table.ts';
import { firstDay, lastDay, NCCI_LICENCE, NCCI_SYSTEM, quarterName, revised } from './edition.ts';
import { type NcciFile, ncciFile } from './file-name.ts';
import { mueLine } from './mue-table.ts';
import { NCCI_KINDS, type NcciSet } from './ncci-set.ts';
import { type Known, latin1, type NcciInput, type Progress, quarterOf } from './official-input.ts';
import { placeLine } from './place-of-service-table.ts';
import { type PtpEdition, storePtp } from './ptp-columns.ts';
import { ptpEditions } from './ptp-editions.ts';

/** An edition to keep: the PTP edits, of which there are millions, as bytes; the rest as text. */
export interface StoredNcci {
  readonly kind: NcciSet['kind'];
  readonly info: ReleaseInfo;
  readonly text: string;
  readonly bytes?: Uint8Array;
}

/** The importer of procedure-edit files. */
export const ncci = {
  kinds: NCCI_KINDS,
  reads:
    'NCCI edits (ccipra-v….txt, ccioph-v….txt, MCR_MUE_….csv, AOC_V…-MCR.txt), place-of-service-YYYY-MM-DD.csv',
  recognises: (path: string): MemberKind | undefined => {
    const file = ncciFile(path);
    return file && { kind: file.kind, year: undefined, april: false };
  },
  read: (members: readonly NcciInput[], { progress }: Pick<ReadOptions, 'progress'>): readonly StoredNcci[] =>
    readNcci(members, progress),
};

/** Reads and checks everything before anything is handed on; the first fault refuses all. */
function readNcci(inputs: readonly NcciInput[], progress?: Progress): readonly StoredNcci[] {
  const known = inputs.map(recognised);
  const of = <K extends NcciFile['kind']>(kind: K): readonly Known<K>[] =>
    known.filter((input): input is Known<K> => input.file.kind === kind);
  return [
    ...ptpEditions(of('ncci-ptp'), progress).map(ptpStored),
    ...of('ncci-mue').map((input) => mueEdition(input, progress)),
    ...of('ncci-add-on').map((input) => addOnEdition(input, progress)),
    ...of('place-of-service').map(placeEdition),
  ];
}

function recognised({ label, bytes }: NcciInput): NcciInput & { readonly file: NcciFile } {
  const file = ncciFile(label) ?? refuse(label, 'its name is not that of a procedure-edit file');
  return { label, bytes, file };
}

const ptpStored = (edition: PtpEdition): StoredNcci => ({
  kind: 'ncci-ptp',
  info: edition.info,
  text: '',
  bytes: storePtp(edition),
});

function mueEdition(input: Known<'ncci-mue'>, progress?: Progress): StoredNcci {
  const { setting, separator } = input.file;
  const quarter = quarterOf(input);
  const lines = [...mueRows(latin1(input, progress), input.label, separator, setting)].map(mueLine);
  const info = describe(input, lines.length, {
    id: `ncci-mue-${setting}-${quarterName(quarter)}`,
    version: quarterName(quarter),
    title: `NCCI MUE ${setting} ${quarterName(quarter)}`,
    effective: { from: firstDay(quarter), to: lastDay(quarter) },
  });
  return stored('ncci-mue', info, lines, [['setting', setting]]);
}

/** In force to the end of its year: CMS issues the file each January, and again in a quarter that changes something. */
function addOnEdition(input: Known<'ncci-add-on'>, progress?: Progress): StoredNcci {
  const { revision, separator } = input.file;
  const quarter = quarterOf(input);
  const lines = [...addOnRows(latin1(input, progress), input.label, separator)].map(addOnLine);
  const info = describe(input, lines.length, {
    id: revised(`ncci-add-on-${quarterName(quarter)}`, revision),
    version: revised(quarterName(quarter), revision),
    title: `NCCI add-on code edits ${quarterName(quarter)}`,
    effective: { from: firstDay(quarter), to: lastDay({ year: quarter.year, quarter: 4 }) },
  });
  return stored('ncci-add-on', info, lines);
}

function placeEdition(input: Known<'place-of-service'>): StoredNcci {
  const { day = refuse(input.label, 'its name does not tell a day'), separator } = input.file;
  const lines = [...placeRows([officialText(input.bytes)], input.label, separator)].map(placeLine);
  const info = describe(input, lines.length, {
    id: `place-of-service-${day}`,
    version: day,
    title: `CMS place-of-service set, ${day}`,
    effective: { from: day },
    system: SYSTEM.placeOfService,
    licence: 'US government work (CMS), public domain',
  });
  return stored('place-of-service', info, lines);
}

type Particular = Pick<ReleaseInfo, 'id' | 'version' | 'title' | 'effective'> &
  Partial<Pick<ReleaseInfo, 'system' | 'licence'>>;

const describe = ({ label, bytes }: NcciInput, rows: number, particular: Particular): ReleaseInfo => ({
  system: NCCI_SYSTEM,
  licence: NCCI_LICENCE,
  checksum: sha256(bytes),
  source: sourceName(label),
  complete: true,
  counts: { rows, billable: 0 },
  ...particular,
});

function stored(
  kind: NcciSet['kind'],
  info: ReleaseInfo,
  lines: readonly string[],
  more: readonly (readonly [string, string])[] = [],
): StoredNcci {
  return { kind, info, text: writeTable([['kind', kind], ...infoHeader(info), ...more], lines.join('')) };
}
