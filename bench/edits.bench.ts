/** All edits on one claim with the official ICD-10-CM and generated NCCI tables; recall and false positives on made-up claims. */
import { existsSync, readFileSync } from 'node:fs';
import { EDITS, type EditSubject, runEdits } from '../src/edits/index.ts';
import {
  type CodeSet,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../src/terminology/index.ts';
import { readNcciBinary } from '../src/terminology/ncci/ncci-set.ts';
import { ncci as importer } from '../src/terminology/ncci/official.ts';
import { facts, GOOD_NPI, insured, party, subject } from '../test/edits/subjects.ts';
import {
  cleanClaim,
  faultyClaim,
  SYNTHETIC_POLICY,
  SYNTHETIC_TERMINOLOGY,
  seeded,
} from '../test/edits/synthetic-claims.ts';
import { day } from '../test/support/fake-terminology.ts';
import { allCodes, officialParts } from './ncci.bench.ts';
import type { Figure } from './support/figure.ts';
import { median, percentile } from './support/timing.ts';

export const name = 'Claim edits, every one of them';

const DATA = new URL('../../shared/data/icd10cm/', import.meta.url);
const FILES = ['icd10cm-order-files-2026.zip', 'icd10cm_tabular_2021.xml.gz'];
const ROUNDS = 400;
const CLAIMS = 10_000;

export async function run(): Promise<readonly Figure[]> {
  return [{ label: 'edits', value: EDITS.length, unit: '' }, ...speed(), ...quality()];
}

function speed(): readonly Figure[] {
  if (!existsSync(DATA)) return [{ label: 'speed skipped: ../shared is absent', value: 0, unit: '' }];
  const codes = allCodes();
  const terminology = official(codes);
  const claim = tenLines(codes);
  const times = Array.from({ length: ROUNDS * 2 }, () => {
    const start = performance.now();
    runEdits(claim, { terminology });
    return performance.now() - start;
  }).slice(ROUNDS);
  return [
    { label: 'a claim of 10 lines and 12 diagnoses, median', value: median(times), unit: 'ms', aim: 0.5 },
    { label: 'the same, 95th percentile', value: percentile(times, 0.95), unit: 'ms' },
  ];
}

function official(codes: readonly string[]): Terminology {
  const files = FILES.map((file) => ({ name: file, bytes: readFileSync(new URL(file, DATA)) }));
  const tables = readOfficial(files, { kept: () => undefined });
  const sets: CodeSet[] = tables.map((t) => readCodeSet(new TextEncoder().encode(t.text), t.info.id));
  const bytes = importer.read(officialParts(codes), {})[0]?.bytes;
  if (!bytes) throw new Error('no edition was built');
  return terminologyOf([...sets, readNcciBinary(bytes, 'ncci-ptp-practitioner-2026q1')]);
}

const DIAGNOSES = 'I10 E11.22 N18.31 I25.10 J44.9 M17.11 M17.12 F33.1 G47.33 K21.9 E78.5 Z79.4'.split(' ');

/** An office visit with procedures of the generated edits, so that every pair is looked up. */
function tenLines(codes: readonly string[]): EditSubject {
  const on = day('2026-02-16');
  const step = Math.floor(codes.length / 10);
  const lines = ['99214', ...Array.from({ length: 9 }, (_, i) => codes[i * step + 7] ?? '')].map(
    (code, i) => ({
      code,
      date: on,
      placeOfService: '11',
      unitPriceCents: 1000,
      netCents: 1000,
      pointers: [1 + i, 2 + i],
      modifiers: i === 0 ? ['25'] : [],
    }),
  );
  return subject({
    on,
    dx: DIAGNOSES,
    lines,
    totalCents: 10_000,
    facts: facts(),
    parties: [party('billing', GOOD_NPI, 'Claim.provider', false), party('rendering', GOOD_NPI)],
    coverages: [insured()],
    claimNumbers: ['CW1'],
    history: [],
    today: on,
  });
}

/** Half of the claims are clean, half have one fault each, of every kind in turn. */
function quality(): readonly Figure[] {
  const random = seeded(17);
  const found = (claim: EditSubject) =>
    runEdits(claim, { terminology: SYNTHETIC_TERMINOLOGY }, SYNTHETIC_POLICY).findings;
  let falsely = 0;
  let recalled = 0;
  const half = CLAIMS / 2;
  for (let i = 0; i < half; i += 1) {
    if (found(cleanClaim(random)).length > 0) falsely += 1;
    const { edit, claim } = faultyClaim(i, random);
    if (found(claim).some((f) => f.edit === edit && f.answer === 'fail')) recalled += 1;
  }
  return [
    {
      label: `injected faults found in ${half.toLocaleString('en-US')} claims`,
      value: (100 * recalled) / half,
      unit: '%',
      aim: 100,
    },
    {
      label: `clean claims of ${half.toLocaleString('en-US')} with any finding`,
      value: falsely,
      unit: '',
      aim: 0,
    },
  ];
}
