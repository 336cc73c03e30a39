/** `claimwright x12 read`: what is in a file, and what is wrong with it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { dossier, SUBMISSION } from '../../bench/support/x12-claims.ts';
import { x12ReadCommand } from '../../src/cli/x12.ts';
import { write837 } from '../../src/x12/index.ts';
import { REMITTANCE_LINES, response } from '../x12/responses/support.ts';

const folder = mkdtempSync(join(tmpdir(), 'x12-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CLAIMS = [...write837([dossier(1), dossier(2)], SUBMISSION)].join('');
const REMITTANCE = response('835', REMITTANCE_LINES);

async function read(text: string, options: { json?: boolean } = {}) {
  const path = join(folder, 'file');
  writeFileSync(path, text, 'latin1');
  let said = '';
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said += chunk.toString();
      done();
    },
  });
  const exit = await x12ReadCommand([path], options, { io: { out, err: out } });
  return { exit, lines: said.trimEnd().split('\n') };
}

describe('x12 read', () => {
  it('lists the claims of an 837', async () => {
    const { exit, lines } = await read(CLAIMS);
    expect(lines.map((l) => l.split(/ {2,}/))).toEqual([
      ['kind', 'number', 'outcome', 'charge', 'paid', 'detail'],
      ['claim', 'CW000000000001', 'passes', '155.5', 'professional, 3 lines'],
      ['claim', 'CW000000000002', 'passes', '155.5', 'professional, 3 lines'],
    ]);
    expect(exit).toBe(0);
  });

  it('says what is wrong with a claim, and once', async () => {
    const { exit, lines } = await read(CLAIMS.replace('*155.5*', '*155.51*'));
    expect(lines.filter((l) => l.includes('level 3'))).toEqual([
      expect.stringContaining('error, level 3, 2300 CLM02 segment '),
    ]);
    expect(lines[1]).toContain('fails');
    expect(exit).toBe(1);
  });

  it('says what is wrong before the first claim', async () => {
    const { lines, exit } = await read(CLAIMS.replace('NM1*40*2*EXAMPLE CLEARINGHOUSE*****46*CH1~', ''));
    expect(lines.filter((l) => l.includes('1000B'))).toHaveLength(1);
    expect(exit).toBe(1);
  });

  it('lists a remittance with its balance', async () => {
    const { exit, lines } = await read(REMITTANCE);
    expect(lines.slice(1).map((l) => l.split(/ {2,}/))).toEqual([
      ['payment', 'CW1', 'primary', '100.50', '80.00', '2 lines'],
      ['payment', 'CW2', 'denied', '110.00', '45.00', '0 lines'],
      ['adjustment', 'ICN9', 'WO', '-5.00'],
      ['remittance', 'EFT1', 'balanced', '120.00', '2 claims of 125.00'],
    ]);
    expect(exit).toBe(0);
  });

  it('says that a remittance does not balance', async () => {
    const { exit, lines } = await read(REMITTANCE.replace('WO:ICN9*5', 'WO:ICN9*6'));
    expect(lines.join('\n')).toContain('not balanced');
    expect(exit).toBe(1);
  });

  it('lists what a 999 rejects', async () => {
    const { exit, lines } = await read(
      response('999', [
        'AK1*HC*42',
        'AK2*837*0001',
        'IK3*CLM*22*2300*8',
        'CTX*CLM01:CW1',
        'IK4*5:3*1325*7',
        'IK5*R*5',
        'AK9*R*1*1*0',
      ]),
    );
    expect(lines.slice(1).map((l) => l.split(/ {2,}/))).toEqual([
      ['transaction', '42/0001', 'rejected', '5'],
      ['segment', 'CW1', '8', '2300 CLM at 22, 5-3: 7'],
    ]);
    expect(exit).toBe(1);
  });

  it('prints an object a line for programs', async () => {
    const { lines } = await read(REMITTANCE, { json: true });
    const objects = lines.map((l) => JSON.parse(l) as { kind: string; number: string });
    expect(objects.map((o) => o.kind)).toEqual(['payment', 'payment', 'adjustment', 'remittance']);
  });

  it('names no patient', async () => {
    const { lines } = await read(REMITTANCE.replace('*40.25*30**1', '*40.25*31**1'));
    expect(lines.join('\n')).not.toMatch(/DOE|ROE|JAN/);
  });

  it('does not let a number steer the terminal', async () => {
    const { lines } = await read(REMITTANCE.replace('CLP*CW1*', 'CLP*CW1\u001b[2J*'));
    expect(lines.join('\n')).not.toContain('\u001b');
  });

  it.each([
    ['nothing', ''],
    ['something else', 'hello'],
    ['half a file', CLAIMS.slice(0, 700)],
  ])('reads %s without failing', async (_, text) => {
    expect((await read(text)).exit).toBe(text === '' ? 0 : 1);
  });

  it('names a file that is not there', async () => {
    const io = { out: process.stdout, err: process.stderr };
    await expect(x12ReadCommand([join(folder, 'none')], {}, { io })).rejects.toMatchObject({
      code: 'CW-1007',
    });
  });
});
