/** Edit screening-dx: screening services and immunisations point at the diagnosis that says so (guidelines I.C.21.c.2, c.5). */
import { distinctInOrder, type IcdDiagnosis, pointedBy } from './diagnoses.ts';
import { isBetween } from './em-codes.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit, Severity } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';

interface Row {
  readonly codes: readonly string[];
  readonly diagnoses: RegExp;
  readonly says: string;
  readonly severity: Severity;
}

const ROWS: readonly Row[] = [
  // CMS Pub. 100-04 ch. 18 §10.2: any vaccine and its administration.
  {
    codes: ['90471', '90472', '90473', '90474', '90460', '90461', '90480', 'G0008', 'G0009', 'G0010'],
    diagnoses: /^Z23/,
    says: 'Z23 (encounter for immunization)',
    severity: 'error',
  },
  { codes: ['77067'], diagnoses: /^Z12\.31/, says: 'Z12.31 (screening mammogram)', severity: 'error' },
  {
    codes: ['G0103'],
    diagnoses: /^Z12\.5/,
    says: 'Z12.5 (screening for prostate cancer)',
    severity: 'error',
  },
  {
    codes: ['G0121', 'G0328', '82270'],
    diagnoses: /^Z12\.1[12]/,
    says: 'Z12.11 or Z12.12 (screening for colorectal cancer)',
    severity: 'warning',
  },
  {
    codes: ['G0101', 'Q0091'],
    diagnoses: /^Z(?:01\.4|11\.51|12\.[479]|77\.9|91\.8|92\.8)/,
    says: 'Z12.4, Z01.41- or another gynaecological screening diagnosis',
    severity: 'warning',
  },
  {
    codes: ['71271'],
    diagnoses: /^(?:Z12\.2|Z87\.891|F17\.21)/,
    says: 'Z12.2, Z87.891 or F17.21- (lung cancer screening)',
    severity: 'warning',
  },
];

const BY_CODE: ReadonlyMap<string, Row> = new Map(
  ROWS.flatMap((row) => row.codes.map((code) => [code, row] as const)),
);

export const screeningDx: Edit = {
  meta: {
    id: 'screening-dx',
    title: 'Screening services and immunisations point at their own diagnosis',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.C.21.c.2, I.C.21.c.5' },
    about:
      'Looks at immunisations and their administration, screening mammography, prostate, colorectal, cervical and lung ' +
      'cancer screening: the line points at the Z code of that screening. Z23 without any immunisation is a warning.',
    messages: {
      missing:
        '{code} is a screening or preventive service and does not point at {expected}; point it there, or bill the diagnostic service.',
      'no-immunisation':
        'Z23 is reported and no immunisation is billed; bill it, or remove Z23 (Z28 says that one was not given).',
    },
  },
  check(subject) {
    const { lines } = procedureLines(subject);
    const diagnoses = distinctInOrder(subject);
    const z23 = diagnoses.find((d) => d.code === 'Z23');
    const rows = lines.flatMap((l) => {
      const row = BY_CODE.get(l.code);
      return row ? [{ l, row }] : [];
    });
    if (rows.length === 0 && (!z23 || lines.length === 0)) return NOT_APPLICABLE;
    const idle = z23 && lines.length > 0 && !lines.some((l) => isImmunisation(l.code)) ? [idleHit(z23)] : [];
    return verdictOf([...rows.flatMap(({ l, row }) => examine(l, row, diagnoses)), ...idle]);
  },
};

/** Vaccine products and their administration; M codes and Q codes of COVID-19 and influenza too. */
const isImmunisation = (code: string): boolean =>
  isBetween(code, '90380', '90382') ||
  isBetween(code, '90460', '90480') ||
  isBetween(code, '90581', '90759') ||
  /^91[23]\d\d$/.test(code) ||
  ['96380', '96381', 'G0008', 'G0009', 'G0010', 'M0201'].includes(code) ||
  isBetween(code, 'Q2034', 'Q2039');

const idleHit = ({ diagnosis, code }: IcdDiagnosis): Hit =>
  fail('no-immunisation', diagnosis.expression, { codes: [code], severity: 'warning' });

function examine(
  { line, code }: ProcedureLine,
  row: Row,
  diagnoses: readonly IcdDiagnosis[],
): readonly Hit[] {
  const pointed = pointedBy(line, diagnoses);
  if (diagnoses.length === 0 || pointed.some((d) => row.diagnoses.test(d.code))) return [];
  return [
    fail('missing', line.expression, {
      codes: [code],
      params: { code, expected: row.says },
      severity: row.severity,
    }),
  ];
}
