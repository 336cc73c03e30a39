/**
 * CMS-HCC files of one payment year: the ICD-10 mappings as CSV, and of the model software (SAS package) the format file
 * (`F2826T1N.TXT`), the hierarchy macro (`V28115H1.TXT`) and the coefficients (`C2824T2N.csv`, `V24hcccoefn.csv`).
 */
import type { ServiceDate } from '../../kernel/index.ts';
import { categoryBody, coefficientBody, type HccKind, hccSystem } from '../hcc/hcc-tables.ts';
import { HCC_MODELS, type HccModel } from '../hcc/model.ts';
import { refuse } from './fault.ts';
import { nameOf, sourceName, yearIn } from './file-name.ts';
import { readCoefficients } from './hcc-coefficients.ts';
import { readHierarchy } from './hcc-hierarchy.ts';
import { readFormat, readMappings } from './hcc-mapping.ts';
import type { Importer, Member, ReadOptions } from './importer.ts';
import { officialText } from './official-text.ts';
import { describeMember, PUBLIC_DOMAIN, type StoredTable, seal } from './stored-table.ts';

// A year may stand before the names of the software's files, which tell none themselves.
const NAMES: Readonly<Record<string, RegExp>> = {
  'hcc-mappings': /^20\d\d[ _-](?:initial|mid-?year|final)[^/]*icd-?10[^/]*mappings?[^/]*\.csv$/i,
  'hcc-format': /^(?:20\d\d[ _-])?F(22|24|28)\d\d[A-Z]\d[A-Z](?:_[A-Z0-9]+)?\.TXT$/i,
  'hcc-hierarchy': /^(?:20\d\d[ _-])?V(22|24|28)H?(\d{2,3})H\d\.TXT$/i,
  'hcc-coefficients': /^(?:20\d\d[ _-])?(?:V(22|24|28)hcccoefn|C(22|24|28)\d\d[A-Z]\d[A-Z])\.csv$/i,
};

export const hcc: Importer = {
  kinds: Object.keys(NAMES),
  reads: 'CMS-HCC ICD-10 mappings (CSV) and model software (F28….TXT, V28…H1.TXT, C28….csv)',
  recognises: (path) => {
    const kind = Object.keys(NAMES).find((one) => NAMES[one]?.test(nameOf(path)));
    return kind ? { kind, year: yearIn(nameOf(path)) ?? yearIn(path), april: false } : undefined;
  },
  read: (members, options) => members.flatMap((member) => tables(member, options)),
};

function tables(member: Member, { progress }: ReadOptions): readonly StoredTable[] {
  const text = officialText(member.bytes);
  const year =
    member.year ??
    refuse(
      member.label,
      'neither its name nor that of its zip tells the payment year; begin its name with it, such as 2026-F2826T1N.TXT',
    );
  const read = readMember(member, text, year);
  progress?.(member.label, text.length, text.length);
  return read;
}

function readMember(member: Member, text: string, year: number): readonly StoredTable[] {
  if (member.kind === 'hcc-mappings')
    return [...readMappings(text, member.label, year)].map(([model, rows]) =>
      table(
        member,
        { kind: 'hcc-mapping', model, year, what: 'mapping', rows: rows.size },
        categoryBody(rows),
      ),
    );
  const model = modelOf(member);
  if (member.kind === 'hcc-format') {
    const rows = readFormat(text, member.label, model);
    return [
      table(
        member,
        { kind: 'hcc-mapping', model, year, what: 'format', rows: rows.size },
        categoryBody(rows),
      ),
    ];
  }
  if (member.kind === 'hcc-hierarchy') {
    const rows = readHierarchy(text, member.label, model);
    return [
      table(
        member,
        { kind: 'hcc-hierarchy', model, year, what: 'hierarchy', rows: rows.size },
        categoryBody(rows),
      ),
    ];
  }
  const rows = readCoefficients(text, member.label, model);
  return [
    table(
      member,
      { kind: 'hcc-coefficients', model, year, what: 'coefficients', rows: rows.size },
      coefficientBody(rows),
    ),
  ];
}

function modelOf(member: Member): HccModel {
  const found = NAMES[member.kind]?.exec(nameOf(sourceName(member.label)));
  const number = found?.slice(1).find((group) => group !== undefined);
  return (
    HCC_MODELS.find((model) => model === `V${number}`) ??
    refuse(member.label, 'its name tells no CMS-HCC model')
  );
}

interface What {
  readonly kind: HccKind;
  readonly model: HccModel;
  readonly year: number;
  readonly what: string;
  readonly rows: number;
}

function table(member: Member, { kind, model, year, what, rows }: What, body: string): StoredTable {
  const version = /initial/i.test(member.label) ? `${year}-initial` : String(year);
  const info = describeMember(member, {
    id: `hcc-${model.toLowerCase()}-${what}-${version}`,
    system: hccSystem(model),
    version,
    title: `CMS-HCC ${model} ${what}, payment year ${version}`,
    // Diagnoses of one year are paid in the next.
    effective: { from: `${year - 1}-01-01` as ServiceDate, to: `${year - 1}-12-31` as ServiceDate },
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows, billable: 0 },
  });
  return seal(kind, info, body);
}
