/** The reader that asks a model, against a stub on loopback: what is believed of its answers, and that nothing it does stops coding. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServiceDate } from '../../src/kernel/index.ts';
import { fakeReader, remoteReader } from '../../src/reader/index.ts';
import { loadTerminology } from '../../src/store/index.ts';

const TERMS = loadTerminology();
const ON = '2026-03-10' as ServiceDate;
const NOTE = { id: 'DocumentReference/1', text: 'A: Gout of the left foot. Hypertension at goal.' };

const servers: Server[] = [];
afterEach(() => {
  for (const s of servers.splice(0)) {
    s.closeAllConnections();
    s.close();
  }
});

interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: { model: string; temperature: number; messages: { role: string; content: string }[] };
}

/** A stub that answers as told; `seen` holds what it was asked. */
async function stub(
  answer: (response: ServerResponse) => void,
  options: { readonly key?: string; readonly timeout?: number } = {},
) {
  const seen: Seen[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (c: Buffer) => chunks.push(c));
    request.on('end', () => {
      seen.push({
        url: request.url ?? '',
        authorization: request.headers.authorization,
        body: JSON.parse(Buffer.concat(chunks).toString()) as Seen['body'],
      });
      answer(response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { key, timeout = 5_000 } = options;
  const endpoint = {
    url: `http://127.0.0.1:${port}/v1/`,
    model: 'm',
    timeout,
    ...(key ? { key: () => key } : {}),
  };
  return { seen, reader: remoteReader(endpoint, TERMS) };
}

const completion = (content: string) => (response: ServerResponse) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
};
const mentions = (...list: readonly unknown[]): string => JSON.stringify({ mentions: list });

describe('an answer', () => {
  it('is believed where its words stand in the note and its code may be billed', async () => {
    const answer = mentions(
      { words: 'Gout of the left foot', code: 'M10072' },
      { words: 'Hypertension', code: 'i10' },
    );
    const { reader, seen } = await stub(completion(`Here it is:\n\`\`\`json\n${answer}\n\`\`\``), {
      key: 'secret',
    });
    const { mentions: found, dropped, failures } = await reader.read([NOTE], ON);
    expect(found).toEqual([
      { note: NOTE.id, start: 3, end: 24, words: 'Gout of the left foot', code: 'M10.072' },
      { note: NOTE.id, start: 26, end: 38, words: 'Hypertension', code: 'I10' },
    ]);
    expect(NOTE.text.slice(26, 38)).toBe('Hypertension');
    expect([Object.values(dropped).every((n) => n === 0), failures]).toEqual([true, []]);
    expect(seen[0]).toMatchObject({ url: '/v1/chat/completions', authorization: 'Bearer secret' });
    expect(seen[0]?.body).toMatchObject({ model: 'm', temperature: 0 });
    expect(seen[0]?.body.messages.at(-1)).toEqual({ role: 'user', content: NOTE.text });
  });

  it.each([
    ['a code that does not exist', { words: 'Gout', code: 'M99.999' }, 'unknown-code'],
    ['what is no code', { words: 'Gout', code: 'gout' }, 'unknown-code'],
    ['a category', { words: 'Gout', code: 'M10' }, 'not-billable'],
    ['words that the note does not hold', { words: 'Pneumonia', code: 'J18.9' }, 'words-not-in-note'],
    ['words in other letters', { words: 'gout', code: 'M10.9' }, 'words-not-in-note'],
    ['empty words', { words: ' ', code: 'M10.9' }, 'malformed'],
    ['numbers', { words: 7, code: 10 }, 'malformed'],
    ['nothing', null, 'malformed'],
  ])('with %s is dropped and counted', async (_, item, reason) => {
    const { reader } = await stub(completion(mentions(item, { words: 'Hypertension', code: 'I10' })));
    const { mentions: found, dropped } = await reader.read([NOTE], ON);
    expect(found.map((m) => m.code)).toEqual(['I10']);
    expect(dropped).toMatchObject({ [reason]: 1 });
  });

  it('with more mentions than a note has is cut', async () => {
    const many = Array.from({ length: 250 }, () => ({ words: 'Hypertension', code: 'I10' }));
    const { reader } = await stub(completion(mentions(...many)));
    const { mentions: found, dropped } = await reader.read([NOTE], ON);
    expect([found.length, dropped['too-many']]).toEqual([200, 50]);
  });

  it.each(['', 'I cannot do that.', '{"mentions":', '{"codes":[]}', '[]'])(
    'of %j is malformed',
    async (content) => {
      const { reader } = await stub(completion(content));
      expect(await reader.read([NOTE], ON)).toMatchObject({ mentions: [], dropped: { malformed: 1 } });
    },
  );
});

describe('a server', () => {
  const fails = async (answer: (r: ServerResponse) => void, why: string, timeout?: number): Promise<void> => {
    const { reader } = await stub(answer, timeout === undefined ? {} : { timeout });
    const { mentions: found, failures } = await reader.read([NOTE], ON);
    expect([found, failures]).toEqual([[], [`${NOTE.id}: ${why}`]]);
  };
  it('that answers 500 is told of', () => fails((r) => r.writeHead(500).end('no'), 'status 500'));
  it('that answers no JSON is told of', () =>
    fails((r) => r.end('<html>'), 'an answer that is no completion'));
  it('that answers without choices is told of', () =>
    fails((r) => r.end('{}'), 'an answer that is no completion'));
  it('that never answers is left', () => fails(() => undefined, 'no answer in time', 50));
  it('that stalls in its answer is left', () =>
    fails((r) => void r.write('{"choices":'), 'no answer in time', 50));
  it('that sends without end is cut off', () =>
    fails((r) => void r.end('x'.repeat(400_000)), 'an answer too long'));
  it('that sends elsewhere is not followed', () =>
    fails((r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'no connection'));
  it('that is not there is told of', async () => {
    const reader = remoteReader({ url: 'http://127.0.0.1:1/v1', model: 'm', timeout: 1_000 }, TERMS);
    expect((await reader.read([NOTE], ON)).failures).toEqual([`${NOTE.id}: no connection`]);
  });
  it('whose answer fails for one note reads the next', async () => {
    let calls = 0;
    const { reader } = await stub((r) => {
      calls += 1;
      if (calls === 1) r.writeHead(503).end();
      else completion(mentions({ words: 'Gout', code: 'M10.9' }))(r);
    });
    const reading = await reader.read([NOTE, { ...NOTE, id: 'DocumentReference/2' }], ON);
    expect(reading.mentions.map((m) => m.note)).toEqual(['DocumentReference/2']);
    expect(reading.failures).toHaveLength(1);
  });
});

describe('the fake', () => {
  it('answers for the notes it is asked about', async () => {
    const mention = { note: NOTE.id, start: 3, end: 7, words: 'Gout', code: 'M10.9' };
    const fake = fakeReader([mention, { ...mention, note: 'DocumentReference/9' }]);
    expect((await fake.read([NOTE], ON)).mentions).toEqual([mention]);
  });
});
