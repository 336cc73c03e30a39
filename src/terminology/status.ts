/** What is known of an ICD-10-CM code on a date of service, from the editions that are loaded. */
import { addDays, type ServiceDate } from '../kernel/index.ts';
import { dotless, type Icd10CmCode, icd10CmCode } from './code.ts';
import type { Converted } from './conversion/index.ts';
import { successorsOf } from './import/successors.ts';
import type { CodeStatus } from './model.ts';
import type { Icd10CmRelease } from './release/icd10cm-release.ts';

export function codeStatus(
  code: Icd10CmCode,
  on: ServiceDate,
  releases: readonly Icd10CmRelease[],
  inForce: Icd10CmRelease | undefined,
  converted: Converted = () => [],
): CodeStatus {
  if (!inForce) return { kind: 'cannot-tell', reason: `no ICD-10-CM release is loaded for ${on}` };
  const entry = inForce.lookup(code);
  if (entry) return { kind: entry.billable ? 'active' : 'header', entry, release: inForce.info };
  const gone = retired(code, on, releases, inForce);
  if (gone) return withConverted(code, gone, inForce, converted);
  return notYet(code, on, releases, inForce) ?? absent(code, inForce);
}

type Retired = Extract<CodeStatus, { readonly kind: 'retired' }>;

/** What the conversion table names before what the shape of codes shows: it also knows those that moved elsewhere. */
function withConverted(
  code: Icd10CmCode,
  gone: Retired,
  inForce: Icd10CmRelease,
  converted: Converted,
): CodeStatus {
  const named = converted(code, addDays(gone.lastDay, 1));
  const successors = named.filter(
    (one) => inForce.lookup(one)?.billable ?? (!inForce.info.complete && one !== code),
  );
  return successors.length > 0 ? { ...gone, successors } : gone;
}

function absent(code: Icd10CmCode, inForce: Icd10CmRelease): CodeStatus {
  // A billable code has nothing below it, so what hangs below one is unknown even where the edition is a starter.
  if (inForce.info.complete || belowBillable(code, inForce))
    return { kind: 'unknown', release: inForce.info };
  const reason = `the starter release does not hold ${code}; import the official file: npx claimwright codes import FILE`;
  return { kind: 'cannot-tell', reason };
}

function belowBillable(code: Icd10CmCode, release: Icd10CmRelease): boolean {
  const plain = dotless(code);
  for (let length = plain.length - 1; length >= 3; length -= 1) {
    const node = icd10CmCode(plain.slice(0, length));
    if (node && release.lookup(node)?.billable) return true;
  }
  return false;
}

/** By the addenda of an edition that has begun, else because an earlier edition holds it and this complete one does not. */
function retired(
  code: Icd10CmCode,
  on: ServiceDate,
  releases: readonly Icd10CmRelease[],
  inForce: Icd10CmRelease,
): Retired | undefined {
  const release = inForce.info;
  for (const { info, change } of begun(releases, on)) {
    const listed = change(code);
    if (listed?.kind !== 'retired') continue;
    return {
      kind: 'retired',
      lastDay: addDays(info.effective.from, -1),
      successors: listed.successors,
      release,
    };
  }
  const earlier = release.complete ? lastHolder(code, on, releases) : undefined;
  const lastDay = earlier?.info.effective.to;
  if (!earlier || !lastDay) return undefined;
  return { kind: 'retired', lastDay, successors: successorsBetween(code, earlier, inForce), release };
}

/** Editions that have begun by a day, the latest first. */
const begun = (releases: readonly Icd10CmRelease[], on: ServiceDate): readonly Icd10CmRelease[] =>
  releases
    .filter(({ info }) => info.effective.from <= on)
    .sort((a, b) => (a.info.effective.from < b.info.effective.from ? 1 : -1));

/** The latest edition that ended before a day and holds the code: presence is proof even in a starter. */
const lastHolder = (
  code: Icd10CmCode,
  on: ServiceDate,
  releases: readonly Icd10CmRelease[],
): Icd10CmRelease | undefined =>
  begun(releases, on).find(
    ({ info, lookup }) => (info.effective.to ?? on) < on && lookup(code) !== undefined,
  );

/** Only two complete editions show what is new between them. */
function successorsBetween(
  code: Icd10CmCode,
  earlier: Icd10CmRelease,
  later: Icd10CmRelease,
): readonly Icd10CmCode[] {
  if (!earlier.info.complete) return [];
  const category = dotless(code).slice(0, 3);
  const fresh = later
    .billableUnder(category)
    .map((entry) => entry.code)
    .filter((candidate) => earlier.lookup(candidate) === undefined);
  const wanted = new Set(successorsOf(dotless(code), fresh.map(dotless)));
  return fresh.filter((candidate) => wanted.has(dotless(candidate)));
}

/** By the addenda of an edition still to come, else because a later edition holds it and this complete one does not. */
function notYet(
  code: Icd10CmCode,
  on: ServiceDate,
  releases: readonly Icd10CmRelease[],
  inForce: Icd10CmRelease,
): CodeStatus | undefined {
  const later = releases
    .filter(({ info }) => info.effective.from > on)
    .sort((a, b) => (a.info.effective.from < b.info.effective.from ? -1 : 1))
    .find(
      (release) => release.change(code)?.kind === 'added' || (inForce.info.complete && release.lookup(code)),
    );
  return later && { kind: 'not-yet', from: later.info.effective.from, release: inForce.info };
}
