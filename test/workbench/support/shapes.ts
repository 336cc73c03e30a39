/** What the API answers, as JSON carries it: the type of case-view.ts with its branded strings as plain ones. */
import type { caseRow, caseView } from '../../../src/http/case-view.ts';

/** Every string is a plain one, arrays and objects keep their shape: tsc tells when canned answers drift from the API. */
type Plain<T> = T extends string
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T;

export type Row = Plain<ReturnType<typeof caseRow>>;
export type View = Plain<
  Omit<ReturnType<typeof caseView>, 'claimResource' | 'provenance' | 'furtherClaims'>
> & {
  readonly claimResource: object | undefined;
  readonly provenance: object | undefined;
  readonly furtherClaims?: readonly { readonly claim: object; readonly provenance: object }[];
};
export type Diagnosis = View['diagnosesInOrder'][number];
export type Service = View['serviceLines'][number];
export type Evidence = Diagnosis['evidence'][number];
