/** Official procedure-edit files, as they came → editions to keep. The parts of a quarter become one. */
import { SYSTEM } from '../../fhir/index.ts';
import { type ServiceDate, sha256 } from '../../kernel/index.ts';
import { addOnRows } from '../import/add-on.ts';
import { refuse } from '../import/fault.ts';
import { mueRows } from '../import/mue.ts';
import { readPtp } from '../import/ncci-ptp.ts';
import { placeRows } from '../import/place-of-service.ts';
import type { ReleaseInfo } from '../model.ts';
import { infoHeader, writeTable } from '../release/table-file.ts';
import { addOnLine } from './add-on-table.ts';
import { dayOf } from './day-number.ts';
import { firstDay, lastDay, NCCI_LICENCE, NCCI_SYSTEM, type Quarter, quarterName, revised } from './edition.ts';
import { type NcciFile, ncciFile, statedQuarter } from './file-name.ts';
import { mueLine } from './mue-table.ts';
import type { NcciSet } from './ncci-set.ts';
import { placeLine } from './place-of-service-table.ts';
import { storePtp } from './ptp-columns.ts';

/** One unpacked text. */
export interface NcciInput {
  /** The name a person knows it by: its own, or `file.zip (its own)`. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** An edition to keep. Its form is binary for the PTP edits, of which there are millions, and text for the rest. */
export interface StoredNcci {
  readonly kind: NcciSet['kind'];
  readonly info: ReleaseInfo;
  readonly content: string | Uint8Array;
}

export type Progress = (label: string, done: number, total: number) => void;

type Known<K extends NcciFile['kind']> = NcciInput & { readonly file: Extract<NcciFile, { kind: K }> };
type KnownInput = { [K in NcciFile['kind']]: Known<K> }[NcciFile['kind']];

/** Reads and checks everything before anything is handed on; the first fault refuses all. */
export function readNcci(inputs: readonly NcciInput[], progress?: Progress): readonly StoredNcci[] {
  const known = inputs.map(recognised);
  const parts = known.filter((input): input is Known<'ncci-ptp'> => input.file.kind === 'ncci-ptp');
  const quarters = Map.groupBy(parts, ({ file }) => `${file.setting} ${file.version}`);
  return [
    ...[...quarters.values()].map((quarter) => ptpEdition(quarter, progress)),
    ...known.flatMap((input) => single(input, progress) ?? []),
  ];
}

function recognised({ label, bytes }: NcciInput): KnownInput {
  const file = ncciFile(label) ?? refuse(label, 'its name is not that of a procedure-edit file');
  return { label, bytes, file } as KnownInput;
}

function single(input: KnownInput, progress?: Progress): StoredNcci | undefined {
  switch (input.file.kind) {
    case 'ncci-ptp':
      return undefined;
    case 'ncci-mue':
      return mueEdition(input as Known<'ncci-mue'>, progress);
    case 'ncci-add-on':
      return addOnEdition(input as Known<'ncci-add-on'>, progress);
    case 'place-of-service':
      return placeEdition(input as Known<'place-of-service'>, progress);
  }
}
