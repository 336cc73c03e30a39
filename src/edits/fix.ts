/** The safe mends of findings as FHIRPath Patch operations on the Claim, and making them: by a policy or by a person, recorded. */
import type { Claim, Parameters } from '../fhir/index.ts';
import { isIcd10Cm } from './diagnoses.ts';
import { applyOperations, type PatchOperation, patchOf } from './fix-path.ts';
import type { Finding, Fix } from './model.ts';
import type { EditRun } from './run.ts';

/** Why a mend was made, for the record. */
export interface FixAuthor {
  /** A person by reference, or `policy`. */
  readonly who: string;
  readonly why: string;
}

export interface FixRecord extends FixAuthor {
  readonly edit: string;
  readonly message: string;
  readonly fix: Fix;
  readonly patch: Parameters;
}

export interface Mended {
  readonly claim: Claim;
  readonly record: FixRecord;
}

/** Undefined when the Claim does not have what the mend is about: it is then another Claim than was checked. */
export function fixOperations(claim: Claim, fix: Fix): readonly PatchOperation[] | undefined {
  const operations = MAKERS[fix.kind](claim, fix);
  return operations && applyOperations(claim, operations) ? operations : undefined;
}

export function fixPatch(claim: Claim, fix: Fix): Parameters | undefined {
  const operations = fixOperations(claim, fix);
  return operations && patchOf(operations);
}

/** One mend on a copy of the Claim, with its record; undefined when the finding has none that fits. */
export function applyFix(claim: Claim, finding: Finding, { who, why }: FixAuthor): Mended | undefined {
  const { fix, edit, message } = finding;
  const operations = fix && fixOperations(claim, fix);
  const mended = operations && applyOperations(claim, operations);
  if (!fix || !operations || !mended) return undefined;
  return { claim: mended, record: { who, why, edit, message, fix, patch: patchOf(operations) } };
}

/** A claim has no more mends than this; one that made another necessary would never end. */
const MOST = 50;

/** Who lets the safe mends of an edit be made, and why; undefined: nobody. */
export type Allows = (edit: string) => FixAuthor | undefined;

/** Makes the mends that are allowed, one at a time and checking again after each, because a mend moves elements. */
export function mendWhere(
  claim: Claim,
  check: (claim: Claim) => EditRun,
  allows: Allows,
): { readonly claim: Claim; readonly records: readonly FixRecord[] } {
  const records: FixRecord[] = [];
  let current = claim;
  while (records.length < MOST) {
    const mended = check(current)
      .findings.map((f) => {
        const author = f.fix && allows(f.edit);
        return author && applyFix(current, f, author);
      })
      .find((m) => m !== undefined);
    if (!mended) break;
    current = mended.claim;
    records.push(mended.record);
  }
  return { claim: current, records };
}

export const POLICY = 'policy';

/** Makes the mends that the policy allows (`applyFixes`). */
export const mendByPolicy = (
  claim: Claim,
  check: (claim: Claim) => EditRun,
  allows: (edit: string) => boolean,
): ReturnType<typeof mendWhere> =>
  mendWhere(claim, check, (edit) =>
    allows(edit) ? { who: POLICY, why: `applyFixes of ${edit}` } : undefined,
  );

type Maker = (claim: Claim, fix: Fix) => readonly PatchOperation[] | undefined;

const indexOf = (expression: string | undefined): number =>
  Number(/\[(\d+)\]$/.exec(expression ?? '')?.[1] ?? -1);

const replaceCode: Maker = (claim, { expression, value }) => {
  const codings = claim.diagnosis?.[indexOf(expression)]?.diagnosisCodeableConcept?.coding ?? [];
  const own = codings.findIndex((c) => c.system !== undefined && isIcd10Cm(c.system));
  const at = `${expression}.diagnosis.coding[${Math.max(0, own)}]`;
  const coding = codings[Math.max(0, own)];
  if (value === undefined || !coding) return undefined;
  return [
    { type: 'replace', path: `${at}.code`, value: { valueCode: value } },
    // A title that was written for another code would be wrong.
    ...(coding.display === undefined ? [] : [{ type: 'delete', path: `${at}.display` } as const]),
  ];
};

/** The order of reporting is the sequence: it is given anew, and pointers follow their diagnosis. */
const moveBefore: Maker = (claim, { expression, value }) => {
  const all = (claim.diagnosis ?? []).map((d, i) => ({ i, sequence: d.sequence ?? i + 1 }));
  const ordered = all.toSorted((a, b) => a.sequence - b.sequence);
  const moving = all[indexOf(expression)];
  const target = all[indexOf(value)];
  if (!moving || !target || new Set(all.map((d) => d.sequence)).size < all.length) return undefined;
  const places = ordered.map((d) => d.sequence);
  const without = ordered.filter((d) => d !== moving);
  const order = without.toSpliced(without.indexOf(target), 0, moving);
  const renumbered = new Map(order.map((d, place) => [d.sequence, places[place] ?? d.sequence]));
  return [
    ...all.flatMap(({ i, sequence }) => renumber(`Claim.diagnosis[${i}].sequence`, sequence, renumbered)),
    ...(claim.item ?? []).flatMap((item, k) =>
      (item.diagnosisSequence ?? []).flatMap((s, j) =>
        renumber(`Claim.item[${k}].diagnosisSequence[${j}]`, s, renumbered),
      ),
    ),
    ...principal(claim, moving.i, target.i),
  ];
};

function renumber(path: string, from: number, to: ReadonlyMap<number, number>): readonly PatchOperation[] {
  const sequence = to.get(from) ?? from;
  return sequence === from ? [] : [{ type: 'replace', path, value: { valuePositiveInt: sequence } }];
}

/** The type "principal" goes with the first place; only where both are typed with one code, which is the usual form. */
function principal(claim: Claim, moving: number, target: number): readonly PatchOperation[] {
  const typeOf = (i: number): string | undefined => claim.diagnosis?.[i]?.type?.[0]?.coding?.[0]?.code;
  const [first, other] = [typeOf(target), typeOf(moving)];
  if (first !== 'principal') return [];
  if (other === undefined) return [{ type: 'delete', path: `Claim.diagnosis[${target}].type` }];
  const path = (i: number): string => `Claim.diagnosis[${i}].type[0].coding[0].code`;
  return [
    { type: 'replace', path: path(target), value: { valueCode: other } },
    { type: 'replace', path: path(moving), value: { valueCode: first } },
  ];
}

const cents = (amount: number): number => Math.round(amount * 100);

const removeLine: Maker = (claim, { expression }) => {
  const item = claim.item?.[indexOf(expression)];
  if (!item) return undefined;
  const total = claim.total?.value;
  const net = item.net?.value;
  const lower = total !== undefined && net !== undefined ? (cents(total) - cents(net)) / 100 : undefined;
  return [
    ...(lower === undefined
      ? []
      : [{ type: 'replace', path: 'Claim.total.value', value: { valueDecimal: lower } } as const]),
    { type: 'delete', path: expression },
  ];
};

const foldLines: Maker = (claim, { expression, value }) => {
  const first = claim.item?.[indexOf(value)];
  const second = claim.item?.[indexOf(expression)];
  const [units, more] = [first?.quantity?.value, second?.quantity?.value];
  const [net, added] = [first?.net?.value, second?.net?.value];
  // A quantity or charge that is not written cannot be replaced, and would be guessed.
  if (units === undefined || more === undefined || (net === undefined) !== (added === undefined))
    return undefined;
  const charge =
    net === undefined || added === undefined
      ? []
      : [
          {
            type: 'replace',
            path: `${value}.net.value`,
            value: { valueDecimal: (cents(net) + cents(added)) / 100 },
          } as const,
        ];
  return [
    { type: 'replace', path: `${value}.quantity.value`, value: { valueDecimal: units + more } },
    ...charge,
    { type: 'delete', path: expression },
  ];
};

const MAKERS: Readonly<Record<Fix['kind'], Maker>> = {
  'replace-diagnosis-code': replaceCode,
  'move-diagnosis-before': moveBefore,
  'remove-line': removeLine,
  'fold-lines': foldLines,
};
