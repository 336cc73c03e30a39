/** Edit icd10cm-excludes1: codes that an Excludes1 note keeps apart are not reported together (guidelines I.A.12.a). */
import type { ServiceDate } from '../kernel/index.ts';
import { type Icd10Cm, inRange, type TabularNote } from '../terminology/index.ts';
import { TabularIndex } from './code-order.ts';
import { comparedInOrder, type IcdDiagnosis, notesOf } from './diagnoses.ts';
import { isAllowedPair } from './excludes1-allowed.ts';
import { CANNOT_TELL, cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

/** A code with its place in the order of reporting. */
interface Placed extends IcdDiagnosis {
  readonly at: number;
}

interface Conflict {
  readonly bearer: Placed;
  readonly other: Placed;
  readonly note: TabularNote;
}

export const icd10cmExcludes1: Edit = {
  meta: {
    id: 'icd10cm-excludes1',
    title: 'No two diagnoses exclude each other (Excludes1)',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.12.a' },
    about:
      'Looks at every pair of codes for an Excludes1 note on either of them, on a category above it, its block or its ' +
      'chapter; ranges in the note are expanded. Each pair is reported once. Cannot tell when no tabular list is loaded ' +
      'for the date of service.',
    messages: {
      conflict:
        '{code} and {other} are not reported together (Excludes1 note at {node}, {edition}); keep the one that the record supports, or let a reviewer confirm that the two are unrelated.',
      'no-notes':
        'Excludes1 conflicts were not looked for: no tabular list is loaded for {on}; import one to have them checked.',
    },
  },
  check(subject, context) {
    const { codes, partly } = comparedInOrder(subject);
    if (codes.length < 2) return NOT_APPLICABLE;
    if (subject.on === undefined) return CANNOT_TELL;
    const edition = context.terminology.icd10cm.notesEdition(subject.on);
    if (edition === undefined) return verdictOf([noNotes(subject.on)]);
    const conflicts = conflictsAmong(codes, notesOf(context), subject.on);
    return verdictOf(
      conflicts.map((c) => conflictHit(c, edition)),
      partly,
    );
  },
};

const noNotes = (on: string): Hit =>
  cannotTell('no-notes', 'Claim.diagnosis', { params: { on }, severity: 'information' });

/** Each pair once, in the order of reporting, whichever of the two bears the note. */
function conflictsAmong(
  codes: readonly IcdDiagnosis[],
  notesOn: Icd10Cm['notes'],
  on: ServiceDate,
): readonly Conflict[] {
  const placed = codes.map((d, at) => ({ ...d, at }));
  const index = new TabularIndex(placed, (d) => d.code);
  const pairs = new Map<number, Conflict>();
  for (const bearer of placed) {
    for (const note of notesOn(bearer.code, on)) {
      if (note.kind !== 'excludes1') continue;
      for (const other of excludedBy(note, bearer, index)) {
        const key = Math.min(bearer.at, other.at) * placed.length + Math.max(bearer.at, other.at);
        if (pairs.has(key) || isAllowedPair(bearer.code, other.code, on)) continue;
        pairs.set(key, { bearer, other, note });
      }
    }
  }
  return [...pairs].toSorted(([a], [b]) => a - b).map(([, conflict]) => conflict);
}

function excludedBy(note: TabularNote, bearer: Placed, index: TabularIndex<Placed>): readonly Placed[] {
  // A range that holds the note's own bearer says nothing about what else is in that range.
  return note.targets.flatMap((target) => (inRange(bearer.code, target) ? [] : index.within(target)));
}

function conflictHit({ bearer, other, note }: Conflict, edition: string): Hit {
  const later = bearer.at > other.at ? bearer : other;
  return fail('conflict', later.diagnosis.expression, {
    codes: [bearer.code, other.code],
    params: { code: bearer.code, other: other.code, node: note.node, edition },
  });
}
