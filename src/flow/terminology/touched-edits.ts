/** Which edits a changed code touches: by the codes their own texts name, by tabular notes, or by the tables they look up. */
import { EDITS, type Edit } from '../../edits/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import { icd10CmCode, isUnder, procedureCode, type Terminology } from '../../terminology/index.ts';
import type { ReleaseDiff } from './release-diff.ts';
import type { SystemDiff } from './system-diff.ts';

export interface TouchedEdit {
  readonly edit: string;
  /** Where the code stands: the edit's own rule, the tabular list, or the edition of a table. */
  readonly by: string;
  readonly codes: readonly string[];
}

export function editsTouched(
  changed: ReadonlySet<string>,
  diff: ReleaseDiff | SystemDiff,
  terminology: Terminology,
): readonly TouchedEdit[] {
  const codes = [...changed].sort();
  const own = EDITS.flatMap((edit) => one(edit.meta.id, 'its own rule', codes.filter(namedBy(edit))));
  if (!('system' in diff)) return [...own, ...byNotes(codes, diff, terminology)];
  return diff.system === 'hcpcs' ? [...own, ...byTables(codes, diff.to.effective.from, terminology)] : own;
}

const one = (edit: string, by: string, codes: readonly string[]): readonly TouchedEdit[] =>
  codes.length === 0 ? [] : [{ edit, by, codes }];

/** `Z00.1-` is a node and everything below it; `G0438` and `Z00.2` are themselves. */
const NAMED = /\b(?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{0,4})?(-)?|[A-V]\d{4})(?![0-9A-Za-z])/g;

/** An edit says which codes its rule names, in what it is about and in its messages. */
function namedBy({ meta }: Edit): (code: string) => boolean {
  const text = [meta.about ?? '', ...Object.values(meta.messages)].join(' ');
  const found = [...text.matchAll(NAMED)];
  const codes = new Set(found.filter(([, node]) => !node).map(([named]) => named));
  const nodes = found.flatMap(([named, node]) => (node ? [named.replace(/\.?-$/, '')] : []));
  return (code) => codes.has(code) || nodes.some((node) => isUnder(code, node));
}

const NOTE_EDITS = {
  excludes1: 'icd10cm-excludes1',
  excludes2: 'icd10cm-excludes2',
  codeFirst: 'icd10cm-code-first',
  useAdditional: 'icd10cm-use-additional',
  codeAlso: 'icd10cm-code-also',
} as const;

/** Notes that stand at the code itself: those of its ancestors bind what took its place just the same. */
function byNotes(
  codes: readonly string[],
  { from }: ReleaseDiff,
  { icd10cm }: Terminology,
): readonly TouchedEdit[] {
  const on = from.effective.from;
  const byEdit = new Map<string, string[]>();
  for (const code of codes) {
    const normal = icd10CmCode(code);
    const own = normal ? icd10cm.notes(normal, on).filter((note) => note.node === normal) : [];
    for (const edit of new Set(own.map(({ kind }) => NOTE_EDITS[kind])))
      byEdit.set(edit, [...(byEdit.get(edit) ?? []), code]);
  }
  const by = icd10cm.notesEdition(on) ?? 'the tabular list';
  return EDITS.flatMap(({ meta }) => one(meta.id, by, byEdit.get(meta.id) ?? []));
}

/** Limits of units and add-on codes that the site has loaded for a code that ended or means something else. */
function byTables(codes: readonly string[], on: ServiceDate, { ncci }: Terminology): readonly TouchedEdit[] {
  const found = new Map<string, TouchedEdit>();
  const add = (edit: string, by: string, code: string): void => {
    const key = `${edit} ${by}`;
    found.set(key, { edit, by, codes: [...(found.get(key)?.codes ?? []), code] });
  };
  for (const code of codes.flatMap((text) => procedureCode(text) ?? [])) {
    for (const setting of ['practitioner', 'outpatient-hospital', 'dme'] as const) {
      const limit = ncci.mue(code, on, setting);
      if (limit.kind === 'limit') add('ncci-mue', limit.edition, code);
    }
    const addOn = ncci.addOn(code, on);
    if (addOn.kind === 'add-on') add('add-on-without-primary', addOn.edition, code);
  }
  return [...found.values()];
}
