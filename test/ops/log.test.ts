/** The log: one JSON line an event, to the stream it is given. */
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/ops/index.ts';

function written(
  level: string,
  use: (log: ReturnType<typeof createLog>) => void,
): readonly Record<string, unknown>[] {
  const stream = new PassThrough();
  use(createLog(level, stream));
  const text = (stream.read() as Buffer | null)?.toString('utf8') ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes a line for each event: level, name, fields and the time', () => {
    const lines = written('info', (log) => {
      log.info('case', { case: 'c1', diagnoses: 2 });
      log.warn('ehr-notice');
      log.error('fault', { id: '1', at: undefined });
    });
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'case',
        case: 'c1',
        diagnoses: 2,
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      },
      { level: 'warn', message: 'ehr-notice', timestamp: expect.any(String) },
      { level: 'error', message: 'fault', id: '1', timestamp: expect.any(String) },
    ]);
  });

  it('keeps one event on one line, whatever a field holds', () => {
    const [line, ...others] = written('info', (log) =>
      log.info('case', { case: 'a\nb "c" \u0000 {"level":"error"}' }),
    );
    expect(others).toEqual([]);
    expect(line?.case).toBe('a\nb "c" \u0000 {"level":"error"}');
  });

  it.each([
    ['error', ['error']],
    ['warn', ['warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['debug', ['info', 'warn', 'error']],
  ])('at level %s writes %j', (level, expected) => {
    const lines = written(level, (log) => {
      log.info('a');
      log.warn('b');
      log.error('c');
    });
    expect(lines.map((l) => l.level)).toEqual(expected);
  });

  it('does not let a field take the place of the event or its level', () => {
    const [line] = written('info', (log) =>
      log.info('case', { message: 'other', level: 'error', timestamp: 'never' }),
    );
    expect(line).toMatchObject({ message: expect.stringContaining('case'), level: 'info' });
  });
});
