import { describe, it } from 'vitest';
import type { EditLine } from '../../src/edits/index.ts';
import { telehealthPosModifier } from '../../src/edits/telehealth-pos-modifier.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const at = 'Claim.item[0]';
const line = (code: string, pos: string | undefined, ...modifiers: readonly string[]): Partial<EditLine> => ({
  code,
  placeOfService: pos,
  modifiers,
});
const video = facts({ setting: 'telehealth', modality: 'video', visit: { patientAt: 'home' } });
const audio = facts({ setting: 'telehealth', modality: 'audio' });
const medicare = (modality: 'video' | 'audio') =>
  facts({ setting: 'telehealth', modality, coverages: [{ payerKind: 'medicare' }] });

new EditTester(telehealthPosModifier, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'video at home', subject: subject({ lines: [line('99213', '10', '95')], facts: video }) },
    { name: 'audio only', subject: subject({ lines: [line('99213', '02', '93')], facts: audio }) },
    {
      name: 'GT where a payer asks for it',
      subject: subject({ lines: [line('90837', '10', 'GT')], facts: video }),
    },
    {
      name: 'a telemedicine code needs no modifier',
      subject: subject({ lines: [line('98006', '10')], facts: video }),
    },
    { name: 'an audio-only code', subject: subject({ lines: [line('98014', '02')], facts: audio }) },
    {
      name: 'Medicare asks for no modifier on video',
      subject: subject({ lines: [line('99214', '02')], facts: medicare('video') }),
    },
    {
      name: 'a line that is no visit needs no modifier of its own',
      subject: subject({ lines: [line('99213', '10', '95'), line('96127', '10')], facts: video }),
    },
    {
      name: 'a virtual check-in is remote by nature',
      subject: subject({ lines: [line('98016', '11')], facts: medicare('audio') }),
      answer: 'not-applicable',
    },
    {
      name: 'an office visit',
      subject: subject({ lines: [line('99213', '11', '25')], facts: facts() }),
      answer: 'not-applicable',
    },
    {
      name: 'a laboratory test of a remote visit',
      subject: subject({ lines: [line('83036', '11')], facts: video }),
      answer: 'not-applicable',
    },
    { name: 'a claim that agrees with itself', subject: subject({ lines: [line('99213', '10', '93')] }) },
    {
      name: 'before the claim is made its place may be missing',
      subject: subject({ stage: 'codes', lines: [line('99213', undefined, '95')], facts: video }),
    },
    {
      name: 'and so may Medicare’s only sign',
      subject: subject({ stage: 'codes', lines: [line('99213', undefined)], facts: medicare('video') }),
    },
    {
      name: 'a setting that nobody stated is not held against the line',
      subject: subject({ lines: [line('99213', '10', '95')], facts: facts({ setting: 'unknown' }) }),
    },
    {
      name: 'an institutional claim',
      subject: subject({ kind: 'institutional', lines: [line('99213', '11', '95')] }),
      answer: 'not-applicable',
    },
    {
      name: 'the last day of the rules before',
      subject: subject({ lines: [line('99213', '11', '95')], on: dayBefore('2024-01-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'Medicare and the telemedicine codes',
      subject: subject({ lines: [line('98002', '10')], facts: medicare('video') }),
      hits: [{ message: 'medicare-code', expression: at, codes: ['98002'] }],
    },
    {
      name: 'a telemedicine code with a modifier',
      subject: subject({ lines: [line('98006', '10', '95')], facts: video }),
      hits: [
        { message: 'needless-modifier', expression: at, severity: 'warning', says: 'remove modifier 95' },
      ],
    },
    {
      name: 'a modifier and no place',
      subject: subject({ lines: [line('99213', undefined, '95')] }),
      hits: [{ message: 'no-pos', expression: at }],
    },
    {
      name: 'a modifier at the office',
      subject: subject({ lines: [line('99213', '11', '95')] }),
      hits: [{ message: 'pos', expression: at, says: 'place of service 11' }],
    },
    {
      name: 'a telemedicine code at the office',
      subject: subject({ lines: [line('98005', '11')], facts: video }),
      hits: [{ message: 'pos', expression: at }],
    },
    {
      name: 'a place and no modifier, payer known',
      subject: subject({ lines: [line('99213', '10')], facts: video }),
      hits: [{ message: 'no-modifier', expression: at, severity: 'error' }],
    },
    {
      name: 'a place and no modifier, payer not known',
      subject: subject({ lines: [line('99214', '10')] }),
      hits: [{ message: 'no-modifier', expression: at, severity: 'warning' }],
    },
    {
      name: 'Medicare asks for 93 on audio only',
      subject: subject({ lines: [line('99213', '10')], facts: medicare('audio') }),
      hits: [{ message: 'no-modifier', expression: at }],
    },
    {
      name: 'both modes',
      subject: subject({ lines: [line('99213', '10', '95', '93')] }),
      hits: [{ message: 'two-modes', expression: at }],
    },
    {
      name: 'audio only billed as video',
      subject: subject({ lines: [line('99213', '10', '95')], facts: audio }),
      hits: [{ message: 'audio-as-video', expression: at }],
    },
    {
      name: 'an audio-video code for an audio-only visit',
      subject: subject({ lines: [line('98004', '10')], facts: audio }),
      hits: [{ message: 'audio-as-video', expression: at }],
    },
    {
      name: 'video billed as audio only',
      subject: subject({ lines: [line('99213', '10', '93')], facts: video }),
      hits: [{ message: 'video-as-audio', expression: at }],
    },
    {
      name: 'a visit in person',
      subject: subject({ lines: [line('99213', '10', '95')], facts: facts() }),
      hits: [{ message: 'in-person', expression: at }],
    },
    {
      name: 'the patient was at home',
      subject: subject({ lines: [line('99213', '02', '95')], facts: video }),
      hits: [{ message: 'patient-at', expression: at, says: 'puts the patient at home; use 10' }],
    },
    {
      name: 'the patient was elsewhere',
      subject: subject({
        lines: [line('99213', '10', '95')],
        facts: facts({ setting: 'telehealth', modality: 'video', visit: { patientAt: 'elsewhere' } }),
      }),
      hits: [{ message: 'patient-at', expression: at, says: 'use 02' }],
    },
    {
      name: 'a remote visit billed as if it was not',
      subject: subject({ lines: [line('99213', '11')], facts: video }),
      hits: [{ message: 'unmarked', expression: at }],
    },
    {
      name: 'also before the claim is made',
      subject: subject({ stage: 'codes', lines: [line('99213', undefined)], facts: video }),
      hits: [{ message: 'unmarked', expression: at }],
    },
  ],
});
