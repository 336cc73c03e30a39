/** ASC X12N 005010X214, Health Care Claim Acknowledgment (277CA), and 005010X212, Claim Status Response (277). */
import { guide } from './guide.ts';

export const CLAIM_ACKNOWLEDGEMENT = guide(
  {
    version: '005010X214',
    versions: ['005010X214', '005010X214E1', '005010X214E2'],
    title: '277CA Health Care Claim Acknowledgment',
  },
  `
  HEADER R 1: BHT R 1
  2000A R 1: HL[3:20] R 1
  2100A < 2000A R 1: NM1[PR|AY] R 1
  2200A < 2000A R 1: TRN R 1, DTP[050] R 1, DTP[009] R 1
  2000B < 2000A R 1: HL[3:21] R 1
  2100B < 2000B R 1: NM1[41] R 1
  2200B < 2000B R 1: TRN R 1, STC R *, QTY[90] S 1, QTY[AA] S 1, AMT[YU] S 1, AMT[YY] S 1
  2000C < 2000B S *: HL[3:19] R 1
  2100C < 2000C R 1: NM1[85] R 1
  2200C < 2000C S 1: TRN R 1, STC S *, REF S 3, QTY[QA] S 1, QTY[QC] S 1, AMT[YU] S 1, AMT[YY] S 1
  2000D < 2000C S *: HL[3:PT] R 1
  2100D < 2000D R 1: NM1[QC] R 1
  2200D < 2000D R *: TRN R 1, STC R *, REF[1K] S 1, REF[D9] S 1, REF[BLT] S 1, DTP[472] R 1
  2220D < 2200D S *: SVC R 1, STC R *, REF[FJ] S 1, REF[XZ] S 1, DTP[472] S 1
  `,
);

/** The answer to a 276, which some clearinghouses also send unasked. */
export const CLAIM_STATUS = guide(
  {
    version: '005010X212',
    versions: ['005010X212', '005010X212E1', '005010X212E2'],
    title: '277 Health Care Information Status Response',
  },
  `
  HEADER R 1: BHT R 1
  2000A R *: HL[3:20] R 1
  2100A < 2000A R 1: NM1[PR] R 1, PER S 1
  2000B < 2000A R *: HL[3:21] R 1
  2100B < 2000B R 1: NM1[41] R 1
  2200B < 2000B S 1: TRN R 1, STC R *
  2000C < 2000B S *: HL[3:19] R 1
  2100C < 2000C R 2: NM1[1P] R 1
  2200C < 2000C S 1: TRN R 1, STC R *
  2000D < 2000C S *: HL[3:22] R 1
  2100D < 2000D R 1: NM1[IL] R 1
  2200D < 2000D S *: TRN R 1, STC R *, REF[1K] S 1, REF[BLT] S 1, REF[EJ] S 1, REF[XZ] S 1, REF[VV] S 1, REF[D9] S 1, DTP[472] S 1
  2220D < 2200D S *: SVC R 1, STC R *, REF[FJ] S 1, DTP[472] R 1
  2000E < 2000D S *: HL[3:23] R 1
  2100E < 2000E R 1: NM1[QC] R 1
  2200E < 2000E R *: TRN R 1, STC R *, REF[1K] S 1, REF[BLT] S 1, REF[EJ] S 1, REF[XZ] S 1, REF[VV] S 1, REF[D9] S 1, DTP[472] S 1
  2220E < 2200E S *: SVC R 1, STC R *, REF[FJ] S 1, DTP[472] R 1
  `,
);
