/** SNIP 4 of a claim: what must be said because something else is (situational rules of 005010X222A1 and X223A2). */
import { type ClaimLoops, loopIn, loopsIn } from '../claim/claim-loops.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { component, components, element, type Segment } from '../syntax/segment.ts';

type Rule = (claim: ClaimLoops) => readonly X12Fault[];

export const situations: Rule = (claim) => RULES.flatMap((rule) => rule(claim));

/** SBR02 is said where the subscriber is the patient, and only there. */
const patientLevel: Rule = ({ subscriber, patient }) => {
  const sbr = find(subscriber, 'SBR');
  if (!sbr) return [];
  const self = element(sbr, 2) === '18';
  if (patient && self)
    return [
      fault(
        sbr,
        2,
        '2000B',
        'self-with-patient',
        'SBR02 says that the subscriber is the patient, and a patient loop follows; leave out one of them',
      ),
    ];
  return patient || self
    ? []
    : [fault(sbr, 2, '2000B', 'relationship-missing', 'SBR02 must be 18 where no patient loop follows')];
};

/** The subscriber who is the patient is described: N3, N4 and DMG. */
const subscriberDescribed: Rule = ({ subscriber, patient }) => {
  const loop = loopIn(subscriber, '2010BA');
  const nm1 = find(loop, 'NM1');
  if (patient || !loop || !nm1) return [];
  return ['N3', 'N4', 'DMG'].flatMap((id) =>
    find(loop, id)
      ? []
      : [
          fault(
            nm1,
            undefined,
            '2010BA',
            'subscriber-undescribed',
            `The subscriber is the patient: ${id} must follow`,
          ),
        ],
  );
};

/** The first occurrence of each payer place: one primary. */
const payerPlaces: Rule = ({ subscriber, claim }) => {
  const all = [find(subscriber, 'SBR'), ...loopsIn(claim, '2320').map((loop) => find(loop, 'SBR'))];
  const seen = new Set<string>();
  return all.flatMap((sbr) => {
    if (!sbr) return [];
    const place = element(sbr, 1);
    if (place !== 'U' && seen.has(place))
      return [
        fault(
          sbr,
          1,
          sbr === all[0] ? '2000B' : '2320',
          'payer-place-twice',
          `Two payers stand at place ${letter(place)}`,
        ),
      ];
    seen.add(place);
    return [];
  });
};

const letter = (text: string): string => (/^[A-Z]$/.test(text) ? text : 'named by SBR01');

/** A replacement or a void names the payer's number of the claim it stands for. */
const originalReference: Rule = ({ claim, delimiters }) => {
  const clm = find(claim, 'CLM');
  if (!clm || !['7', '8'].includes(component(clm, 5, 3, delimiters))) return [];
  return claim.segments.some((s) => s.id === 'REF' && element(s, 1) === 'F8')
    ? []
    : [
        fault(
          clm,
          5,
          '2300',
          'original-reference',
          'CLM05-3 says that the claim replaces or voids another: REF*F8 must give the payer’s number of that claim',
        ),
      ];
};

/** An accident has its date, and a motor accident its state. */
const accident: Rule = ({ kind, claim, delimiters }) => {
  const clm = find(claim, 'CLM');
  if (!clm || kind !== 'professional') return [];
  const causes = components(clm, 11, delimiters);
  const related = causes.slice(0, 2).some((code) => ['AA', 'OA', 'EM'].includes(code));
  if (!related) return [];
  const dated =
    claim.segments.some((s) => s.id === 'DTP' && element(s, 1) === '439') ||
    causes.slice(0, 2).every((code) => code === 'EM' || code === '');
  return [
    ...(dated
      ? []
      : [fault(clm, 11, '2300', 'accident-date', 'CLM11 names an accident: DTP*439 must give its date')]),
    ...(causes.slice(0, 2).includes('AA') && !causes[3]
      ? [
          fault(
            clm,
            11,
            '2300',
            'accident-state',
            'CLM11 names a motor accident: CLM11-4 must give its state',
          ),
        ]
      : []),
  ];
};

/** Pointers point at diagnoses that are there, each once. */
const pointers: Rule = ({ kind, claim, delimiters }) => {
  if (kind !== 'professional') return [];
  const diagnoses = claim.segments
    .filter((s) => s.id === 'HI')
    .flatMap((hi) => hi.elements.map((_, i) => component(hi, i + 1, 1, delimiters)));
  const count = diagnoses.filter((q) => ['ABK', 'BK', 'ABF', 'BF'].includes(q)).length;
  return loopsIn(claim, '2400').flatMap((line) => {
    const sv1 = find(line, 'SV1');
    if (!sv1) return [];
    const pointed = components(sv1, 7, delimiters).filter((p) => p !== '');
    if (pointed.length === 0)
      return [
        fault(
          sv1,
          7,
          '2400',
          'pointer-missing',
          'SV107 must point at the diagnosis that the service was for',
        ),
      ];
    return pointed.some((p) => !(Number(p) >= 1 && Number(p) <= count)) ||
      new Set(pointed).size < pointed.length
      ? [fault(sv1, 7, '2400', 'pointer-wrong', `SV107 must point at diagnoses 1 to ${count}, each once`)]
      : [];
  });
};

/** Ambulance and inpatient professional claims have their dates. */
const admission: Rule = ({ kind, claim, delimiters }) => {
  const clm = find(claim, 'CLM');
  if (!clm) return [];
  const place = component(clm, 5, 1, delimiters);
  const admitted = claim.segments.some((s) => s.id === 'DTP' && element(s, 1) === '435');
  if (kind === 'professional')
    return admitted || place !== '21'
      ? []
      : [
          fault(
            clm,
            5,
            '2300',
            'admission-date',
            'The place of service is an inpatient hospital: DTP*435 must give the day of admission',
          ),
        ];
  const inpatient = ['11', '12', '18', '21', '22', '28', '41', '65', '66', '86'].includes(place);
  return inpatient && !admitted
    ? [
        fault(
          clm,
          5,
          '2300',
          'admission-date',
          'The type of bill is an inpatient one: DTP*435 must give the admission',
        ),
      ]
    : [];
};

/** An inpatient bill tells of each diagnosis whether it was there on admission, and its first the admitting one. */
const inpatientDiagnoses: Rule = ({ kind, claim, delimiters }) => {
  const clm = find(claim, 'CLM');
  if (kind !== 'institutional' || !clm || component(clm, 5, 1, delimiters) !== '11') return [];
  const qualifiers = claim.segments.filter((s) => s.id === 'HI').map((hi) => component(hi, 1, 1, delimiters));
  return qualifiers.some((q) => q === 'ABJ' || q === 'BJ')
    ? []
    : [
        fault(
          clm,
          5,
          '2300',
          'admitting-diagnosis',
          'An inpatient bill needs the admitting diagnosis, HI*ABJ',
        ),
      ];
};

/** Lines are numbered from one. */
const lineNumbers: Rule = ({ claim }) =>
  loopsIn(claim, '2400').flatMap((line, i) => {
    const lx = find(line, 'LX');
    return lx && element(lx, 1) !== String(i + 1)
      ? [fault(lx, 1, '2400', 'line-number', `LX01 must be ${i + 1}: lines are numbered from one`)]
      : [];
  });

/** A billing provider who is one has an NPI, a street address and a nine-digit ZIP code. */
const billingProvider: Rule = ({ billing }) => {
  const loop = loopIn(billing, '2010AA');
  const [nm1, n3] = [find(loop, 'NM1'), find(loop, 'N3')];
  return [
    ...(nm1 && element(nm1, 9) === ''
      ? [fault(nm1, 9, '2010AA', 'billing-npi', 'NM109 must give the NPI of the billing provider')]
      : []),
    ...(n3 && /^(?:P\.? ?O\.? ?BOX|POST OFFICE BOX|LOCK ?BOX)\b/i.test(element(n3, 1))
      ? [
          fault(
            n3,
            1,
            '2010AA',
            'billing-street',
            'The billing provider’s address must be a street; a post box goes into the pay-to address (2010AB)',
          ),
        ]
      : []),
  ];
};

const RULES: readonly Rule[] = [
  patientLevel,
  subscriberDescribed,
  payerPlaces,
  originalReference,
  accident,
  pointers,
  admission,
  inpatientDiagnoses,
  lineNumbers,
  billingProvider,
];

const find = (loop: Loop | undefined, id: string): Segment | undefined =>
  loop?.segments.find((s) => s.id === id);

const fault = (
  segment: Segment,
  at: number | undefined,
  loop: string,
  id: string,
  message: string,
): X12Fault => ({
  id,
  snip: 4,
  severity: 'error',
  message,
  segment: segment.id,
  number: segment.number,
  ...(at === undefined ? {} : { element: at }),
  loop,
});
