/** What is looked at before a claim leaves, and an answer that comes before its case is told that it left. */
import { expect, it } from 'vitest';
import { fakeChannel } from '../../../src/clearinghouse/index.ts';
import { receiveUpload, sendClaims } from '../../../src/flow/index.ts';
import { fileOf } from '../../clearinghouse/support.ts';
import { accepted, chartOf, encounterOf, site } from './support.ts';

const NAME = 'uri-simple-visit';
const OTHER = 'adult-preventive-with-problem';
const nobody = (): void => undefined;

it('holds the case of a claim whose 837 would be refused, and sends the others', async () => {
  const channel = fakeChannel('partner');
  const at = site([...chartOf(NAME), ...chartOf(OTHER)], { channel });
  const bad = await at.run(encounterOf(NAME));
  const good = await at.run(encounterOf(OTHER));
  const kept = await at.cases.get(bad.id);
  const coded = kept?.details.coded;
  if (!kept || !coded?.draft) throw new Error('it was not claimed');
  const claim = { ...coded.draft.claim, total: { value: 1, currency: 'USD' as const } };
  const details = { ...kept.details, coded: { ...coded, draft: { ...coded.draft, claim } } };
  await at.cases.put({ case: kept.case, details }, kept.case.events.length);
  expect(await sendClaims(at, { dryRun: true }, nobody)).toMatchObject({ faulty: 1 });
  expect((await at.cases.get(bad.id))?.case.state).toBe('claimed');
  expect(await sendClaims(at, {}, nobody)).toMatchObject({ faulty: 1 });
  const after = await at.cases.get(bad.id);
  expect([after?.case.state, (await at.cases.get(good.id))?.case.state]).toEqual(['held', 'sent']);
  expect(channel.arrived.size).toBe(1);
  const found = after?.details.coded?.findings.filter((f) => f.edit.startsWith('x12-'));
  expect(found).toContainEqual(expect.objectContaining({ snip: 3, message: expect.stringMatching(/CLM02/) }));
  expect(await sendClaims(at, {}, nobody)).toEqual({ without: 0, faulty: 0 });
});

it('an answer that comes while the case is still claimed tells that it was sent, and then the answer', async () => {
  const at = site(chartOf(NAME));
  const c = await at.run(encounterOf(NAME));
  const claim = (await at.cases.get(c.id))?.details.coded?.draft?.claim;
  const put = () => Promise.reject(new Error('the process ended'));
  const cut = sendClaims({ ...at, cases: { ...at.cases, put } }, {}, nobody);
  await expect(cut).rejects.toThrow('the process ended');
  const number = claim?.identifier?.[0]?.value ?? '';
  await receiveUpload(fileOf(accepted(number, String(claim?.total?.value), 'ICN1')), at);
  const { state, events } = (await at.cases.get(c.id))?.case ?? { state: undefined, events: [] };
  expect([state, events.slice(-2).map((e) => e.kind)]).toEqual(['acknowledged', ['sent', 'acknowledged']]);
});
