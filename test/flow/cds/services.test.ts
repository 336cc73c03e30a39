/** The CDS services: what they say of an encounter's end, of orders and of appointments. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../../src/ehr/index.ts';
import type { Resource } from '../../../src/fhir/index.ts';
import { answerCds, CDS_SERVICES, type CdsDeps, cdsService } from '../../../src/flow/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { caseId } from '../../../src/review/index.ts';
import { bundleOf, example, resourcesOf, standing } from '../../support/service.ts';
import { describeWithShared } from '../../support/shared.ts';
import { expectCards } from './card-shape.ts';

const { knowledge } = await standing();
const BASE = 'https://ehr.example.org/fhir';
const TOKENS: (string | undefined)[] = [];

/** A day of the releases that come with the program, unless told. */
function deps(resources: readonly Resource[] = [], now = '2026-06-15T12:00:00.000Z'): CdsDeps {
  return {
    knowledge,
    clock: frozenClock(now),
    publicUrl: 'https://claims.example.org',
    ehrs: {
      at: (server) => (server === BASE ? { id: 'ehr' } : undefined),
      reader: (id, token) => {
        TOKENS.push(token);
        return fakeEhr(resources, { id, baseUrl: BASE });
      },
    },
  };
}

const INSTANCE = 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea';
const service = (id: string) => {
  const found = cdsService(id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
};

/** The prefetch of an example chart, by the templates of the service. */
function prefetchOf(resources: readonly Resource[], patientId: string, encounterId: string) {
  const about = (r: Resource) => {
    const loose = r as unknown as Record<string, { reference?: string } | undefined>;
    return (loose.subject ?? loose.patient ?? loose.beneficiary)?.reference === `Patient/${patientId}`;
  };
  return Object.fromEntries(
    Object.entries(service('coding-at-discharge').prefetch).map(([key, template]) => {
      const [type = ''] = template.split(/[/?]/);
      if (type === 'Patient' || type === 'Encounter') {
        const id = type === 'Patient' ? patientId : encounterId;
        return [key, resources.find((r) => r.resourceType === type && r.id === id) ?? null];
      }
      return [key, bundleOf(resources.filter((r) => r.resourceType === type && about(r)))];
    }),
  );
}

const chart = example('diabetes-ckd-office-visit');
const all = resourcesOf(chart.bundle);
const encounterId = chart.expected.encounter.split('/')[1] ?? '';
const encounter = all.find((r) => r.id === encounterId) as unknown as { subject: { reference: string } };
const patientId = encounter.subject.reference.replace('Patient/', '');
const discharge = (over: object = {}) => ({
  hook: 'encounter-discharge',
  hookInstance: INSTANCE,
  context: { userId: 'Practitioner/1', patientId, encounterId },
  prefetch: prefetchOf(all, patientId, encounterId),
  ...over,
});
const atDischarge = async (body: object, d = deps(), connection?: string) =>
  expectCards(await answerCds(body, service('coding-at-discharge'), d, connection));

describe('the end of an encounter', () => {
  it('shows the codes with counted evidence and a citation, from the prefetch alone', async () => {
    TOKENS.length = 0;
    const [coding] = await atDischarge(discharge());
    expect(coding?.detail).toMatch(/\*\*E11\.22\*\* .*\(\d+ pieces? of evidence; /);
    expect(coding).toMatchObject({ indicator: 'info', source: { topic: { code: 'coding' } } });
    expect(TOKENS).toEqual([]);
  });

  it('links to the case of the connection that calls', async () => {
    const cards = await atDischarge(discharge({ fhirServer: BASE }));
    const url = `https://claims.example.org/#/case/${caseId('ehr', `Encounter/${encounterId}`)}`;
    expect(cards[0]?.links).toEqual([{ label: 'Open the case', url, type: 'absolute' }]);
    expect((await atDischarge(discharge()))[0]).not.toHaveProperty('links');
    expect((await atDischarge(discharge(), deps(), 'ehr'))[0]?.links).toHaveLength(1);
  });

  it('reads a configured EHR with the token that came along where the prefetch has holes', async () => {
    TOKENS.length = 0;
    const fhirAuthorization = { access_token: 'theirs', token_type: 'Bearer' };
    const body = discharge({ prefetch: {}, fhirServer: BASE, fhirAuthorization });
    const [coding] = await atDischarge(body, deps(all));
    expect([coding?.detail, TOKENS]).toEqual([expect.stringContaining('E11.22'), ['theirs']]);
  });

  it('asks no server that is not connected, and answers 412', async () => {
    TOKENS.length = 0;
    for (const fhirServer of ['http://169.254.169.254/latest', `${BASE}.evil.example`, `${BASE}/../x`]) {
      const body = discharge({ prefetch: {}, fhirServer });
      await expect(atDischarge(body, deps(all))).rejects.toMatchObject({ code: 'CW-1201' });
    }
    expect(TOKENS).toEqual([]);
  });

  it('goes on with what it has, and says what it has not', async () => {
    const { observations: _left, ...prefetch } = prefetchOf(all, patientId, encounterId);
    const [coding] = await atDischarge(discharge({ prefetch }));
    expect(coding?.detail).toContain('Without observations');
  });

  it('takes no encounter of another patient from the EHR', async () => {
    const context = { userId: 'Practitioner/1', patientId: 'somebody', encounterId };
    const body = discharge({ prefetch: {}, fhirServer: BASE, context });
    await expect(atDischarge(body, deps(all))).rejects.toMatchObject({ code: 'CW-1201' });
  });

  it('offers to record a code on a condition that has none of its own', async () => {
    const [coding] = await atDischarge(discharge());
    const suggestions = (coding?.suggestions ?? []) as readonly {
      actions: readonly { resource: Resource }[];
    }[];
    for (const { actions } of suggestions) {
      const [action] = actions;
      const before = all.find((r) => r.resourceType === 'Condition' && r.id === action?.resource.id);
      expect(before).toBeDefined();
      expect(JSON.stringify(before)).not.toContain('icd-10-cm');
      expect(JSON.stringify(action?.resource)).toContain('icd-10-cm');
    }
  });

  it('gives the same cards the same ids, so that feedback finds them', async () => {
    const ids = async () => (await atDischarge(discharge())).map((c) => c.uuid);
    expect(await ids()).toEqual(await ids());
  });
});

const ORDER = {
  resourceType: 'ServiceRequest',
  id: 'o1',
  status: 'draft',
  intent: 'order',
  code: { text: 'Lipid panel' },
  subject: { reference: 'Patient/p1' },
};
const icd = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] });
const CONDITION = {
  resourceType: 'Condition',
  id: 'c1',
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { text: 'High cholesterol' },
  subject: { reference: 'Patient/p1' },
};
const COVERAGE = {
  resourceType: 'Coverage',
  id: 'v1',
  status: 'active',
  period: { start: '2026-01-01', end: '2026-06-15' },
  beneficiary: { reference: 'Patient/p1' },
};
const signing = (
  order: object,
  prefetch: object = { coverages: bundleOf([COVERAGE as never]) },
  now?: string,
) =>
  answerCds(
    {
      hook: 'order-sign',
      hookInstance: INSTANCE,
      context: { userId: 'Practitioner/1', patientId: 'p1', draftOrders: bundleOf([order as never]) },
      prefetch,
    },
    service('order-necessity'),
    deps([], now),
  ).then(expectCards);

describe('the signing of an order', () => {
  it('has nothing to say of an order with a good reason and a coverage on its last day', async () => {
    expect(await signing({ ...ORDER, reasonCode: [icd('E78.2')] })).toEqual([]);
  });

  it('asks for the reason, and offers the conditions of the record', async () => {
    const prefetch = { coverages: bundleOf([COVERAGE as never]), conditions: bundleOf([CONDITION as never]) };
    const [card] = await signing(ORDER, prefetch);
    expect(card).toMatchObject({
      summary: 'Lipid panel has no reason: what is it for?',
      suggestions: [
        {
          label: 'For: High cholesterol',
          actions: [
            { type: 'update', resource: { ...ORDER, reasonReference: [{ reference: 'Condition/c1' }] } },
          ],
        },
      ],
    });
  });

  it.each([
    ['E11', 'not specific enough'],
    ['E66.8', 'not specific enough'],
    ['Z99.99', 'Not checked: Z99.99'],
    ['hello', 'has not the form'],
  ])('warns of the reason %s', async (code, words) => {
    const [card] = await signing({ ...ORDER, reasonCode: [icd(code)] });
    expect(card?.summary).toContain(words);
  });

  it('says of a code on a day without a release that it was not checked', async () => {
    const order = { ...ORDER, reasonCode: [icd('E11')] };
    const cards = await signing(order, { coverages: null }, '2030-01-01T00:00:00Z');
    expect(cards[0]).toMatchObject({
      indicator: 'info',
      summary: expect.stringContaining('Not checked: E11'),
    });
  });

  it('says that it could not look where the EHR sent no coverage, and does not warn', async () => {
    const cards = await signing({ ...ORDER, reasonCode: [icd('E78.2')] }, {});
    expect(cards).toMatchObject([{ indicator: 'info', summary: expect.stringContaining('was not checked') }]);
  });
});

describe('the booking of an appointment', () => {
  const booking = (start: string | undefined, coverages: unknown, more: object = {}) => {
    const appointment = {
      resourceType: 'Appointment',
      status: 'proposed',
      ...(start ? { start } : {}),
      ...more,
    };
    const context = {
      userId: 'Practitioner/1',
      patientId: 'p1',
      appointments: bundleOf([appointment as never]),
    };
    const body = { hook: 'appointment-book', hookInstance: INSTANCE, context, prefetch: { coverages } };
    return answerCds(body, service('appointment-eligibility'), deps()).then(expectCards);
  };

  it.each([
    ['on the last day', '2026-06-15T09:00:00-05:00', bundleOf([COVERAGE as never]), 0],
    ['a day later', '2026-06-16T09:00:00-05:00', bundleOf([COVERAGE as never]), 1],
    ['before the first day', '2025-12-31T09:00:00-05:00', bundleOf([COVERAGE as never]), 1],
    [
      'with a cancelled coverage',
      '2026-06-15T09:00:00-05:00',
      bundleOf([{ ...COVERAGE, status: 'cancelled' } as never]),
      1,
    ],
    [
      'with an open period',
      '2030-01-01T09:00:00Z',
      bundleOf([{ ...COVERAGE, period: { start: '2026-01-01' } } as never]),
      0,
    ],
    [
      'with a period nobody can read',
      '2026-06-15T09:00:00Z',
      bundleOf([{ ...COVERAGE, period: { end: 'soon' } } as never]),
      1,
    ],
    ['with none', '2026-06-15T09:00:00Z', null, 1],
  ])('%s', async (_, start, coverages, n) => {
    const cards = await booking(start, coverages);
    expect(cards.filter((c) => c.indicator === 'warning')).toHaveLength(n);
  });

  it('warns of a reason whose code will not be valid', async () => {
    const [card] = await booking('2026-06-15T09:00:00Z', bundleOf([COVERAGE as never]), {
      reasonCode: [icd('E11')],
    });
    expect(card?.summary).toContain('E11 is not specific enough');
  });
});

it('every service has a hook of its own, and asks for the patient', () => {
  expect(new Set(CDS_SERVICES.map((s) => s.hook)).size).toBe(CDS_SERVICES.length);
  for (const s of CDS_SERVICES) expect(s.prefetch.patient).toBe('Patient/{{context.patientId}}');
});

describeWithShared('the responses of the corpus', ['corpora/cds-hooks'], (folder = '') => {
  const shape = (file: string) => () => expectCards(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  it.each(['cdshooks-response-good.json', 'cdshooks-response-empty-good.json'])(
    '%s passes our check',
    (file) => {
      expect(shape(file)).not.toThrow();
    },
  );
  it('cdshooks-response-empty-bad.json does not', () => {
    expect(shape('cdshooks-response-empty-bad.json')).toThrow();
  });
});
