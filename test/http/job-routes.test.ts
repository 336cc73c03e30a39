/** What was given up, over HTTP: who may see it, have it tried again or drop it, and what is refused. */
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../src/flow/index.ts';
import { appOn, standing } from '../support/service.ts';

const base = await standing();
const letter: DeadLetter = {
  id: 'a1',
  kind: 'claim',
  connection: 'ehr',
  case: 'c1',
  attempts: 24,
  code: 'CW-2002',
  message: 'The EHR did not answer (503).',
};

function made() {
  const told: unknown[] = [];
  const letters = {
    list: async () => [letter],
    redrive: async (ids: readonly string[] | 'all') => {
      told.push(ids);
      return 1;
    },
    drop: async (id: string) => id === 'a1',
  };
  const status = async () => ({ jobs: { queued: 3 } });
  const { app } = appOn(base, { jobs: { letters, status } });
  const post = (body: object) => supertest(app).post('/api/dead-letters').send(body);
  return { app, told, post };
}

describe('/api/dead-letters', () => {
  it('lists what was given up', async () => {
    const { app } = made();
    const { body, headers } = await supertest(app).get('/api/dead-letters').expect(200);
    expect(body).toEqual([letter]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('has all tried again, or some', async () => {
    const { post, told } = made();
    expect((await post({ redrive: 'all' }).expect(200)).body).toEqual({ redriven: 1 });
    await post({ redrive: ['a1'] }).expect(200);
    expect(told).toEqual(['all', ['a1']]);
  });

  it('drops one that is there', async () => {
    const { post } = made();
    expect((await post({ drop: 'a1' }).expect(200)).body).toEqual({ dropped: 1 });
    await post({ drop: 'b2' }).expect(404);
  });

  it.each([
    {},
    [],
    { redrive: [] },
    { redrive: [1] },
    { redrive: 'some' },
    { redrive: 'all', drop: 'a1' },
    { drop: 1 },
    { redrive: Array.from({ length: 1001 }, String) },
  ])('refuses %j', async (body) => {
    const { post, told } = made();
    await post(body).expect(422);
    expect(told).toEqual([]);
  });

  it('takes no word from a page of another origin, and no other method', async () => {
    const { app, post, told } = made();
    await post({ redrive: 'all' }).set('Sec-Fetch-Site', 'cross-site').expect(404);
    await supertest(app).delete('/api/dead-letters').expect(405);
    expect(told).toEqual([]);
  });

  it('is not there without a queue', async () => {
    await supertest(appOn(base).app).get('/api/dead-letters').expect(404);
  });
});

describe('/api/status', () => {
  it('says how much waits', async () => {
    const { app } = made();
    expect((await supertest(app).get('/api/status').expect(200)).body).toMatchObject({ jobs: { queued: 3 } });
  });
});
