/** Scopes: v2, v1 where a server knows nothing else, and only those a server lists. */
import { describe, expect, it } from 'vitest';
import type { WriteBackMode } from '../../../src/ehr/index.ts';
import { missingScopes, NEEDED, scopesFor } from '../../../src/ehr/smart/scopes.ts';

const asked = (scopes: readonly string[], capabilities: readonly string[] = []) =>
  scopesFor({ scopes, capabilities });

describe('the scopes that are asked for', () => {
  it('are all that are needed where the server lists none', () => {
    expect(asked([])).toHaveLength(Object.keys(NEEDED).length);
    expect(asked(['openid', 'launch'])).toContain('system/Patient.rs');
  });

  it.each([
    ['only v1 is listed', ['system/*.read', 'system/Claim.write'], [], 'system/Encounter.read'],
    ['only v1 is said', [], ['permission-v1'], 'system/Encounter.read'],
    ['both are listed', ['system/*.read', 'system/*.rs'], [], 'system/Encounter.rs'],
    [
      'v2 is said beside a list of v1',
      ['system/*.read'],
      ['permission-v1', 'permission-v2'],
      'system/Encounter.rs',
    ],
  ])('when %s', (_, scopes, capabilities, expected) => {
    expect(asked(scopes, capabilities)).toContain(expected);
  });

  it('of v1 read and write apart', () => {
    const scopes = asked(['system/*.*'], ['permission-v1']);
    expect(scopes).toContain('system/Claim.read');
    expect(scopes).toContain('system/Claim.write');
    expect(scopes).not.toContain('system/Encounter.write');
  });

  it('leave out what a server does not list, and letters it does not have', () => {
    expect(asked(['system/Encounter.r', 'system/Claim.cruds', 'user/Patient.rs', 'system/.rs'])).toEqual([
      'system/Encounter.r',
      'system/Claim.crus',
    ]);
  });
});

describe('the scopes of a way back', () => {
  const of = (mode: WriteBackMode) => scopesFor({ scopes: [], capabilities: [] }, mode);
  it.each<[WriteBackMode, string, readonly string[]]>([
    [
      'claim',
      'system/Claim.crus',
      ['system/ChargeItem.rs', 'system/DocumentReference.rs', 'system/Provenance.cs'],
    ],
    ['charge', 'system/ChargeItem.crus', ['system/DocumentReference.rs', 'system/Provenance.cs']],
    ['document', 'system/DocumentReference.crus', ['system/ChargeItem.rs']],
    ['task', 'system/Task.crus', ['system/ChargeItem.rs', 'system/DocumentReference.rs']],
  ])('%s: to write %s alone', (mode, written, read) => {
    expect(of(mode)).toEqual(expect.arrayContaining([written, ...read]));
    expect(of(mode).filter((s) => s.endsWith('.crus'))).toEqual([written]);
  });

  it('pull: to write nothing', () => {
    expect(of('pull').filter((s) => /\.[a-z]*[cud]/.test(s))).toEqual([]);
  });
});

describe('what was not granted', () => {
  it.each([
    [['system/Claim.crs'], 'system/Claim.cruds', []],
    [['system/Claim.crs'], 'system/Claim.rs', ['system/Claim.crs']],
    [['system/Claim.crs'], 'system/Claim.c system/Claim.rs', []],
    [['system/Claim.crs'], 'system/*.read system/Claim.write', []],
    [['system/Claim.crs'], '', ['system/Claim.crs']],
    [['system/Claim.crs'], undefined, []],
    [['system/Encounter.read'], 'system/Encounter.rs', []],
    [['custom'], '', []],
  ])('%j of %j', (scopes, granted, missing) => {
    expect(missingScopes(scopes, granted)).toEqual(missing);
  });
});

describe('a connection that keeps a Subscription', () => {
  it('asks for it besides, and no other does', () => {
    const none = { scopes: [], capabilities: [] };
    expect(scopesFor(none, 'pull', true)).toEqual([...scopesFor(none, 'pull'), 'system/Subscription.crus']);
    expect(scopesFor(none).join(' ')).not.toContain('Subscription');
  });
});
