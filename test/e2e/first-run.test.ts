/** The main job from end to end, over real HTTP: the sandbox's encounters become Claims in it, each once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, Claim, Parameters, Provenance, Resource } from '../../src/fhir/index.ts';
import { codesOf, FHIR } from '../http/support.ts';
import { type Example, examples, raw, startService } from '../support/service.ts';

const all = examples();
const claimed = all.filter((e) => e.expected.outcome === 'claimed');
const tally = Object.fromEntries(
  [...new Set(all.map((e) => e.expected.outcome))].map((o) => [
    o,
    all.filter((e) => e.expected.outcome === o).length,
  ]),
);

let service: Awaited<ReturnType<typeof startService>>;
let counts: Readonly<Record<string, number>>;
beforeAll(async () => {
  service = await startService();
  counts = await service.process();
});
afterAll(() => service.close());

/** What the EHR holds, as any client of it sees it. */
async function held<T extends Resource>(query: string): Promise<readonly T[]> {
  const answer = await fetch(`${service.ehrUrl}/${query}`);
  const bundle = (await answer.json()) as Bundle<T>;
  expect(bundle.link?.some((l) => l.relation === 'next')).toBe(false);
  return (bundle.entry ?? []).flatMap((e) => (e.resource ? [e.resource] : []));
}
const claims = () => held<Claim>('Claim?_count=1000');
const provenances = () => held<Provenance>('Provenance?_count=1000');

const encounterOf = (claim: Claim): string | undefined => claim.item?.[0]?.encounter?.[0]?.reference;
async function caseOf({ expected }: Example) {
  return (await service.cases.list()).find((k) => k.case.encounter === expected.encounter);
}
async function claimOf(e: Example): Promise<Claim | undefined> {
  const reference = (await caseOf(e))?.details.claim;
  return (await claims()).find((c) => `Claim/${c.id}` === reference);
}

describe('the first run', () => {
  it('ends as the examples say: claimed, held or for review', () => {
    expect(counts).toEqual(tally);
    expect(all.length).toBeGreaterThanOrEqual(24);
  });

  it.each(all)('$slug ends $expected.outcome', async (e) => {
    const kept = await caseOf(e);
    const state = kept?.case.state;
    const reasons = kept?.details.coded?.disposition.reasons ?? [kept?.details.fault?.message];
    expect([state, ...(state === e.expected.outcome ? [] : reasons)]).toEqual([e.expected.outcome]);
  });

  it.each(claimed)('$slug: its Claim is in the EHR with the diagnoses in order', async (e) => {
    const claim = await claimOf(e);
    expect(claim?.diagnosis?.map((d) => d.diagnosisCodeableConcept?.coding?.[0]?.code)).toEqual(
      e.expected.diagnoses,
    );
    expect(claim?.diagnosis?.map((d) => d.sequence)).toEqual(e.expected.diagnoses.map((_, i) => i + 1));
  });

  it.each(claimed)('$slug: its Claim has the lines, with modifiers and units', async (e) => {
    const claim = await claimOf(e);
    const name = (code: unknown, modifiers: readonly unknown[], units: unknown): string =>
      `${[code, ...modifiers].join('-')} × ${units}`;
    const lines = (claim?.item ?? [])
      .filter((i) => !e.expected.optional?.[i.productOrService?.coding?.[0]?.code ?? ''])
      .map((i) =>
        name(
          i.productOrService?.coding?.[0]?.code,
          (i.modifier ?? []).map((m) => m.coding?.[0]?.code),
          i.quantity?.value,
        ),
      );
    expect(lines.sort()).toEqual(e.expected.lines.map((l) => name(l.code, l.modifiers, l.units)).sort());
    for (const item of claim?.item ?? []) expect(item.net?.value).toBeGreaterThanOrEqual(0);
    if (encounterOf(claim as Claim) !== undefined)
      expect(encounterOf(claim as Claim)).toBe(e.expected.encounter);
  });

  it('writes a Claim for each claimed encounter and for no other, each under its own number', async () => {
    const found = await claims();
    expect(found).toHaveLength(counts.claimed ?? 0);
    const numbers = found.map((c) => c.identifier?.[0]?.value);
    expect(new Set(numbers).size).toBe(found.length);
    for (const number of numbers) expect(number).toMatch(/^[A-Z0-9]{1,20}$/);
  });

  it('writes one Provenance for each Claim, with the evidence of its codes', async () => {
    const targets = (await provenances()).map((p) => p.target?.map((t) => t.reference));
    expect(targets.every((t) => t?.length === 1)).toBe(true);
    expect(targets.flat().sort()).toEqual((await claims()).map((c) => `Claim/${c.id}`).sort());
    for (const { extension, entity } of await provenances()) {
      expect(extension?.length).toBeGreaterThan(0);
      expect(entity?.length).toBeGreaterThan(0);
    }
  });

  it('names sources in its Provenance that the EHR has', async () => {
    const sources = (await provenances()).flatMap((p) => p.entity?.map((e) => e.what?.reference) ?? []);
    const sample = [...new Set(sources)].filter((s) => s !== undefined).slice(0, 60);
    expect(sample.length).toBeGreaterThan(20);
    const answers = await Promise.all(sample.map((s) => fetch(`${service.ehrUrl}/${s}`)));
    expect(answers.filter((a) => !a.ok).map((a) => a.url)).toEqual([]);
  });
});

describe('a second run', () => {
  it('adds nothing, nor do two at once', async () => {
    const before = [(await claims()).map((c) => c.id), (await provenances()).map((p) => p.id)];
    expect(await service.process()).toEqual(counts);
    const [one, two] = await Promise.all([service.process(), raw(service.url, 'POST', '/api/process')]);
    expect([one, two.json]).toEqual([counts, { counts }]);
    expect([(await claims()).map((c) => c.id), (await provenances()).map((p) => p.id)]).toEqual(before);
    for (const { details } of await service.cases.list())
      if (details.claim) expect(details.writeBack).toBe('created');
  });
});

describe('the faces of the running service', () => {
  it.each(all)('$slug: is coded alike from the EHR and inline', async ({ bundle, expected }) => {
    const ask = async (path: string, body: string) =>
      (await raw(service.url, 'POST', path, { headers: FHIR, body })).json as Parameters;
    const fromEhr = await ask(`/fhir/${expected.encounter}/$suggest-codes`, '');
    const named = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'chart', resource: bundle },
        { name: 'encounter', valueReference: { reference: expected.encounter } },
      ],
    };
    const inline = await ask('/fhir/$suggest-codes', JSON.stringify(named));
    expect(codesOf(fromEhr)).toEqual(codesOf(inline));
    const disposition = (p: Parameters) =>
      p.parameter?.find((part) => part.name === 'disposition')?.valueCode;
    expect(disposition(fromEhr)).toBe(disposition(inline));
  });

  it('find nothing wrong with a Claim that the EHR holds', async () => {
    for (const claim of await claims()) {
      const { json } = await raw(service.url, 'POST', '/fhir/Claim/$validate', {
        headers: FHIR,
        body: JSON.stringify(claim),
      });
      const { issue } = json as { issue: { severity: string }[] };
      expect(issue.filter((i) => i.severity === 'error')).toEqual([]);
    }
  });

  it('show a page, the cases and each of them', async () => {
    const page = await raw(service.url, 'GET', '/');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const rows = (await raw(service.url, 'GET', '/api/cases')).json as { id: string; state: string }[];
    expect(rows).toHaveLength(all.length);
    for (const { id, state } of rows)
      expect((await raw(service.url, 'GET', `/api/cases/${id}`)).json).toMatchObject({ id, state });
    const status = (await raw(service.url, 'GET', '/api/status')).json;
    expect(status).toMatchObject({ ehr: service.ehrUrl, sandbox: true, cases: all.length });
  });

  it('log ids, states and counts, and no fault', () => {
    expect(service.log.lines.filter((l) => l.level === 'error')).toEqual([]);
    const lines = service.log.lines.filter((l) => l.event === 'case');
    expect(lines.length).toBeGreaterThanOrEqual(all.length);
    for (const { fields } of lines)
      expect(Object.keys(fields).sort()).toEqual(['case', 'diagnoses', 'state']);
  });
});

describe('the end', () => {
  it('closes the service and the sandbox', async () => {
    const second = await startService();
    await second.close();
    await expect(raw(second.url, 'GET', '/health')).rejects.toThrow(/ECONNREFUSED/);
    await expect(raw(second.ehrUrl, 'GET', '/fhir/metadata')).rejects.toThrow(/ECONNREFUSED/);
  });
});
