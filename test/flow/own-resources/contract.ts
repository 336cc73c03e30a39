/** What every store of our own resources must do, whatever is behind it. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { OwnResources } from '../../../src/flow/index.ts';
import { all, asked, auditEvent, claim, EHR, provenance, response, task } from './resources.ts';

const AT = '2026-03-04T10:00:00.000Z';
const LATER = '2026-03-05T10:00:00.000Z';

/** `make` must give an empty store. */
export function ownResourcesContract(name: string, make: () => Promise<OwnResources>): void {
  describe(name, () => {
    let own: OwnResources;
    beforeEach(async () => {
      own = await make();
    });

    describe('versions', () => {
      it('has nothing at first', async () => {
        expect(await own.read('Claim', 'a')).toBeUndefined();
        expect(await own.version('Claim', 'a', 1)).toBeUndefined();
        expect(await own.history({ type: 'Claim', count: 10 })).toEqual({ versions: [], next: undefined });
        expect(await own.search(asked('Claim', ''))).toEqual({ found: [], next: undefined });
        expect(await own.count(asked('Claim', ''))).toBe(0);
      });

      it('gives back what was kept, with its version and time', async () => {
        await own.keep(all(claim('a')), AT);
        expect(await own.read('Claim', 'a')).toEqual({
          ...{ type: 'Claim', id: 'a', version: 1, at: AT },
          resource: { ...claim('a'), meta: { versionId: '1', lastUpdated: AT } },
        });
        expect(await own.read('Provenance', 'a')).toBeUndefined();
      });

      it('makes no version of what is the same, and one of what is not', async () => {
        await own.keep(all(claim('a')), AT);
        await own.keep(all(claim('a')), LATER);
        expect(await own.read('Claim', 'a')).toMatchObject({ version: 1, at: AT });
        await own.keep(all(claim('a', { status: 'cancelled' }), claim('b')), LATER);
        expect(await own.read('Claim', 'a')).toMatchObject({
          version: 2,
          resource: { status: 'cancelled', meta: { versionId: '2', lastUpdated: LATER } },
        });
        expect(await own.version('Claim', 'a', 1)).toMatchObject({
          version: 1,
          resource: { status: 'active' },
        });
        for (const version of [0, 3, -1, 1.5, 2 ** 40, Number.NaN])
          expect(await own.version('Claim', 'a', version)).toBeUndefined();
        const { versions } = await own.history({ type: 'Claim', id: 'a', count: 10 });
        expect(versions.map((v) => v.version)).toEqual([2, 1]);
      });

      it('keeps each once when many keep the same at once', async () => {
        await Promise.all(Array.from({ length: 8 }, () => own.keep(all(claim('a')), AT)));
        expect((await own.history({ type: 'Claim', count: 10 })).versions).toHaveLength(1);
      });

      it('has a history of the type in pages, newest first, from an instant', async () => {
        await own.keep(all(claim('a'), claim('b')), AT);
        await own.keep(all(claim('a', { status: 'cancelled' }), provenance('p', 'a')), LATER);
        const first = await own.history({ type: 'Claim', count: 2 });
        expect(first.versions.map((v) => [v.id, v.version])).toEqual([
          ['a', 2],
          ['b', 1],
        ]);
        await own.keep(all(claim('c')), LATER);
        const second = await own.history({ type: 'Claim', count: 2, before: first.next });
        expect(second.versions.map((v) => [v.id, v.version])).toEqual([['a', 1]]);
        expect(second.next).toBeUndefined();
        const since = await own.history({ type: 'Claim', since: LATER, count: 10 });
        expect(since.versions.map((v) => v.id)).toEqual(['c', 'a']);
      });

      it('finds several by their keys, in that order, without those it has not', async () => {
        await own.keep(all(claim('a'), provenance('p', 'a')), AT);
        const found = await own.readAll(['Provenance/p', 'Claim/none', 'Claim/a', 'Claim', '']);
        expect(found.map((f) => f.id)).toEqual(['p', 'a']);
        expect(await own.readAll([])).toEqual([]);
      });
    });

    describe('searches', () => {
      const ids = async (type: string, query: string): Promise<string> => {
        const search = asked(type, query);
        const found = (await own.search(search)).found.map((f) => f.id);
        if (found.length < search.count) expect(await own.count(search)).toBe(found.length);
        return found.join(' ');
      };
      beforeEach(async () => {
        await own.keep(
          all(
            claim('c1'),
            claim('c2', { created: '2026-03', status: 'draft', patient: { reference: `${EHR}/Patient/p2` } }),
            claim('c3', {
              identifier: [{ value: 'bare' }],
              created: '2026-04-01T08:00:00-05:00',
              patient: { display: 'a patient' },
              priority: { text: 'soon' },
              provider: { reference: 'Practitioner/dr' },
              meta: { tag: [{ system: 's', code: 't' }] },
            }),
          ),
          AT,
        );
        await own.keep(
          all(
            response('r1', 'c1'),
            response('r2', 'c2', { outcome: 'error', disposition: '100% Élan_A' }),
            provenance('p1', 'c1'),
            task('t1', 'ClaimResponse/r1', 'c1'),
            auditEvent('1'),
          ),
          LATER,
        );
      });

      it.each([
        ['', 'c1 c2 c3'],
        ['_id=c2', 'c2'],
        ['_id=c3,c1,none', 'c1 c3'],
        ['_id:not=c2', 'c1 c3'],
        ['status=active', 'c1 c3'],
        ['status=http://hl7.org/fhir/fm-status|draft', 'c2'],
        ['status=http://other|draft', ''],
        ['status:not=active', 'c2'],
        ['status:not=active,draft', ''],
        ['identifier=https://claimwright.dev/fhir/NamingSystem/claim|CW-c1', 'c1'],
        ['identifier=https://claimwright.dev/fhir/NamingSystem/claim|', 'c1 c2'],
        ['identifier=|bare', 'c3'],
        ['identifier=|CW-c1', ''],
        ['identifier=CW-c1,bare', 'c1 c3'],
        ['identifier=cw-c1', ''],
        ['use=claim&status=draft', 'c2'],
        ['type=professional', 'c1 c2 c3'],
        ['patient=p1', 'c1'],
        ['patient=Patient/p2', 'c2'],
        ['patient=Practitioner/p2', ''],
        ['patient:Patient=p2', 'c2'],
        [`patient=${EHR}/Patient/p1`, 'c1'],
        ['patient=https://other.example.org/r4/Patient/p1', ''],
        ['patient:missing=true', ''],
        ['insurer:missing=true', 'c1 c2 c3'],
        ['priority:missing=false', 'c1 c2 c3'],
        ['provider:identifier=http://hl7.org/fhir/sid/us-npi|1999999984', 'c1 c2'],
        ['provider=Practitioner/dr', 'c1 c2 c3'],
        ['provider=https://claims.example.org/fhir/Practitioner/dr', 'c3'],
        ['_tag=s|t', 'c3'],
        ['_tag:missing=true', 'c1 c2'],
        ['created=2026-03-04', 'c1'],
        ['created=2026-03', 'c1 c2'],
        ['created=ne2026-03', 'c3'],
        ['created=gt2026-03-04', 'c2 c3'],
        ['created=gt2026-03', 'c3'],
        ['created=lt2026-03-04', 'c2'],
        ['created=ge2026-04-01', 'c3'],
        ['created=le2026-03-01', 'c2'],
        ['created=sa2026-03-04', 'c3'],
        ['created=eb2026-04-01', 'c1 c2'],
        ['created=2026-04-01T13:00:00Z', 'c3'],
        ['created=2026-04-01T13:00:01Z', ''],
        ['created=2026-03-04,2026-04-01', 'c1 c3'],
        ['created=ge2026-03-04&created=le2026-03-04', 'c1 c2'],
        [`_lastUpdated=${AT}`, 'c1 c2 c3'],
        [`_lastUpdated=gt${AT}`, ''],
        [`_lastUpdated=ge${AT}`, 'c1 c2 c3'],
        ["_id=' OR 1=1 --", ''],
        ['_id=c1%27;DROP TABLE own_index', ''],
        ['identifier=CW-c1\\,x', ''],
      ])('Claim?%s finds %j', async (query, expected) => {
        expect(await ids('Claim', query)).toBe(expected);
      });

      it.each([
        ['ClaimResponse', 'request=c1', 'r1'],
        ['ClaimResponse', 'request=Claim/c2', 'r2'],
        ['ClaimResponse', 'outcome=error', 'r2'],
        ['ClaimResponse', 'disposition=processed', 'r1'],
        ['ClaimResponse', 'disposition=primary', ''],
        ['ClaimResponse', 'disposition:contains=primary', 'r1'],
        ['ClaimResponse', 'disposition:exact=processed as primary', ''],
        ['ClaimResponse', 'disposition:exact=Processed as primary', 'r1'],
        ['ClaimResponse', 'disposition=100%25 elan_a', 'r2'],
        ['ClaimResponse', 'disposition=1%25', ''],
        ['ClaimResponse', 'disposition:contains=n_a', 'r2'],
        ['ClaimResponse', 'disposition:contains=n%25', ''],
        ['ClaimResponse', 'disposition:contains=__', ''],
        ['Provenance', 'target=Claim/c1', 'p1'],
        ['Provenance', 'recorded=2026-03-04', 'p1'],
        ['Task', 'focus=ClaimResponse/r1', 't1'],
        ['Task', 'patient=p1', 't1'],
        ['Task', 'code=work-denial&status=requested', 't1'],
        ['Task', 'code=work-rejection', ''],
        ['AuditEvent', 'action=R', '1'],
        ['AuditEvent', 'agent-name=jurgen', '1'],
        ['AuditEvent', 'entity=Patient/p1', '1'],
        ['AuditEvent', 'date=ge2026-03-07', ''],
      ])('%s?%s finds %j', async (type, query, expected) => {
        expect(await ids(type, query)).toBe(expected);
      });

      it.each([
        ['_sort=created', 'c2 c1 c3'],
        ['_sort=-created', 'c3 c1 c2'],
        ['_sort=_lastUpdated,-created', 'c3 c1 c2'],
        ['_sort=-_lastUpdated', 'c1 c2 c3'],
      ])('orders Claim?%s', async (query, expected) => {
        expect(await ids('Claim', query)).toBe(expected);
      });

      it('forgets what a former version was found by', async () => {
        await own.keep(all(claim('c1', { status: 'cancelled' })), LATER);
        expect(await ids('Claim', 'status=active')).toBe('c3');
        expect(await ids('Claim', '_sort=-_lastUpdated')).toBe('c1 c2 c3');
        expect(await ids('Claim', '_lastUpdated=ge2026-03-05')).toBe('c1');
      });

      it.each(['', '_sort=created', '_sort=-created', '_sort=-_lastUpdated,created'])(
        'goes through all in pages while more are added: %s',
        async (order) => {
          const search = asked('Claim', `${order}&_count=2`);
          const seen: string[] = [];
          let after: readonly number[] | undefined;
          for (let page = 0; page < 5; page += 1) {
            const { found, next } = await own.search({ ...search, ...(after ? { after } : {}) });
            seen.push(...found.map((f) => f.id));
            if (!next) break;
            after = next;
            await own.keep(all(claim(`new${page}`, { created: '1999-01-01' })), AT);
          }
          // What was there is seen once; what came since may be seen, once.
          const old = seen.filter((id) => id.startsWith('c'));
          expect([...old].sort()).toEqual(['c1', 'c2', 'c3']);
          expect(new Set(seen).size).toBe(seen.length);
        },
      );
    });

    it('takes what no index has room for, and no text has', async () => {
      const long = 'x'.repeat(10_000);
      const odd = claim('a', { identifier: [{ value: long }, { value: 'a\u0000b' }] });
      await own.keep(all(odd), AT);
      expect((await own.search(asked('Claim', `identifier=${long}`))).found).toHaveLength(1);
      expect((await own.search(asked('Claim', 'identifier=ab'))).found).toHaveLength(1);
      expect((await own.read('Claim', 'a'))?.resource).toMatchObject({ identifier: odd.identifier });
    });
  });
}
