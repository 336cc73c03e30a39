/** Which official file a member is, by the names CMS and NCHS give them, and of which edition. */

export interface MemberKind {
  readonly kind: 'order' | 'addenda' | 'tabular';
  /** Fiscal year; undefined where the name does not say (the tabular list says it inside). */
  readonly year: number | undefined;
  /** A mid-year update, in force from 1 April. */
  readonly april: boolean;
}

const ORDER = /^icd-?10-?cm[-_ ].*order[-_ ].*\.txt$/i;
const TABULAR = /^icd-?10-?cm[-_ ]?tabular.*\.xml(?:\.gz)?$/i;
const YEAR = /(?<!\d)(20\d\d)(?!\d)/g;

/**
 * The kind by name (`icd10cm_order_2026.txt`, `icd10cm-order-addenda-2025.txt`, `icd10cm_tabular_2021.xml.gz`). A path
 * may lead to it, and says "April" as well as the name does.
 */
export function memberKind(path: string, bytes?: Uint8Array): MemberKind | undefined {
  const name = path.split('/').at(-1) ?? path;
  const april = /april|apr-?1/i.test(path);
  if (TABULAR.test(name) || (bytes && looksLikeTabular(bytes)))
    return { kind: 'tabular', year: yearOf(name), april };
  if (!ORDER.test(name)) return undefined;
  return { kind: /addend/i.test(name) ? 'addenda' : 'order', year: yearOf(name), april };
}

/** The last year in a name: `april-1-2026-…-2026.txt`. */
function yearOf(name: string): number | undefined {
  const last = [...name.matchAll(YEAR)].at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}

function looksLikeTabular(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 400)).includes('<ICD10CM.tabular');
}
