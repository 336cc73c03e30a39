/** Elements of the segments that the claim, acknowledgement and remittance guides use: type, length and whether they must be there (ASC X12 005010 data dictionary). */

export type ElementType = 'AN' | 'ID' | 'N0' | 'R' | 'DT' | 'TM' | 'composite';

export interface ElementSpec {
  readonly type: ElementType;
  readonly least: number;
  readonly most: number;
  readonly required: boolean;
  /** Components of a composite. */
  readonly components: readonly ElementSpec[];
}

/** C003 procedure, C004 pointers, C022 health care code information, C023 facility, C024 related causes, C001 unit, C040 reference, C042 adjustment, C043 claim status, C030, C998 and C999 places and contexts of a 999. */
const COMPOSITES: Readonly<Record<string, string>> = {
  C001: 'ID2-2!',
  C003: 'ID2-2! AN1-48! AN2-2 AN2-2 AN2-2 AN2-2 AN1-80 AN1-48',
  C004: 'N01-2! N01-2 N01-2 N01-2',
  C022: 'ID1-3! AN1-30! ID2-3 AN1-35 R1-18 R1-15 AN1-30 AN1-30 ID1-1',
  C023: 'AN1-2! ID1-2! ID1-1!',
  C024: 'ID2-3! ID2-3 ID2-3 ID2-2 ID2-3',
  C040: 'ID2-3! AN1-50! ID2-3 AN1-50 ID2-3 AN1-50',
  C042: 'ID2-3! AN1-50',
  C030: 'N01-2! N01-2 N01-4',
  C043: 'AN1-30! AN1-30! ID2-3 ID1-3',
  C998: 'AN1-35! AN1-35',
  C999: 'N01-4! N01-4',
};

/** `!` must be there. The last element of a line with `…` repeats. */
const SEGMENTS: Readonly<Record<string, string>> = {
  ST: 'ID3-3! AN4-9! AN1-35',
  SE: 'N01-10! AN4-9!',
  BHT: 'ID4-4! ID2-2! AN1-50 DT8-8! TM4-8! ID2-2',
  HL: 'AN1-12! AN1-12 ID1-2! ID1-1',
  NM1: 'ID2-3! ID1-1! AN1-60 AN1-35 AN1-25 AN1-10 AN1-10 ID1-2 AN2-80 ID2-2 ID2-3 AN1-60',
  N1: 'ID2-3! AN1-60 ID1-2 AN2-80',
  N3: 'AN1-55! AN1-55',
  N4: 'AN2-30! ID2-2 ID3-15 ID2-3 ID1-2 AN1-30 ID1-3',
  PER: 'ID2-2! AN1-60 ID2-2 AN1-256 ID2-2 AN1-256 ID2-2 AN1-256',
  PRV: 'ID1-3! ID2-3! AN1-50!',
  CUR: 'ID2-3! ID3-3!',
  REF: 'ID2-3! AN1-50 AN1-80 C040',
  SBR: 'ID1-1! ID2-2 AN1-50 AN1-60 ID1-3 ID1-1 ID1-1 ID2-2 ID1-2',
  PAT: 'ID2-2 ID1-1 ID2-2 ID1-1 ID2-3 AN1-35 ID2-2 R1-10 ID1-1',
  DMG: 'ID2-3! AN1-35! ID1-1!',
  CLM: 'AN1-38! R1-18! ID1-2 ID1-2 C023! ID1-1 ID1-1 ID1-1! ID1-1! ID1-1 C024 ID2-3 ID1-1 ID1-3 ID1-1 ID1-1 ID1-2 ID1-1 ID2-2 ID1-2',
  DTP: 'ID3-3! ID2-3! AN1-35!',
  DTM: 'ID3-3! DT8-8',
  CL1: 'ID1-1 ID1-1 ID1-2',
  PWK: 'ID2-2! ID1-2! N01-2 ID2-3 ID1-2 AN2-80',
  CN1: 'ID2-2! R1-18 R1-6 AN1-50 R1-6 AN1-30',
  AMT: 'ID1-3! R1-18!',
  K3: 'AN1-80!',
  NTE: 'ID3-3 AN1-80!',
  CR1: 'ID2-2 R1-10 ID1-1 ID1-1 ID2-2 R1-15 AN1-55 AN1-55 AN1-80 AN1-80',
  CR2: 'N01-9 R1-15 ID2-3 ID2-3 ID2-2 R1-15 R1-15 ID1-1 ID1-1 AN1-80 AN1-80 ID1-1',
  CR3: 'ID1-1! ID2-2! R1-15!',
  CRC: 'ID2-2! ID1-1! ID2-3! ID2-3 ID2-3 ID2-3 ID2-3',
  HI: 'C022! C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022',
  HCP: 'ID2-2! R1-18! R1-18 AN1-50 R1-9 AN1-50 R1-18 AN1-48 ID2-2 AN1-48 ID2-2 R1-15 ID2-2 ID1-2 ID1-2',
  OI: 'ID1-2 ID2-2 ID1-1! ID1-1 ID1-1 ID1-1!',
  CAS: 'ID1-2! ID1-5! R1-18! R1-15 ID1-5 R1-18 R1-15 ID1-5 R1-18 R1-15 ID1-5 R1-18 R1-15 ID1-5 R1-18 R1-15 ID1-5 R1-18 R1-15',
  MOA: 'R1-10 R1-18 AN1-50 AN1-50 AN1-50 AN1-50 AN1-50 R1-18 R1-18',
  MIA: 'R1-15! R1-15 R1-15 R1-18 AN1-50 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-15 R1-18 R1-18 R1-18 R1-18 AN1-50 AN1-50 AN1-50 AN1-50 R1-18',
  LX: 'N01-6!',
  SV1: 'C003! R1-18! ID2-2 R1-15 AN1-2 ID1-2 C004 R1-18 ID1-1 ID1-2 ID1-1 ID1-1 ID1-2 ID1-2 ID1-1',
  SV2: 'AN1-48! C003 R1-18! ID2-2 R1-15 R1-10 R1-18',
  SV5: 'C003! ID2-2! R1-15! R1-18 R1-18 ID1-1',
  QTY: 'ID2-2! R1-15!',
  MEA: 'ID2-2! ID1-3! R1-20!',
  PS1: 'AN1-50! R1-18! ID2-2',
  LIN: 'AN1-20 ID2-2! AN1-48!',
  CTP: 'ID2-2 ID3-3 R1-17 R1-15! C001!',
  SVD: 'AN2-80! R1-18! C003 AN1-48 R1-15 N01-6',
  LQ: 'ID1-3! AN1-30',
  FRM: 'AN1-20! ID1-1 AN1-50 DT8-8 R1-6',
  TA1: 'N09-9! N06-6! TM4-4! ID1-1! ID3-3!',
  AK1: 'ID2-2! N01-9! AN1-12',
  AK2: 'ID3-3! AN4-9! AN1-35',
  IK3: 'ID2-3! N01-10! AN1-6 ID1-3',
  CTX: 'C998! ID2-3 N01-10 AN1-6 C030 C999',
  IK4: 'C030! N01-4 ID1-3! AN1-99',
  IK5: 'ID1-1! ID1-3 ID1-3 ID1-3 ID1-3 ID1-3',
  AK9: 'ID1-1! N01-6! N01-6! N01-6! ID1-3 ID1-3 ID1-3 ID1-3 ID1-3',
  TRN: 'ID1-2! AN1-50! AN10-10 AN1-50',
  STC: 'C043! DT8-8 ID1-2 R1-18 R1-18 DT8-8 ID3-3 DT8-8 AN1-16 C043 C043 AN1-264',
  SVC: 'C003! R1-18! R1-18 AN1-48 R1-15 C003 R1-15',
  BPR: 'ID1-2! R1-18! ID1-1! ID3-3! ID1-10 ID2-2 AN3-12 ID1-3 AN1-35 AN10-10 AN9-9 ID2-2 AN3-12 ID1-3 AN1-35 DT8-8!',
  RDM: 'ID1-2! AN1-60 AN1-256',
  TS3: 'AN1-50! AN1-2! DT8-8! R1-15! R1-18! R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-15 R1-18',
  TS2: 'R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18 R1-18',
  CLP: 'AN1-38! ID1-2! R1-18! R1-18! R1-18 ID1-2! AN1-50! AN1-2 ID1-1 ID1-2 ID1-4 R1-15 R1-10 ID1-1',
  PLB: 'AN1-50! DT8-8! C042! R1-18! C042 R1-18 C042 R1-18 C042 R1-18 C042 R1-18 C042 R1-18',
};

const TOKEN = /^(?:(C\d{3})|(AN|ID|N0|R|DT|TM)(\d+)-(\d+))(!?)$/;

function spec(token: string): ElementSpec {
  const [, composite, type, least, most, required] = TOKEN.exec(token) ?? [];
  if (composite !== undefined)
    return {
      type: 'composite',
      least: 0,
      most: 0,
      required: required === '!',
      components: list(COMPOSITES[composite] ?? ''),
    };
  return {
    type: (type ?? 'AN') as ElementType,
    least: Number(least),
    most: Number(most),
    required: required === '!',
    components: [],
  };
}

const list = (text: string): readonly ElementSpec[] => text.split(' ').map(spec);

const ALL: ReadonlyMap<string, readonly ElementSpec[]> = new Map(
  Object.entries(SEGMENTS).map(([id, text]) => [id, list(text)]),
);

/** Undefined for a segment that none of the guides has. */
export const elementsOf = (segment: string): readonly ElementSpec[] | undefined => ALL.get(segment);
