/** Checks one connection: everything coding needs of it is tried once, a few encounters are measured, and nothing is written. */
import type { Chart } from '../../chart/index.ts';
import type { Encounter, FhirValidator } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { type ConnectOptions, connectEhr } from '../connect.ts';
import { linkEhr } from '../http/link.ts';
import type { Ehr } from '../model.ts';
import { type FhirSource, fhirSource } from '../read/source.ts';
import type { Granted } from '../smart/credentials.ts';
import { readWriteCapability } from '../write/write-capability.ts';
import { chartSearchRows } from './chart-searches.ts';
import { type AuthKind, authorizationRow, capabilityRow } from './connection.ts';
import { cancelledRow, finishedRow, lastUpdatedRow, pagingRow, readRow } from './encounters.ts';
import { explained } from './explain.ts';
import type { Readiness, ReadinessRow } from './model.ts';
import { paced } from './pace.ts';
import { recordRows } from './record.ts';
import { newsRow, writeRows } from './write-side.ts';

export interface EhrCheck {
  readonly options: ConnectOptions;
  readonly auth: AuthKind;
  /** What the token grants, where the server says so. */
  readonly granted?: (() => Promise<Granted>) | undefined;
  readonly validator?: FhirValidator | undefined;
  /** Encounters to measure. */
  readonly samples: number;
  /** These encounters, instead of any finished ones. */
  readonly named?: readonly string[] | undefined;
  /** Any finished ones among these. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** Somebody waits for the answer: fewer and shorter tries than at night. */
const PATIENCE = { retries: 1, timeout: 15_000, maxPages: 20, concurrency: 2 } as const;

/** Never throws for what is the EHR's: that is a row. */
export async function checkEhr(check: EhrCheck): Promise<Readiness> {
  const { options, samples } = check;
  const pace = paced(options.headers ?? (async () => ({})), options.clock);
  const limited = { ...options, ...PATIENCE, headers: pace.headers };
  const link = linkEhr(limited);
  const told = await capabilityRow(link);
  const authorized = await authorizationRow(check.auth, limited.headers, check.granted);
  const first = [told.row, authorized];
  const report = (rows: readonly ReadinessRow[], found = 0, read = 0): Readiness => ({
    ...{ report: 'claimwright-ehr-readiness-1', connection: options.id, at: options.clock.now() },
    ...{ software: told.software, verdict: worst(rows), samples: { asked: samples, found, read } },
    ...{ requests: pace.requests(), rows },
  });
  // What cannot be reached, or gives no token, would say the same in forty rows.
  if (first.some((r) => r.verdict === 'missing' && r.effect.startsWith('Nothing can be read')))
    return report(first);
  const source = fhirSource({ client: link.client, base: link.base, maxPages: PATIENCE.maxPages });
  const finished = await finishedRow(link, samples, check.only);
  const ids = check.named ?? finished.encounters.flatMap((e) => e.id ?? []);
  const changed = await lastUpdatedRow(link);
  const reading = [
    finished.row,
    await pagingRow(link, finished.encounters.length),
    changed,
    await cancelledRow(link),
    await readRow(link, ids[0]),
    ...(await chartSearchRows(source, await sample(source, finished.encounters, ids[0]))),
  ];
  const ehr = connectEhr(limited);
  const { charts, row } = await readSamples(ehr, ids.slice(0, samples));
  const written = await writeRows(ehr, () => readWriteCapability(link.client));
  const polls = finished.row.verdict !== 'missing' && changed.verdict !== 'missing';
  return report(
    [
      ...first,
      newsRow(told.statement, polls),
      ...reading,
      row,
      ...recordRows(charts, check.validator),
      ...written,
    ],
    ids.length,
    charts.length,
  );
}

async function sample(
  source: FhirSource,
  found: readonly Encounter[],
  id: string | undefined,
): Promise<Encounter | undefined> {
  const [first] = found;
  if (first?.id === id || id === undefined) return first;
  // Why it cannot be read is a row already.
  return source.read('Encounter', id).then(
    (r) => r as Encounter,
    () => undefined,
  );
}

interface Samples {
  readonly charts: readonly Chart[];
  readonly row: ReadinessRow;
}

/** One after the other, so that each has the pace to itself. */
async function readSamples(ehr: Pick<Ehr, 'readChart'>, ids: readonly string[]): Promise<Samples> {
  const charts: Chart[] = [];
  const faults = new Map<string, number>();
  for (const id of ids) {
    try {
      charts.push(await ehr.readChart(id));
    } catch (fault) {
      if (!(fault instanceof ClaimwrightError)) throw fault;
      const why = explained(fault, 'Encounter');
      faults.set(why, (faults.get(why) ?? 0) + 1);
    }
  }
  return { charts, row: chartsRow(ids.length, charts.length, faults) };
}

function chartsRow(asked: number, read: number, faults: ReadonlyMap<string, number>): ReadinessRow {
  const told = [...faults].map(([why, n]) => `; ${why} (${n})`).join('');
  const effect = 'A chart that cannot be read is a held case with this reason.';
  const row = { area: 'record', id: 'charts', what: 'whole charts', effect } as const;
  if (asked === 0) return { ...row, verdict: 'not-tried', found: 'there is no finished encounter to read' };
  const verdict = read === asked ? 'works' : read > 0 ? 'works-around' : 'missing';
  const counts = { works: read, worksAround: 0, missing: asked - read };
  return { ...row, verdict, counts, found: `${read} of ${asked} read${told}` };
}

function worst(rows: readonly ReadinessRow[]): Readiness['verdict'] {
  const verdicts = rows.map((r) => r.verdict);
  if (verdicts.includes('missing')) return 'missing';
  return verdicts.includes('works-around') ? 'works-around' : 'works';
}
