/**
 * ASC X12N 005010X231A1, Implementation Acknowledgment (999). IK5 and AK9 follow the loops they sum up, so that they stand
 * in loops of their own here, 2000T and SUMMARY.
 */
import { guide } from './guide.ts';

export const ACKNOWLEDGEMENT = guide(
  {
    version: '005010X231A1',
    versions: ['005010X231', '005010X231A1'],
    title: '999 Implementation Acknowledgment',
  },
  `
  HEADER R 1: AK1 R 1
  2000 S *: AK2 R 1
  2100 < 2000 S *: IK3 R 1, CTX S 10
  2110 < 2100 S *: IK4 R 1, CTX S 10
  2000T < 2000 R 1: IK5 R 1
  SUMMARY R 1: AK9 R 1
  `,
);
