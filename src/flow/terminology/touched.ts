/** What of a site a new edition touches: tables of mapping modules, charges, edits, and the site's own cases. */
import type { ChargeTable } from '../../claim/index.ts';
import type { MappingModule } from '../../suggest/index.ts';
import { icd10CmCode, icd10PcsCode, isHcpcsShape, type Terminology } from '../../terminology/index.ts';
import { changedCodes, type ReleaseDiff } from './release-diff.ts';
import { changedEntries, type SystemDiff } from './system-diff.ts';
import { editsTouched, type TouchedEdit } from './touched-edits.ts';

export interface TouchedTable {
  readonly module: string;
  readonly table: string;
  readonly codes: readonly string[];
}

export interface TouchedCase {
  readonly id: string;
  readonly codes: readonly string[];
}

/** The site's own cases: how many are kept, and which carry one of the codes. */
export interface SiteCases {
  readonly kept: number;
  carrying(codes: ReadonlySet<string>): readonly TouchedCase[];
}

export interface Touched {
  readonly modules: readonly TouchedTable[];
  /** Codes that the charge table prices. */
  readonly charges: readonly string[];
  readonly edits: readonly TouchedEdit[];
  readonly casesKept: number;
  readonly cases: readonly TouchedCase[];
}

export const NO_CASES: SiteCases = { kept: 0, carrying: () => [] };

export interface Site {
  readonly terminology: Terminology;
  readonly modules: readonly MappingModule[];
  readonly charges: ChargeTable;
  readonly cases: SiteCases;
}

export function touchedBy(diff: ReleaseDiff | SystemDiff, site: Site): Touched {
  const changed = new Set<string>('system' in diff ? changedEntries(diff) : changedCodes(diff));
  const read = 'system' in diff ? READERS[diff.system] : READERS.icd10cm;
  return {
    modules: site.modules.flatMap((module) => tablesTouched(module, changed, read)),
    charges: [...changed].filter(
      (code) => site.charges.charge(code, [], diff.to.effective.from) !== undefined,
    ),
    edits: editsTouched(changed, diff, site.terminology),
    casesKept: site.cases.kept,
    cases: site.cases.carrying(changed),
  };
}

type ReadCode = (text: string) => string | undefined;

function tablesTouched(
  { manifest, tables }: MappingModule,
  changed: ReadonlySet<string>,
  read: ReadCode,
): readonly TouchedTable[] {
  return Object.entries(tables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([table, content]) => {
      const codes = [...new Set(codesIn(content, read))].filter((code) => changed.has(code)).sort();
      return codes.length > 0 ? [{ module: manifest.id, table, codes }] : [];
    });
}

/** Codes that a table names, as keys or values, also as a node (`G35.-`) or several in one text. */
function* codesIn(content: unknown, read: ReadCode): Generator<string> {
  if (typeof content === 'string') yield* codesInText(content, read);
  else if (Array.isArray(content)) for (const item of content) yield* codesIn(item, read);
  else if (typeof content === 'object' && content !== null) {
    for (const [key, value] of Object.entries(content)) {
      yield* codesInText(key, read);
      yield* codesIn(value, read);
    }
  }
}

const SEPARATORS = /[\s,;|/]+|(?<=[0-9A-Z])-(?=[A-Z])/;

/** Only texts made of codes and nothing else: a title may hold a word that looks like one. */
function* codesInText(text: string, read: ReadCode): Generator<string> {
  if (text.length > 200) return;
  const codes = text.split(SEPARATORS).map(read);
  for (const code of codes.every((one) => one !== undefined) ? codes : []) yield code;
}

/** How each system's codes are told from other texts. */
const READERS: Readonly<Record<'icd10cm' | SystemDiff['system'], ReadCode>> = {
  // Without a dot four characters and more may be HCPCS (E0781), so only the dotted form is taken for a diagnosis.
  icd10cm: (text) => {
    const plain = text.replace(/\.?[-*]$/, '');
    return icd10CmCode(plain) === plain ? plain : undefined;
  },
  // Seven capital letters are a word; every PCS code has a digit.
  icd10pcs: (text) => (icd10PcsCode(text) === text && /\d/.test(text) ? text : undefined),
  hcpcs: (text) => (isHcpcsShape(text) ? text : undefined),
};
