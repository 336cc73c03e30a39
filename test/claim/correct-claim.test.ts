/** Replacement and void of a claim that was sent: what changes, what stays, and the 837 they become. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLAIM_CONSTRAINTS, claimBytes, replaceClaim, voidClaim } from '../../src/claim/index.ts';
import { type Claim, createFhirValidator } from '../../src/fhir/index.ts';
import { canonicalJson, deepFreeze } from '../../src/kernel/index.ts';
import { readFhirDefinitions } from '../../src/store/definitions.ts';
import { claimBundle, claimsOf, dossierOf, write837 } from '../../src/x12/index.ts';
import { draft, service } from './support.ts';

const validator = createFhirValidator({ ...readFhirDefinitions(), constraints: CLAIM_CONSTRAINTS });
const facility = JSON.parse(
  readFileSync(
    new URL('../../profiles/examples/pass/institutional-claim-inpatient.json', import.meta.url),
    'utf8',
  ),
) as Claim;

const written = (claim: Claim): string => {
  const kind = claim.type?.coding?.[0]?.code === 'institutional' ? 'institutional' : 'professional';
  return [
    ...write837([dossierOf(claim, [])], {
      kind,
      sender: { qualifier: 'ZZ', id: 'S' },
      receiver: { qualifier: 'ZZ', id: 'R' },
      applicationSender: 'S',
      applicationReceiver: 'R',
      at: '2026-03-04T09:30:00Z',
      interchangeControlNumber: 1,
      groupControlNumber: 1,
      usage: 'T',
      submitter: { name: 'S', id: 'S1', contact: { telecom: [{ system: 'phone', value: '5555550100' }] } },
      receiverName: 'R',
      receiverId: 'R1',
      batch: '1',
    }),
  ].join('');
};

describe.each([
  ['professional', deepFreeze(draft().claim)],
  ['institutional', deepFreeze(facility)],
] as const)('a %s claim', (kind, sent) => {
  const profile = `https://claimwright.dev/fhir/StructureDefinition/claimwright-${kind}-claim`;
  const before = claimBytes(sent);

  it.each([
    ['replaced', replaceClaim, '7', 'prior'],
    ['voided', voidClaim, '8', 'void'],
  ] as const)(
    'is %s by another that names it and the payer’s number for it',
    (_, correct, frequency, relation) => {
      const made = correct(sent, 'ICN 20260304-1');
      expect(claimBytes(sent)).toBe(before);
      expect(made.related?.[0]).toMatchObject({
        claim: { identifier: { value: sent.identifier?.[0]?.value } },
        relationship: { coding: [{ code: relation }] },
        reference: { value: 'ICN 20260304-1' },
      });
      expect(made.identifier?.[0]?.value).toMatch(/^CW[0-9A-V]{18}$/);
      expect(made.identifier?.[0]?.value).not.toBe(sent.identifier?.[0]?.value);
      expect([made.item, made.diagnosis, made.total]).toEqual([sent.item, sent.diagnosis, sent.total]);
      expect(validator.validate(made, [profile])).toEqual([]);
      const text = written(made);
      expect(text).toMatch(new RegExp(`CLM\\*[^~]*:[AB]:${frequency}\\*`));
      expect(text).toContain('REF*F8*ICN 20260304-1~');
      const [read] = claimsOf(text).flatMap((e) => (e.kind === 'claim' ? [claimBundle(e.claim)] : []));
      const again = read?.entry?.[0]?.resource as Claim;
      expect(again.related?.[0]?.relationship?.coding?.[0]?.code).toBe(relation);
    },
  );

  it('gives the same bytes again, in canonical order; another number for every kind, original and payer’s number', () => {
    expect(JSON.stringify(replaceClaim(sent, 'A1'))).toBe(canonicalJson(replaceClaim(sent, 'A1')));
    const numbers = [
      replaceClaim(sent, 'A1'),
      replaceClaim(sent, 'A2'),
      voidClaim(sent, 'A1'),
      replaceClaim(replaceClaim(sent, 'A1'), 'A2'),
    ].map((c) => c.identifier?.[0]?.value);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('replaced again names only the last payer’s number', () => {
    const twice = replaceClaim(replaceClaim(sent, 'A1'), 'A2');
    expect(twice.related?.flatMap((r) => r.reference?.value ?? [])).toEqual(['A2']);
  });
});

describe('a correction', () => {
  it.each(['', ' ', 'A'.repeat(51), 'A\nB', ' A'])('is refused with the payer’s number %j', (number) => {
    expect(() => replaceClaim(draft().claim, number)).toThrow(/1 to 50/);
  });

  it('is refused for a claim without a number', () => {
    const { identifier: _, ...nameless } = draft().claim;
    expect(() => voidClaim(nameless as Claim, 'A1')).toThrow(/number/);
  });

  it('of one part keeps the others related', () => {
    const made = draft({ services: Array.from({ length: 51 }, () => service('83036')) });
    const relations = replaceClaim(made.claim, 'A1').related?.map((r) => r.relationship?.coding?.[0]?.code);
    expect(relations).toEqual(['prior', 'associated']);
    expect(written(made.claim)).toMatch(/CLM\*[^~]*:B:1\*/);
  });
});
