/** Responses as a payer would send them, built from lines: segment counts and envelopes are made right here. */
import { type ResponseEvent, responsesOf, type X12Fault } from '../../../src/x12/index.ts';
import { ISA } from '../syntax/support.ts';

const KINDS = {
  '999': { group: 'FA', version: '005010X231A1' },
  '277': { group: 'HN', version: '005010X214' },
  '835': { group: 'HP', version: '005010X221A1' },
} as const;

/** One transaction set in its envelopes. */
export function response(id: keyof typeof KINDS, lines: readonly string[]): string {
  const { group, version } = KINDS[id];
  const st = id === '835' ? 'ST*835*0001' : `ST*${id}*0001*${version}`;
  const all = [st, ...lines, `SE*${lines.length + 2}*0001`];
  return `${ISA}\nGS*${group}*PAYER*CLINIC*20260310*0800*7*X*${version}~\n${all.join('~\n')}~\nGE*1*7~\nIEA*1*000000007~\n`;
}

export const told = <K extends ResponseEvent['kind']>(
  text: string,
  kind: K,
): readonly Extract<ResponseEvent, { kind: K }>[] =>
  responsesOf(text).filter((e): e is Extract<ResponseEvent, { kind: K }> => e.kind === kind);

export const faultsOf = (text: string): readonly X12Fault[] => told(text, 'fault').map(({ fault }) => fault);

/** A payment of two claims and a provider's adjustment: 80 + 45 − 5 = 120. */
export const REMITTANCE_LINES: readonly string[] = [
  'BPR*I*120*C*ACH*CCP*01*111000025*DA*1*1512345678**01*111000025*DA*2*20260310',
  'TRN*1*EFT1*1512345678',
  'DTM*405*20260309',
  'N1*PR*PAYER',
  'N3*1 PAYER WAY',
  'N4*TOWN*OH*44101',
  'PER*BL*DESK*TE*5555550100',
  'N1*PE*CLINIC*XX*1234567893',
  'LX*1',
  'TS3*1234567893*11*20261231*2*210.5',
  'CLP*CW1*1*100.5*80*20.5*12*ICN1*11*1',
  'NM1*QC*1*DOE*JAN****MI*M1',
  'MOA***MA01',
  'REF*F8*ICN0',
  'DTM*232*20260304',
  'AMT*AU*100.5',
  'SVC*HC:99213:25*60.25*50**1',
  'DTM*472*20260304',
  'CAS*PR*3*10.25',
  'REF*6R*L1',
  'AMT*B6*60.25',
  'LQ*HE*N130',
  'SVC*HC:83036*40.25*30**1',
  'DTM*472*20260304',
  'CAS*PR*3*10.25',
  'REF*6R*L2',
  'CLP*CW2*4*110*45*0*12*ICN2*11*1',
  'CAS*CO*45*5**97*60',
  'NM1*QC*1*ROE*ANN****MI*M2',
  'PLB*1234567893*20261231*WO:ICN9*5',
];
