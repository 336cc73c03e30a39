/** Answers as values: what a check can say, and a result that carries its reason. */

/** What a check answers. `cannot-tell` is never a pass: the data or the code set it needs is not there. */
export type Answer = 'pass' | 'fail' | 'not-applicable' | 'cannot-tell';

export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
