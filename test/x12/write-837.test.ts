import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../src/chart/index.ts';
import type { Bundle, Claim, Resource } from '../../src/fhir/index.ts';
import { codeChart } from '../../src/flow/index.ts';
import {
  type Cleaned,
  checkedClaims,
  claimBundle,
  claimsOf,
  type Dossier,
  dossierOf,
  type Submission,
  write837,
} from '../../src/x12/index.ts';
import { examples, resourcesOf, type Standing, standing } from '../support/service.ts';
import { faults, segments } from './syntax/support.ts';

const SUBMISSION: Submission = {
  kind: 'professional',
  sender: { qualifier: 'ZZ', id: 'CLAIMWRIGHT' },
  receiver: { qualifier: 'ZZ', id: 'CLEARING' },
  applicationSender: 'CLAIMWRIGHT',
  applicationReceiver: 'CLEARING',
  at: '2026-03-04T09:30:00Z',
  interchangeControlNumber: 42,
  groupControlNumber: 42,
  usage: 'T',
  submitter: {
    name: 'Example Clinic',
    id: 'EX1',
    contact: { name: { text: 'Billing desk' }, telecom: [{ system: 'phone', value: '+1 555 555 0100' }] },
  },
  receiverName: 'Example Clearinghouse',
  receiverId: 'CH1',
  batch: '42',
};

let ready: readonly Dossier[] = [];
let base: Standing;

beforeAll(async () => {
  base = await standing();
  ready = examples().flatMap(({ bundle, expected }) => {
    const coded = codeChart(
      chartFromBundle(bundle, 'https://ehr.example.org/fhir', expected.encounter),
      base.knowledge,
    );
    return coded.draft ? [dossierOf(coded.draft.claim, resourcesOf(bundle))] : [];
  });
});

const write = (claims: readonly Dossier[], cleaned?: (what: Cleaned) => void): string =>
  [...write837(claims, SUBMISSION, cleaned ? { cleaned } : {})].join('');

describe('the claims of the example charts', () => {
  it('are written to an 837 that passes SNIP 1 to 4', () => {
    expect(ready.length).toBeGreaterThan(10);
    const text = write(ready);
    expect(faults(text)).toEqual([]);
    const events = checkedClaims(text);
    const found = events.flatMap((e) =>
      e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : [],
    );
    expect(found.map((f) => `${f.number} ${f.loop} ${f.message}`)).toEqual([]);
    expect(events.filter((e) => e.kind === 'claim')).toHaveLength(ready.length);
  });

  it('keep their number, total, codes, modifiers, units and pointers', () => {
    const again = claimsOf(write(ready)).flatMap((e) =>
      e.kind === 'claim' ? [claimBundle(e.claim).entry?.[0]?.resource as Claim] : [],
    );
    const brief = (claim: Claim) => ({
      number: claim.identifier?.[0]?.value?.toUpperCase(),
      total: claim.total?.value,
      diagnoses: claim.diagnosis?.map((d) => d.diagnosisCodeableConcept?.coding?.[0]?.code),
      lines: claim.item?.map((i) => [
        i.productOrService?.coding?.[0]?.code,
        i.modifier?.map((m) => m.coding?.[0]?.code),
        i.quantity?.value,
        i.net?.value,
        i.diagnosisSequence,
        i.servicedDate,
        i.locationCodeableConcept?.coding?.[0]?.code,
      ]),
    });
    expect(again.map(brief)).toEqual(ready.map(({ claim }) => brief(claim)));
  });

  it('have a number on every line, by which a payer answers', () => {
    const text = segments(write(ready));
    const traces = text.filter(({ id, elements }) => id === 'REF' && elements[0] === '6R');
    expect(traces).toHaveLength(text.filter(({ id }) => id === 'LX').length);
  });

  it('are the same bytes again', () => {
    expect(write(ready)).toBe(write(ready));
  });

  it('have claim numbers of at most twenty characters, each once', () => {
    const numbers = segments(write(ready))
      .filter(({ id }) => id === 'CLM')
      .map(({ elements }) => elements[0] ?? '');
    expect(numbers.filter((n) => n.length > 20)).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('hostile data', () => {
  /** Puts a text into every name, street, town and id of what a claim refers to. */
  const poisoned = (dossier: Dossier, text: string): Dossier => ({
    claim: dossier.claim,
    resolve: (reference) => {
      const resource = dossier.resolve(reference);
      return (
        resource &&
        (JSON.parse(JSON.stringify(resource), (key, value: unknown) =>
          POISONED.has(key) && typeof value === 'string' ? `${value}${text}` : value,
        ) as Resource)
      );
    },
  });
  const POISONED = new Set(['family', 'city', 'name', 'text', 'subscriberId']);

  it('never becomes a segment or an element', () => {
    const [one] = ready;
    if (!one) throw new Error('no claim');
    const plain = segments(write([one])).map(({ id, elements }) => `${id}${elements.length}`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), (text) => {
        const written = segments(write([poisoned(one, `~ISA*:^${text}`)]));
        expect(written.map(({ id, elements }) => `${id}${elements.length}`)).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });

  it('is told of, element by element', () => {
    const told: Cleaned[] = [];
    const [one] = ready;
    if (!one) throw new Error('no claim');
    write([poisoned(one, '*')], (what) => told.push(what));
    expect(told.map(({ segment }) => segment)).toContain('NM1');
    expect(told.every(({ why }) => why === 'delimiter')).toBe(true);
    expect(JSON.stringify(told)).not.toMatch(/example/i);
  });
});

describe('a claim without what it refers to', () => {
  it('is written as far as it goes, and the check says what is missing', () => {
    const [one] = ready;
    if (!one) throw new Error('no claim');
    const bare: Bundle = { resourceType: 'Bundle', type: 'collection' };
    const events = checkedClaims(write([dossierOf(one.claim, bare)]));
    const found = events.flatMap((e) =>
      e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : [],
    );
    expect(found.map((f) => f.id)).toEqual(
      expect.arrayContaining(['segment-missing', 'subscriber-undescribed']),
    );
  });
});
