/** A remittance of so many service lines, ten to a claim, as a stream: every line, claim and the whole add up. */

const LINES = 10;
const CHARGE = 100;
const PAID = 80;

export function* remittance(lines: number): Generator<string> {
  const claims = lines / LINES;
  const total = claims * LINES * PAID;
  yield 'ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260310*0800*^*00501*000000007*0*T*:~';
  yield 'GS*HP*PAYER*CLINIC*20260310*0800*7*X*005010X221A1~ST*835*0001~';
  yield `BPR*I*${total - 1}*C*ACH*CCP*01*111000025*DA*1*1512345678**01*111000025*DA*2*20260310~`;
  yield 'TRN*1*EFT1*1512345678~DTM*405*20260309~N1*PR*PAYER~N3*1 PAYER WAY~N4*TOWN*OH*44101~PER*BL*DESK*TE*5555550100~';
  yield 'N1*PE*CLINIC*XX*1234567893~LX*1~';
  let segments = 10;
  for (let i = 0; i < claims; i += 1) {
    yield claim(i);
    segments += 3 + LINES * 4;
  }
  yield `PLB*1234567893*20261231*WO:ICN9*1~SE*${segments + 2}*0001~GE*1*7~IEA*1*000000007~`;
}

function claim(i: number): string {
  const line = (n: number): string =>
    `SVC*HC:99213*${CHARGE}*${PAID}**1~DTM*472*20260304~CAS*CO*45*${CHARGE - PAID}~REF*6R*${n + 1}~`;
  return `CLP*CW${i}*1*${CHARGE * LINES}*${PAID * LINES}**12*ICN${i}*11*1~NM1*QC*1*DOE*JAN****MI*M${i}~DTM*232*20260304~${Array.from({ length: LINES }, (_, n) => line(n)).join('')}`;
}
