/** Each vendor's shape is read into a chart and coded to a claim, or held with a clear reason; what cannot be told is told. */
import { afterEach, describe, expect, it } from 'vitest';
import { checkEhr } from '../../../src/ehr/index.ts';
import { type CaseDetails, processEncounter } from '../../../src/flow/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { memoryCaseStore } from '../../../src/review/index.ts';
import { NOW, standing } from '../../support/service.ts';
import { connect, drained } from '../support.ts';
import { athenahealth } from './athenahealth/shape.ts';
import { epic } from './epic/shape.ts';
import { medplum, medplumUnresolved } from './medplum/shape.ts';
import { oracleHealth } from './oracle-health/shape.ts';
import { startVendor, type VendorServer, type VendorShape } from './server.ts';

const { knowledge, validator } = await standing();
const started: VendorServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s) => s.stub.close()));
});

async function server(shape: VendorShape): Promise<VendorServer> {
  const made = await startVendor(shape);
  started.push(made);
  return made;
}

async function coded(shape: VendorShape) {
  const { stub, written } = await server(shape);
  const { ehr } = connect(stub.url);
  const cases = memoryCaseStore<CaseDetails>();
  const deps = { ehr, cases, clock: frozenClock(NOW), knowledge, validator };
  const outcome = await processEncounter(shape.encounter, deps);
  const { details } = (await cases.get(outcome.id)) ?? {};
  const again = await processEncounter(shape.encounter, deps);
  const { coded: set, ...rest } = details ?? {};
  return {
    state: outcome.state,
    again: again.state,
    details: rest,
    written: written.map((r) => r.resourceType),
    diagnoses: set?.set.diagnoses.map((d) => d.code),
    lines: set?.set.services.map((s) => s.code),
    reasons: set?.disposition.reasons,
    gaps: set?.chart.gaps.map((g) => g.reason) ?? [],
    facts: set?.facts,
  };
}

interface Row {
  readonly shape: VendorShape;
  readonly state: string;
  readonly diagnoses: readonly string[];
  readonly lines: readonly string[];
  readonly written: readonly string[];
  /** The setting, and whether the patient is new. */
  readonly visit: readonly [string, string];
  readonly notes: number;
  readonly told: readonly string[];
}

const TABLE: readonly Row[] = [
  {
    shape: epic,
    state: 'claimed',
    diagnoses: ['J06.9'],
    lines: ['99212'],
    written: ['DocumentReference'],
    visit: ['office', 'established'],
    notes: 2,
    told: ['the EHR put an OperationOutcome in its answer (warning, processing)'],
  },
  {
    shape: oracleHealth,
    state: 'claimed',
    // The listed diabetes is current by guideline IV.J; its ICD-9-CM code counts for nothing, its words do.
    diagnoses: ['J06.9', 'E11.9'],
    lines: ['99212'],
    written: ['DocumentReference'],
    visit: ['office', 'established'],
    notes: 1,
    told: ['the EHR does not list this search in its CapabilityStatement'],
  },
  {
    shape: athenahealth,
    state: 'claimed',
    diagnoses: ['J06.9', 'I10'],
    lines: ['99212'],
    written: [],
    visit: ['office', 'established'],
    notes: 1,
    told: ['it is not an object', 'it is not a list'],
  },
  {
    shape: medplum,
    state: 'claimed',
    diagnoses: ['J06.9'],
    lines: ['99212'],
    written: ['Claim', 'Provenance'],
    visit: ['office', 'established'],
    notes: 1,
    told: [],
  },
  {
    shape: medplumUnresolved,
    state: 'held',
    diagnoses: ['J06.9'],
    lines: [],
    written: [],
    // Its own visit is not among the patient's, so that "no earlier visit" proves nothing.
    visit: ['office', 'unknown'],
    notes: 1,
    told: [],
  },
];

describe.each(TABLE)('$shape.name', (row) => {
  it('is coded from end to end', async () => {
    const done = await coded(row.shape);
    expect(done).toMatchObject({
      state: row.state,
      diagnoses: row.diagnoses,
      lines: row.lines,
      written: row.written,
    });
    expect([done.facts?.visit.setting.value, done.facts?.visit.patientStatus.value]).toEqual(row.visit);
    expect(done.facts?.notes).toHaveLength(row.notes);
    for (const reason of row.told) expect(done.gaps).toContain(reason);
    if (row.state === 'held') expect(done.reasons?.length).toBeGreaterThan(0);
    expect(done.again).toBe(row.state);
  });

  it('says the clinician, the payer and the member', async () => {
    const { facts } = await coded(row.shape);
    expect(facts?.parties.find((p) => p.role === 'rendering')?.npi).toBe('2174004525');
    expect(facts?.parties.find((p) => p.role === 'billing')?.npi).toBe('2174004517');
    expect(facts?.coverages).toMatchObject([{ memberId: 'BHH2019844', active: true }]);
  });
});

describe('how their encounters are found', () => {
  it.each([
    [epic, 400],
    [oracleHealth, 422],
    [athenahealth, 403],
  ])('$name: not by status alone, and that is told', async (shape, status) => {
    const { ehr } = connect((await server(shape)).stub.url, { retries: 0 });
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2003', status });
  });

  it('by status where the server has it', async () => {
    const { ehr } = connect((await server(medplum)).stub.url);
    expect(await drained(ehr.finishedEncounters())).toHaveLength(2);
  });
});

describe('pages', () => {
  it('of one resource each, behind opaque addresses, are read to the end', async () => {
    const { stub } = await server(oracleHealth);
    const chart = await connect(stub.url).ehr.readChart(oracleHealth.encounter);
    expect(chart.of('Condition')).toHaveLength(2);
    expect(stub.seen.filter((s) => s.path.includes('-pageContext=')).length).toBeGreaterThan(2);
  });

  it('that are empty and say so with a warning are whole, and other warnings are told once', async () => {
    const { stub } = await server(epic);
    const chart = await connect(stub.url).ehr.readChart(epic.encounter);
    const immunizations = chart.gaps.filter((g) => g.what.startsWith('Immunization'));
    expect(immunizations).toHaveLength(1);
  });
});

describe('readiness', () => {
  const checked = async (shape: VendorShape) => {
    const { stub, written } = await server(shape);
    const options = { id: 'site', baseUrl: stub.url, clock: frozenClock(NOW), random: () => 0.5 };
    const readiness = await checkEhr({
      ...{ options, auth: 'none', validator, samples: 3, named: [shape.encounter] },
    });
    const rows = new Map(readiness.rows.map((r) => [r.id, r]));
    return {
      readiness,
      written,
      verdicts: (ids: readonly string[]) => ids.map((id) => rows.get(id)?.verdict),
      rows,
    };
  };
  const IDS = [
    'finished-encounters',
    'last-updated',
    'read-encounter',
    'encounter-class',
    'notes',
    'write-back',
  ];

  it.each([
    [epic, ['missing', 'missing', 'works', 'works-around', 'works', 'works-around']],
    [oracleHealth, ['missing', 'missing', 'works', 'works', 'works', 'works-around']],
    [athenahealth, ['missing', 'missing', 'works', 'works-around', 'works', 'works-around']],
    [medplum, ['works', 'works', 'works', 'works-around', 'works', 'works']],
  ])('$name', async (shape, expected) => {
    const { readiness, verdicts, written } = await checked(shape);
    expect(verdicts(IDS)).toEqual(expected);
    expect(readiness.samples).toMatchObject({ found: 1, read: 1 });
    expect(written).toEqual([]);
    const text = JSON.stringify(readiness);
    for (const secret of ['Canaryfield', 'Oriel', 'BHH2019844', '30417', '1980-06-13', shape.encounter])
      expect(text).not.toContain(secret);
  });

  it('tells what is not among the attachments that can be read', async () => {
    const { rows } = await checked(oracleHealth);
    expect(rows.get('attachments')?.found).toBe('1 read, 1 scans or PDF');
  });
});
