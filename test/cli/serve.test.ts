/** `claimwright serve`: says where it is, shows what became of each encounter, stays until stopped, closes everything. */
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import type { CliDeps, RunningService } from '../../src/cli/index.ts';
import { fakeEhr } from '../../src/ehr/index.ts';
import { caseCodec, processFinished } from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, smallVisit, standing } from '../support/service.ts';
import { run } from './support.ts';

const { knowledge } = await standing();

function service(over: Partial<RunningService> = {}) {
  const ehr = fakeEhr([...resourcesOf(example('uri-simple-visit').bundle), ...smallVisit('a')]);
  const cases = memoryCaseStore(caseCodec);
  const close = vi.fn(async () => {});
  const process = () => processFinished({ ehr, cases, clock: frozenClock(NOW), knowledge });
  const running: RunningService = {
    url: 'http://127.0.0.1:8100',
    ehrUrl: 'http://127.0.0.1:8101/fhir',
    sandbox: { counts: () => ({ Encounter: 54, Condition: 138 }) },
    cases,
    process,
    close,
    ...over,
  };
  return { running, close };
}

const stopped = async (): Promise<void> => {};
/** Told to stop once the first encounters are done. */
const serve = (running: RunningService, more: Partial<CliDeps> = {}) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const process = () => running.process().finally(() => setImmediate(resolve));
  return run(['serve'], {
    serve: async () => ({ ...running, process }),
    untilStopped: () => promise,
    ...more,
  });
};

describe('serve', () => {
  it('says where the page, the FHIR endpoint and the EHR are, and sums up', async () => {
    const { running, close } = service();
    const { code, out, err } = await serve(running);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('page   http://127.0.0.1:8100/\n');
    expect(out).toContain('FHIR   http://127.0.0.1:8100/fhir\n');
    expect(out).toContain('EHR    http://127.0.0.1:8101/fhir (sandbox: 54 encounters, 138 conditions)\n');
    expect(out).toMatch(/\n\d+ encounters: \d+ claimed, \d+ held\./);
    expect(out.indexOf('Stopping.')).toBeGreaterThan(out.indexOf('encounters:'));
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('shows each encounter with its codes and its claim, or why there is none', async () => {
    const { out } = await serve(service().running);
    const row = (id: string): string => out.split('\n').find((l) => l.startsWith(`${id} `)) ?? '';
    expect(row('uri-encounter')).toMatch(/^uri-encounter +2026-09-15 +claimed +J06\.9 +99212 +Claim\//);
    expect(row('a')).toMatch(/^a +2026-03-04 +held +J06\.9 +\S/);
  });

  it('stays until it is told to stop', async () => {
    let stop: () => void = () => {};
    const until = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const { running, close } = service();
    const ended = vi.fn();
    const serving = serve(running, { untilStopped: () => until }).then(ended);
    await running.process();
    for (let i = 0; i < 20; i += 1) await new Promise((next) => setImmediate(next));
    expect([ended.mock.calls.length, close.mock.calls.length]).toEqual([0, 0]);
    stop();
    await serving;
    expect([ended.mock.calls.length, close.mock.calls.length]).toEqual([1, 1]);
  });

  it('stops in the middle of the first encounters when it is told to', async () => {
    const { running, close } = service({ process: () => new Promise(() => undefined) });
    const { code, out } = await serve(running, { untilStopped: stopped });
    expect([code, close.mock.calls.length]).toEqual([0, 1]);
    expect(out).toMatch(/Processing finished encounters…\nStopping\.\n$/);
  });

  it('says when there is nothing to do', async () => {
    const { out } = await serve(service({ process: async () => ({}), sandbox: undefined }).running);
    expect(out).toContain('The EHR has no finished encounters.');
    expect(out).not.toContain('sandbox');
  });

  it('closes everything when the EHR cannot be reached', async () => {
    const { running, close } = service({
      process: () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' })),
    });
    await expect(serve(running)).rejects.toMatchObject({ code: 'CW-2002' });
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('counts on a terminal, and only there', async () => {
    const counting =
      (running: RunningService): CliDeps['serve'] =>
      async (onCase) => ({
        ...running,
        process: async () => {
          for (let i = 0; i < 3; i += 1) onCase();
          return running.process();
        },
      });
    const plain = await run(['serve'], { serve: counting(service().running), untilStopped: stopped });
    expect(plain.out).not.toContain('\r');
    const out = Object.assign(new PassThrough(), { isTTY: true });
    const { program } = await import('../../src/cli/index.ts');
    const deps = { serve: counting(service().running), untilStopped: stopped, io: { out, err: out } };
    expect(await program(['serve'], deps as unknown as CliDeps)).toBe(0);
    expect(String(out.read())).toContain('\r  3 done');
  });
});
