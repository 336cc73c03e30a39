/** What of a site a new edition touches: tables of mapping modules, charges, and the site's own cases. */
import type { ChargeTable } from '../../claim/index.ts';
import type { MappingModule } from '../../suggest/index.ts';
import { type Icd10CmCode, icd10CmCode } from '../../terminology/index.ts';
import { changedCodes, type ReleaseDiff } from './release-diff.ts';

export interface TouchedTable {
  readonly module: string;
  readonly table: string;
  readonly codes: readonly Icd10CmCode[];
}

export interface TouchedCase {
  readonly id: string;
  readonly codes: readonly Icd10CmCode[];
}

/** The site's own cases: how many are kept, and which carry one of the codes. */
export interface SiteCases {
  readonly kept: number;
  carrying(codes: ReadonlySet<Icd10CmCode>): readonly TouchedCase[];
}

export interface Touched {
  readonly modules: readonly TouchedTable[];
  /** Codes that the charge table prices. */
  readonly charges: readonly Icd10CmCode[];
  readonly casesKept: number;
  readonly cases: readonly TouchedCase[];
}

export const NO_CASES: SiteCases = { kept: 0, carrying: () => [] };

export function touchedBy(
  diff: ReleaseDiff,
  site: {
    readonly modules: readonly MappingModule[];
    readonly charges: ChargeTable;
    readonly cases: SiteCases;
  },
): Touched {
  const changed = new Set(changedCodes(diff));
  return {
    modules: site.modules.flatMap((module) => tablesTouched(module, changed)),
    charges: [...changed].filter(
      (code) => site.charges.charge(code, [], diff.to.effective.from) !== undefined,
    ),
    casesKept: site.cases.kept,
    cases: site.cases.carrying(changed),
  };
}

function tablesTouched(
  { manifest, tables }: MappingModule,
  changed: ReadonlySet<Icd10CmCode>,
): readonly TouchedTable[] {
  return Object.entries(tables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([table, content]) => {
      const codes = [...new Set(codesIn(content))].filter((code) => changed.has(code)).sort();
      return codes.length > 0 ? [{ module: manifest.id, table, codes }] : [];
    });
}

/** ICD-10-CM codes that a table names, as keys or values, also as a node (`G35.-`) or several in one text. */
function* codesIn(content: unknown): Generator<Icd10CmCode> {
  if (typeof content === 'string') yield* codesInText(content);
  else if (Array.isArray(content)) for (const item of content) yield* codesIn(item);
  else if (typeof content === 'object' && content !== null) {
    for (const [key, value] of Object.entries(content)) {
      yield* codesInText(key);
      yield* codesIn(value);
    }
  }
}

const SEPARATORS = /[\s,;|/]+|(?<=[0-9A-Z])-(?=[A-Z])/;

/** Only texts made of codes and nothing else: a title may hold a word that looks like one. */
function* codesInText(text: string): Generator<Icd10CmCode> {
  if (text.length > 200) return;
  const codes = text.split(SEPARATORS).map(normal);
  if (codes.every((code) => code !== undefined)) yield* codes;
}

/** Without a dot four characters and more may be HCPCS (E0781), so only the dotted form is taken for a diagnosis. */
function normal(text: string): Icd10CmCode | undefined {
  const plain = text.replace(/\.?[-*]$/, '');
  const code = icd10CmCode(plain);
  return code === plain ? code : undefined;
}
