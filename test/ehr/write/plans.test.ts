/** What each mode writes for a claim: conditional, complete, and valid R4 for every example chart. */
import { describe, expect, it } from 'vitest';
import { planOf } from '../../../src/ehr/write/plans.ts';
import { narrative, plainText, summaryOf } from '../../../src/ehr/write/summary.ts';
import { withdrawn } from '../../../src/ehr/write/withdrawn.ts';
import type {
  ChargeItem,
  Claim,
  DocumentReference,
  Provenance,
  Resource,
  Task,
} from '../../../src/fhir/index.ts';
import { chartFromBundle, codeChart } from '../../../src/flow/index.ts';
import { examples, standing } from '../../support/service.ts';
import { CLAIMS, transactionFor } from '../support/write-back.ts';

const { knowledge, validator } = await standing();
const MODES = ['claim', 'charge', 'document', 'task'] as const;

const drafts = examples().flatMap(({ slug, bundle, expected }) => {
  const { draft } = codeChart(chartFromBundle(bundle, 'file', expected.encounter), knowledge);
  return draft ? [{ slug, transaction: draft.transaction }] : [];
});

describe('the examples', () => {
  it('are enough to tell', () => expect(drafts.length).toBeGreaterThan(15));

  it.each(MODES)('written as %s are R4, each on a condition of its own', (mode) => {
    for (const { slug, transaction } of drafts) {
      const { entries, beside, held } = planOf(mode, transaction);
      const all = [...entries, ...beside];
      expect(entries.length + held.length, slug).toBeGreaterThan(0);
      expect(all.filter((e) => !e.request?.ifNoneExist)).toEqual([]);
      expect(new Set(all.map((e) => `${e.request?.url}?${e.request?.ifNoneExist}`)).size).toBe(all.length);
      expect(new Set(all.map((e) => e.fullUrl)).size).toBe(all.length);
      const wrong = all.flatMap(({ resource }) =>
        resource ? validator.validate(resource).filter((i) => i.severity === 'error') : [],
      );
      expect(wrong, slug).toEqual([]);
      expect(planOf(mode, transaction)).toEqual({ entries, beside, held });
    }
  });

  it.each(MODES)('written as %s name the encounter, for whoever looks at it there', (mode) => {
    for (const { slug, transaction } of drafts) {
      const plan = planOf(mode, transaction);
      // Every line of it was charged in the EHR: nothing is written.
      if (plan.entries.length === 0) continue;
      const said = JSON.stringify(plan);
      expect(said, slug).toMatch(/"reference":"(?:[^"]*\/)?Encounter\//);
    }
  });
});

const resources = <T extends Resource>(all: readonly { resource?: Resource }[]): readonly T[] =>
  all.flatMap((e) => (e.resource ? [e.resource as T] : []));

describe('charges', () => {
  const plan = planOf('charge', transactionFor());
  const [first, second] = resources<ChargeItem>(plan.entries);

  it('are one for each line, with code, modifiers, quantity, reasons in their order, and who did it', () => {
    expect(first).toMatchObject({
      identifier: [{ system: CLAIMS, value: 'CW1.1' }],
      status: 'billable',
      subject: { reference: 'Patient/p1' },
      context: { reference: 'Encounter/e1' },
      occurrenceDateTime: '2026-03-04',
      performer: [{ actor: { reference: 'Practitioner/dr' } }],
      quantity: { value: 1 },
      enteredDate: '2026-03-05',
    });
    expect(first?.code.coding?.map((c) => c.code)).toEqual(['99213', '25']);
    expect(first?.reason?.map((r) => r.coding?.[0]?.code)).toEqual(['R05.9', 'I10']);
    expect(second?.code.coding?.map((c) => c.code)).toEqual(['93000']);
    expect(second?.reason?.map((r) => r.coding?.[0]?.code)).toEqual(['I10']);
  });

  it('carry the evidence of their own codes, under their own elements', () => {
    const [provenance, other] = resources<Provenance>(plan.beside);
    expect(provenance?.target).toEqual([{ reference: plan.entries[0]?.fullUrl }]);
    const elements = (p: Provenance | undefined) =>
      p?.extension?.map((e) => e.extension?.find((x) => x.url === 'element')?.valueString);
    expect(elements(provenance)).toEqual([
      'ChargeItem.reason[1]',
      'ChargeItem.reason[0]',
      'ChargeItem.code',
      'ChargeItem.code',
    ]);
    expect(elements(other)).toEqual(['ChargeItem.reason[0]', 'ChargeItem.code']);
  });

  it('that the EHR made itself are not made a second time', () => {
    const { entries, beside, held } = planOf('charge', transactionFor({ second: 'ChargeItem/ekg' }));
    expect(entries.map((e) => e.request?.ifNoneExist)).toEqual([`identifier=${CLAIMS}|CW1.1`]);
    expect([beside.length, held]).toEqual([1, ['ChargeItem/ekg']]);
  });
});

describe('a document', () => {
  const [document] = resources<DocumentReference>(planOf('document', transactionFor()).entries);
  const text = (i: number): string =>
    Buffer.from(document?.content[i]?.attachment.data ?? '', 'base64').toString('utf8');

  it('holds the Claim as it is, and the same for a person', () => {
    expect(document?.content.map((c) => c.attachment.contentType)).toEqual([
      'application/fhir+json',
      'text/plain; charset=utf-8',
    ]);
    expect(JSON.parse(text(0))).toEqual(transactionFor().entry?.[0]?.resource);
    expect(document?.content[0]?.attachment.size).toBe(Buffer.byteLength(text(0)));
    expect(text(1).split('\n')).toEqual([
      'Coded claim CW1',
      'Service: 2026-03-04',
      'Diagnosis 1: I10 Essential (primary) hypertension',
      'Diagnosis 2: R05.9 Cough, unspecified',
      'Line 1: 99213 Service 1, modifier 25; quantity 1; for diagnosis 2, 1; $120.00',
      'Line 2: 93000 Service 2; quantity 1; for diagnosis 1; $120.00',
      'Total: $240.00',
      '',
    ]);
    expect(document?.context?.encounter).toEqual([{ reference: 'Encounter/e1' }]);
  });
});

describe('words of the record in a narrative', () => {
  const claim = transactionFor({ diagnosis: `<script>alert("x")</script> & it's \u0000 5 < 6` }).entry?.[0]
    ?.resource;
  const summary = summaryOf(claim as Claim);
  it('are text and nothing else', () => {
    const { div } = narrative(summary);
    expect(div).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; it&#39;s  5 &lt; 6');
    expect(div).not.toContain('\u0000');
    expect(plainText(summary)).toContain('<script>');
  });
});

describe('a task', () => {
  it('gives a coder every code, and the Claim they make', () => {
    const [task] = resources<Task>(planOf('task', transactionFor()).entries);
    expect(task).toMatchObject({
      identifier: [{ system: CLAIMS, value: 'CW1' }],
      status: 'requested',
      focus: { reference: '#claim' },
      for: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e1' },
    });
    expect(task?.contained?.[0]).toMatchObject({ resourceType: 'Claim', id: 'claim' });
    const codes = task?.input?.map((i) => [
      i.type.text,
      ...(i.valueCodeableConcept?.coding ?? []).map((c) => c.code),
    ]);
    expect(codes).toEqual([
      ['diagnosis', 'I10'],
      ['diagnosis', 'R05.9'],
      ['service', '99213', '25'],
      ['service', '93000'],
    ]);
  });
});

describe('what is taken back', () => {
  it.each<[string, string, unknown]>([
    ['Claim', 'active', 'cancelled'],
    ['Claim', 'draft', 'cancelled'],
    ['Claim', 'cancelled', 'done'],
    ['ChargeItem', 'billable', 'entered-in-error'],
    ['ChargeItem', 'planned', 'entered-in-error'],
    ['ChargeItem', 'aborted', 'done'],
    ['ChargeItem', 'billed', { conflict: expect.stringContaining('billed') }],
    ['DocumentReference', 'current', 'entered-in-error'],
    ['DocumentReference', 'entered-in-error', 'done'],
    ['Task', 'requested', 'cancelled'],
    ['Task', 'in-progress', 'cancelled'],
    ['Task', 'rejected', 'done'],
    ['Task', 'completed', { conflict: expect.stringContaining('by hand') }],
    ['Claim', 'no-status-at-all', { conflict: expect.any(String) }],
    ['Patient', 'active', { conflict: expect.any(String) }],
  ])('%s that is %s', (resourceType, status, expected) => {
    const current = { resourceType, id: '1', status, note: [{ text: 'theirs' }] } as unknown as Resource;
    const got = withdrawn(current);
    const isStatus = typeof expected === 'string' && expected !== 'done';
    expect(got).toEqual(isStatus ? { ...current, status: expected } : expected);
  });
});
