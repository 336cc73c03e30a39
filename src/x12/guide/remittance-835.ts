/** ASC X12N 005010X221A1, Health Care Claim Payment/Advice (835). PLB, which ends the transaction set, stands in SUMMARY. */
import { guide } from './guide.ts';

export const REMITTANCE = guide(
  {
    version: '005010X221A1',
    versions: ['005010X221', '005010X221A1'],
    title: '835 Health Care Claim Payment/Advice',
  },
  `
  HEADER R 1: BPR R 1, TRN R 1, CUR S 1, REF[EV] S 1, REF[F2] S 1, DTM[405] S 1
  1000A R 1: N1[PR] R 1, N3 R 1, N4 R 1, REF[2U|EO|HI|NF] S 4, PER[CX] S 1, PER[BL] R *, PER[IC] S 1
  1000B R 1: N1[PE] R 1, N3 S 1, N4 S 1, REF[0B|D3|PQ|TJ] S *, RDM S 1
  2000 S *: LX R 1, TS3 S 1, TS2 S 1
  2100 < 2000 R *: CLP R 1, CAS S 99, NM1[QC] R 1, NM1[IL] S 1, NM1[74] S 1, NM1[82] S 1, NM1[TT] S 1, NM1[PR] S 1, NM1[GB] S 1, MIA S 1, MOA S 1, REF[1L|1W|28|6P|9A|9C|BB|CE|EA|F8|G1|G3|IG|SY] S 5, REF[0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|LU] S 10, DTM[232|233] S 2, DTM[036] S 1, DTM[050] S 1, PER[CX] S 2, AMT S 13, QTY S 14
  2110 < 2100 S 999: SVC R 1, DTM[150|151|472] R 2, CAS S 99, REF[1S|APC|BB|E9|G1|G3|LU|RB] S 8, REF[6R] S 1, REF[0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|HPI|SY|TJ] S 10, REF[0K] S 5, AMT S 9, QTY S 6, LQ[HE|RX] S 99
  SUMMARY S 1: PLB R *
  `,
);
