import { describe, expect, test } from 'vitest';
import { remembering, rememberingEach } from '../../src/kernel/index.ts';

describe('remembering', () => {
  const counted = (most: number) => {
    const made: string[] = [];
    const of = remembering((key) => {
      made.push(key);
      return key === 'none' ? undefined : { key };
    }, most);
    return { made, of };
  };

  test('makes a value once for a key and hands out the same one again', () => {
    const { made, of } = counted(10);
    expect(of('a')).toBe(of('a'));
    expect(made).toEqual(['a']);
  });

  test('remembers that there was nothing', () => {
    const { made, of } = counted(10);
    expect([of('none'), of('none')]).toEqual([undefined, undefined]);
    expect(made).toEqual(['none']);
  });

  test('takes keys for nothing but keys', () => {
    const { of } = counted(10);
    expect(of('__proto__')).toEqual({ key: '__proto__' });
    expect(of('constructor')).toEqual({ key: 'constructor' });
  });

  test('forgets rather than grows', () => {
    const { made, of } = counted(2);
    for (const key of ['a', 'b', 'a', 'b', 'c', 'a']) of(key);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });
});

describe('rememberingEach', () => {
  test('makes a value once for an object, nothing included, and another for its twin', () => {
    const made: object[] = [];
    const of = rememberingEach((key: { readonly none?: boolean }) => {
      made.push(key);
      return key.none ? undefined : { key };
    });
    const [one, twin, none] = [{}, {}, { none: true }];
    expect(of(one)).toBe(of(one));
    expect(of(twin)).not.toBe(of(one));
    expect([of(none), of(none)]).toEqual([undefined, undefined]);
    expect(made).toEqual([one, twin, none]);
  });
});
