import { describe, expect, it } from 'vitest';
import { EDITS, editOutcome, runEdits } from '../../src/edits/index.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const terminology = fakeTerminology({ codes: { 'E11.9': {} }, procedures: { '99213': {} }, notes: [] });
const clean = subject({
  dx: ['E11.9'],
  lines: [{ code: '99213', netCents: 100 }],
  totalCents: 100,
  facts: facts(),
});
/** All others are switched off, which counts as not applicable. */
const ASKED = ['amounts', 'dates', 'icd10cm-unknown', 'procedure-unknown'];
const policy = EDITS.flatMap(({ meta }) => (ASKED.includes(meta.id) ? [] : [{ edit: meta.id, off: true }]));
const rest = EDITS.length - ASKED.length;
const outcomeOf = (s = clean) => editOutcome(runEdits(s, { terminology }, policy));

describe('editOutcome', () => {
  it('says that all passed, and how many did not apply', () => {
    expect(outcomeOf()).toEqual({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'information',
          code: 'informational',
          diagnostics: `All ${EDITS.length} edits passed (${rest} not applicable, 0 could not tell).`,
        },
      ],
    });
  });

  it('never says that all passed where some could not tell', () => {
    const { issue } = outcomeOf({ ...clean, on: undefined, lines: [], diagnoses: [] });
    expect(issue?.at(-1)?.diagnostics).toMatch(
      /^Of \d+ edits \d+ passed and \d+ failed \(\d+ not applicable, \d+ could not tell\)\.$/,
    );
    const open = outcomeOf(subject({ ...clean, dx: ['E11.9'], lines: [{ code: '70551', netCents: 100 }] }));
    expect(open.issue?.at(-1)?.diagnostics).toContain(
      `and 0 failed (${rest} not applicable, 1 could not tell)`,
    );
  });

  it('gives a finding its edit, element and citation', () => {
    const { issue } = outcomeOf(
      subject({ ...clean, dx: ['E11.7'], lines: [{ code: '99213', netCents: 100 }] }),
    );
    expect(issue?.[0]).toEqual({
      extension: [
        {
          url: 'https://claimwright.dev/fhir/StructureDefinition/rule-citation',
          extension: [
            { url: 'source', valueString: '45 CFR' },
            { url: 'section', valueString: '162.1002(c)(2)' },
          ],
        },
      ],
      severity: 'error',
      code: 'code-invalid',
      details: {
        coding: [
          { system: 'https://claimwright.dev/fhir/CodeSystem/edit', code: 'icd10cm-unknown' },
          { system: 'https://claimwright.dev/fhir/CodeSystem/snip-level', code: '5' },
        ],
      },
      diagnostics: 'E11.7 is not in ICD-10-CM release icd10cm-test; choose a code that is.',
      expression: ['Claim.diagnosis[0]'],
    });
  });
});
