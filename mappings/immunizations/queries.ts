/** What is asked about a vaccine, each answer with the code it would make. */
import type { Citation, Evidence, Query, ServiceDate } from '../../src/suggest/module.ts';
import { guideline } from '../../src/suggest/module.ts';
import type { Product, Tables, Unspecified, Vaccination } from './tables.ts';

export const CDC: Citation = { source: 'CDC IIS, CPT codes mapped to CVX codes', section: '2024' };
export const CPT: Citation = { source: 'CPT', section: 'Immunization Administration for Vaccines/Toxoids' };
export const PART_B: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 18', section: '10.2' };

const nameOf = (v: Vaccination): string => v.concept.words || v.id;

const query = (
  id: string,
  v: Vaccination,
  question: string,
  options: Query['options'],
  citation: Citation,
  evidence: readonly Evidence[] = v.evidence,
): Query => ({ id, about: v.id, question, options, citation, evidence });

export const unspecifiedQuery = (v: Vaccination, u: Unspecified, { byCpt }: Tables): Query =>
  query(
    'vaccine-unspecified',
    v,
    `CVX ${u.cvx} names a ${u.what} and no product. Which one was given?`,
    u.options.map((code) => ({ answer: byCpt.get(code)?.label ?? code, code })),
    CDC,
  );

export const formulationQuery = (v: Vaccination, products: readonly Product[]): Query =>
  query(
    'vaccine-formulation',
    v,
    `${nameOf(v)} has several product codes, by dose, schedule or age. Which one was given?`,
    products.map((p) => ({ answer: p.label, code: p.cpt })),
    CDC,
  );

export const unknownQuery = (v: Vaccination, cvx: string | undefined): Query =>
  query(
    'vaccine-unknown',
    v,
    cvx === undefined
      ? `${nameOf(v)} was given and carries no CVX code. Which vaccine was it?`
      : `No product code is known for CVX ${cvx} (${nameOf(v)}). Which code is it billed with?`,
    [],
    CDC,
  );

export const differQuery = (v: Vaccination, cpt: string, products: readonly Product[]): Query =>
  query(
    'vaccine-codes-differ',
    v,
    `${nameOf(v)} carries ${cpt}, which is not a code of that product. Which one is right?`,
    [...products.map((p) => ({ answer: p.label, code: p.cpt })), { answer: `${cpt} as recorded`, code: cpt }],
    CDC,
  );

export const counsellingQuery = (v: Vaccination): Query =>
  query(
    'immunization-counselling',
    v,
    'Did the physician or another qualified professional counsel about the vaccines face to face? No note says so.',
    [
      { answer: 'Yes, and it will be documented', code: '90460' },
      { answer: 'No', code: '90471' },
    ],
    CPT,
  );

export const ageQuery = (v: Vaccination): Query =>
  query(
    'immunization-age',
    v,
    'The administration code depends on the age, and the date of birth is not known. How old is the patient?',
    [
      { answer: '18 years or younger, counselled', code: '90460' },
      { answer: '19 years or older, or not counselled', code: '90471' },
    ],
    CPT,
  );

export const supplyQuery = (v: Vaccination): Query =>
  query(
    'vaccine-supply',
    v,
    `Was the ${nameOf(v)} vaccine supplied by a public programme (Vaccines for Children)? Then the payer's rule for it applies, such as modifier SL or no charge.`,
    [{ answer: 'Public supply' }, { answer: 'Bought by the practice' }],
    { source: '42 U.S.C. 1396s', section: '(c)(2)' },
    [...v.evidence, ...(v.funding?.evidence ?? [])],
  );

export const partBQuery = (v: Vaccination): Query =>
  query(
    'vaccine-part-b',
    v,
    `Part B pays ${nameOf(v)} only when it treats an injury or a direct exposure. Was it given for that?`,
    [{ answer: 'Yes' }, { answer: 'No: bill Part D or the patient' }],
    { source: 'CMS Medicare Benefit Policy Manual ch. 15', section: '50.4.4.2' },
  );

export const facilityQuery = (v: Vaccination, on: ServiceDate): Query =>
  query(
    'vaccine-facility',
    v,
    `${nameOf(v)} was given in a hospital. Did the physician's practice supply and give it? Only then is it on this claim.`,
    [{ answer: 'Yes' }, { answer: 'No: the hospital bills it' }],
    guideline('I.C.21.c.2', on),
  );
