/** Several EHRs: each is processed, the same id in two of them is two cases, and a fault of one stops no other. */
import { expect, it } from 'vitest';
import { type Ehr, fakeEhr } from '../../src/ehr/index.ts';
import { type CaseDetails, processConnections } from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { memoryCaseStore } from '../../src/review/index.ts';
import { NOW, smallVisit, standing } from '../support/service.ts';

const { knowledge } = await standing();
const ehr = (id: string): Ehr => fakeEhr(smallVisit('same'), { id });

function deps() {
  return { cases: memoryCaseStore<CaseDetails>(), clock: frozenClock(NOW), knowledge };
}

it('keeps a case for each connection, also where ids are the same', async () => {
  const d = deps();
  const counts = await processConnections([ehr('north'), ehr('south')], d);
  const cases = await d.cases.list();
  expect(cases.map((c) => [c.case.connection, c.case.encounter])).toEqual([
    ['north', 'Encounter/same'],
    ['south', 'Encounter/same'],
  ]);
  expect(new Set(cases.map((c) => c.case.id)).size).toBe(2);
  expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(2);
});

it('goes on with the others when one EHR cannot be reached, and tells of it afterwards', async () => {
  const d = deps();
  const away: Ehr = {
    ...ehr('away'),
    // biome-ignore lint/correctness/useYield: it fails before the first encounter.
    async *finishedEncounters() {
      throw new ClaimwrightError('CW-2101', { detail: 'status 400' });
    },
  };
  await expect(processConnections([away, ehr('south')], d)).rejects.toMatchObject({ code: 'CW-2101' });
  expect((await d.cases.list()).map((c) => c.case.connection)).toEqual(['south']);
});
