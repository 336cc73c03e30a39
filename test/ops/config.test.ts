/** The configuration: read once, checked, frozen; every bad variable named at once, and no value of one shown. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { CONFIG_KEYS, readConfig, tokenHeaders } from '../../src/ops/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function refusal(environment: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimwrightError);
    expect((error as ClaimwrightError).code).toBe('CW-5001');
    return (error as ClaimwrightError).message;
  }
  throw new Error('the configuration was taken');
}

describe('a configuration', () => {
  it('has defaults that need nothing', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8100,
      sandboxPort: 8101,
      dataDir: '.claimwright',
      logLevel: 'warn',
      work: true,
    });
  });

  it('does not mind what is not its own', () => {
    expect(readConfig({ PATH: '/bin', CLAIMWRIGHTX: '1', claimwright_port: '9' })).toEqual(readConfig({}));
  });

  it('takes every key', () => {
    expect(
      readConfig({
        CLAIMWRIGHT_HOST: '::1',
        CLAIMWRIGHT_PORT: '0',
        CLAIMWRIGHT_SANDBOX_PORT: '65535',
        CLAIMWRIGHT_EHR_URL: 'https://ehr.example.org/fhir/r4',
        CLAIMWRIGHT_EHR_TOKEN_FILE: '/run/token',
        CLAIMWRIGHT_DATA_DIR: '/var/lib/claimwright',
        CLAIMWRIGHT_CHARGES: 'charges.csv',
        CLAIMWRIGHT_MAPPINGS: 'mappings',
        CLAIMWRIGHT_LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      host: '::1',
      port: 0,
      sandboxPort: 65_535,
      ehrUrl: 'https://ehr.example.org/fhir/r4',
      ehrTokenFile: '/run/token',
      dataDir: '/var/lib/claimwright',
      charges: 'charges.csv',
      mappings: 'mappings',
      logLevel: 'debug',
      work: true,
    });
  });

  it('is frozen', () => {
    const config = readConfig({});
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config, { host: '0.0.0.0' })).toThrow(TypeError);
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.org', '', '127.0.0.1 '])(
    'does not listen on %j: nobody is asked who they are, so only this machine may ask',
    (host) => {
      expect(refusal({ CLAIMWRIGHT_HOST: host })).toContain('CLAIMWRIGHT_HOST');
      expect(refusal({ CLAIMWRIGHT_HOST: host })).toContain('127.0.0.1, ::1, localhost');
    },
  );

  it.each(['0.0.0.0', '::', 'claimwright.internal', '10.1.2.3'])(
    'listens on %j where a file says who may ask',
    (host) => {
      expect(readConfig({ CLAIMWRIGHT_HOST: host, CLAIMWRIGHT_AUTH: 'auth.json' }).host).toBe(host);
    },
  );

  it.each(['', 'a b', 'http://x', 'x:1'])('has no address %j even then', (host) => {
    expect(refusal({ CLAIMWRIGHT_HOST: host, CLAIMWRIGHT_AUTH: 'auth.json' })).toContain('CLAIMWRIGHT_HOST');
  });

  it.each(['-1', '65536', '80.5', 'http', '', 'NaN', '1e9'])('has no port %j', (port) => {
    expect(refusal({ CLAIMWRIGHT_PORT: port })).toContain('CLAIMWRIGHT_PORT');
    expect(refusal({ CLAIMWRIGHT_SANDBOX_PORT: port })).toContain('CLAIMWRIGHT_SANDBOX_PORT');
  });

  it.each([
    'ehr.example.org/fhir',
    'ftp://ehr.example.org',
    'https://',
    'https://[/fhir',
    'https://ehr.example.org/fhir?token=hush',
    'https://ehr.example.org/fhir#x',
    'https://user:hush@ehr.example.org/fhir',
    'javascript:alert(1)',
    'https://ehr.example.org/a b',
    '',
  ])('has no EHR at %j', (url) => {
    const message = refusal({ CLAIMWRIGHT_EHR_URL: url });
    expect(message).toContain('CLAIMWRIGHT_EHR_URL must be an http(s) address');
    expect(message).not.toContain('hush');
  });

  it.each(['trace', 'INFO', ''])('has no log level %j', (level) => {
    expect(refusal({ CLAIMWRIGHT_LOG_LEVEL: level })).toContain('CLAIMWRIGHT_LOG_LEVEL');
  });

  it('names everything that is wrong at once, and shows no value', () => {
    const message = refusal({
      CLAIMWRIGHT_HOST: 'secret-host',
      CLAIMWRIGHT_PORT: 'secret-port',
      CLAIMWRIGHT_SANDBOX_PORT: '-5',
      CLAIMWRIGHT_EHR_URL: 'secret-url',
      CLAIMWRIGHT_DATA_DIR: '',
      CLAIMWRIGHT_LOG_LEVEL: 'secret-level',
      CLAIMWRIGHT_EHR_TOKEN: 'secret-token',
      CLAIMWRIGHT_PROT: '80',
    });
    for (const name of ['HOST', 'PORT', 'SANDBOX_PORT', 'EHR_URL', 'DATA_DIR', 'LOG_LEVEL'])
      expect(message).toContain(`CLAIMWRIGHT_${name} `);
    expect(message).toContain('CLAIMWRIGHT_EHR_TOKEN is not a setting');
    expect(message).toContain('CLAIMWRIGHT_PROT is not a setting');
    expect(message).not.toContain('secret');
    expect(message).not.toContain('\n');
  });
});

describe('the list of keys', () => {
  it('is what the configuration has: each can be set, and nothing else can', () => {
    const values: Readonly<Record<string, string>> = {
      host: 'localhost',
      port: '1',
      sandboxPort: '2',
      ehrUrl: 'http://a/b',
      logLevel: 'warn',
      databaseUrl: 'postgres://user@host/name',
      openLoopback: 'true',
      work: 'false',
      readerUrl: 'http://model/v1',
    };
    const all = Object.fromEntries(CONFIG_KEYS.map((k) => [k.variable, values[k.key] ?? 'x']));
    expect(Object.keys(readConfig(all)).sort()).toEqual(CONFIG_KEYS.map((k) => k.key).sort());
    const one = { CLAIMWRIGHT_SOMETHING: 'x' };
    expect(refusal(one)).toContain('CLAIMWRIGHT_SOMETHING is not a setting');
  });

  it('names each once, says what it does, and has a default that can be read', () => {
    for (const part of ['key', 'variable'] as const)
      expect(new Set(CONFIG_KEYS.map((k) => k[part])).size).toBe(CONFIG_KEYS.length);
    for (const { variable, says, key } of CONFIG_KEYS) {
      const plain = key.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();
      // Every platform hands a database on under this name.
      expect(variable).toBe(plain === 'DATABASE_URL' ? plain : `CLAIMWRIGHT_${plain}`);
      expect(says).toMatch(/^\S.*\.$/);
    }
    const defaults = CONFIG_KEYS.flatMap((k) => (k.fallback === undefined ? [] : [[k.variable, k.fallback]]));
    expect(readConfig(Object.fromEntries(defaults))).toEqual(readConfig({}));
  });

  const readme = join(ROOT, 'README.md');
  it.skipIf(!existsSync(readme))('is the table of the README', () => {
    const rows = readFileSync(readme, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    for (const { variable, fallback } of CONFIG_KEYS) {
      const row = rows.filter((line) => line.includes(`\`${variable}\``));
      expect([variable, row.length]).toEqual([variable, 1]);
      if (fallback) expect(row[0]).toContain(fallback);
    }
    const named = new Set(rows.join('\n').match(/CLAIMWRIGHT_[A-Z_]+|\bDATABASE_URL\b/g));
    expect([...named].sort()).toEqual(CONFIG_KEYS.map((k) => k.variable).sort());
  });
});

describe('the reader of notes', () => {
  it('needs a model where it has an address', () => {
    expect(refusal({ CLAIMWRIGHT_READER_URL: 'http://model/v1' })).toContain(
      'CLAIMWRIGHT_READER_URL needs CLAIMWRIGHT_READER_MODEL beside it',
    );
  });
});

describe('the address of the database', () => {
  it.each(['mysql://x/y', 'localhost:5432', 'postgres:// secret'])(
    'is refused when it is %s, and never shown',
    (url) => {
      const message = refusal({ DATABASE_URL: url });
      expect(message).toContain('DATABASE_URL must be a postgres:// address');
      expect(message).not.toContain(url);
    },
  );
});

describe('the token of the EHR', () => {
  it('is read again for each request, without its line end, so that it can be replaced', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'token-'));
    const file = join(folder, 'token');
    const headers = tokenHeaders(file);
    writeFileSync(file, 'first\n');
    expect(await headers()).toEqual({ authorization: 'Bearer first' });
    writeFileSync(file, 'second');
    expect(await headers()).toEqual({ authorization: 'Bearer second' });
    rmSync(folder, { recursive: true });
    await expect(headers()).rejects.toMatchObject({ code: 'CW-5001' });
    await expect(headers()).rejects.not.toThrow(file);
  });

  it('is none where none is configured', async () => {
    expect(await tokenHeaders(undefined)()).toEqual({});
  });
});
