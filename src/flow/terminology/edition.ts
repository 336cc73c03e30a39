/** Which edition of ICD-10-CM a question means: `date` (R4 dateTime) and `version` decide; both must agree. */
import { SYSTEM } from '../../fhir/index.ts';
import { type ServiceDate, serviceDate, within } from '../../kernel/index.ts';
import type { ReleaseInfo, Terminology } from '../../terminology/index.ts';
import { cannotTell, contradiction, type OperationAnswer, shown } from './answer.ts';
import { type OperationInput, refuse } from './input.ts';

/** A release and a day on which it is in force. */
export interface Edition {
  readonly on: ServiceDate;
  readonly release: ReleaseInfo;
}

// R4 datatypes.html#dateTime, whole days. A `+` that a client did not escape arrives as a space.
const DATE_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+ -]\d\d:\d\d)?)?$/;

/** The day of `date` as it is written at the place of service, or of today; 422 when it is no whole day. */
export function dayAsked(input: OperationInput, today: string): ServiceDate {
  const text = input.text('date');
  const day = serviceDate(text === undefined || DATE_TIME.test(text) ? (text ?? today) : undefined);
  return day ?? refuse('date', 'send a whole day, such as 2025-10-01');
}

/** The edition that the date, the versions, or neither (today's) name. */
export function editionAsked(
  input: OperationInput,
  versions: readonly string[],
  terminology: Terminology,
  today: string,
): Edition | OperationAnswer {
  const [version, other] = [...new Set(versions)];
  if (other !== undefined)
    return contradiction(`Two versions are named: ${shown(version ?? '')} and ${shown(other)}`, 'version');
  const day = dayAsked(input, today);
  if (version === undefined) return editionOn(day, terminology);
  return input.text('date') === undefined
    ? editionOf(version, terminology)
    : editionOfBoth(version, day, terminology);
}

function editionOn(on: ServiceDate, terminology: Terminology): Edition | OperationAnswer {
  const release = terminology.icd10cm.release(on);
  if (release) return { on, release };
  return cannotTell(`no ICD-10-CM release is loaded for ${on} (loaded: ${loaded(terminology)})`, 'date');
}

/** On its first day, so that a mid-year file laid over it does not answer in its place. */
function editionOf(version: string, terminology: Terminology): Edition | OperationAnswer {
  const first = named(version, terminology)[0]?.effective.from;
  const release = first && terminology.icd10cm.release(first);
  if (first && release?.version === version) return { on: first, release };
  return cannotTell(
    `no ICD-10-CM release ${shown(version)} is loaded (loaded: ${loaded(terminology)})`,
    'version',
  );
}

function editionOfBoth(
  version: string,
  on: ServiceDate,
  terminology: Terminology,
): Edition | OperationAnswer {
  const byVersion = editionOf(version, terminology);
  if ('status' in byVersion) return byVersion;
  const release = terminology.icd10cm.release(on);
  if (release?.version === version && within(on, release.effective)) return { on, release };
  const instead = release ? `${release.title} is` : 'no loaded release is';
  return contradiction(
    `${byVersion.release.title} is not the edition in force on ${on}; ${instead}`,
    'version',
  );
}

export const icdReleases = (terminology: Terminology): readonly ReleaseInfo[] =>
  terminology.releases().filter(({ system }) => system === SYSTEM.icd10cm);

const named = (version: string, terminology: Terminology): readonly ReleaseInfo[] =>
  icdReleases(terminology).filter((release) => release.version === version);

/** The versions that are loaded, in order, as a sentence lists them. */
export const loaded = (terminology: Terminology): string =>
  [...new Set(icdReleases(terminology).map(({ version }) => version))].sort().join(', ') || 'none';
