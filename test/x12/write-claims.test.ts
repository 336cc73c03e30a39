import { describe, expect, it } from 'vitest';
import { draftOf } from '../../src/x12/claim/loop-draft.ts';
import { claimsOf } from '../../src/x12/claim/read-claims.ts';
import { claimTransactions } from '../../src/x12/claim/write-claims.ts';
import { type EnvelopeOptions, writeInterchange } from '../../src/x12/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { CORPUS, faults, filesOf, segments } from './syntax/support.ts';

const OPTIONS: EnvelopeOptions = {
  sender: { qualifier: 'ZZ', id: 'SENDER' },
  receiver: { qualifier: 'ZZ', id: 'RECEIVER' },
  applicationSender: 'SENDER',
  applicationReceiver: 'RECEIVER',
  at: '2026-03-04T09:30:00Z',
  interchangeControlNumber: 1,
  groupControlNumber: 1,
  functionalId: 'HC',
  version: '005010X222A1',
  usage: 'T',
};

const claims = (text: string) => claimsOf(text).flatMap((e) => (e.kind === 'claim' ? [e.claim] : []));
const drafts = (text: string) =>
  claims(text).map(({ billing, subscriber, patient, claim, delimiters }) => ({
    billing: draftOf(billing, delimiters),
    subscriber: draftOf(subscriber, delimiters),
    patient: patient && draftOf(patient, delimiters),
    claim: draftOf(claim, delimiters),
  }));

function write(text: string, times = 1, most?: number): string {
  const [first] = claims(text);
  const header = (first?.header ?? []).map((loop) =>
    draftOf(loop, first?.delimiters ?? { element: '*', component: ':', repetition: '^', segment: '~' }),
  );
  const all = Array.from({ length: times }, () => drafts(text)).flat();
  const batch = { header, firstControlNumber: 1, ...(most === undefined ? {} : { most }) };
  return [...writeInterchange(claimTransactions(all, batch), OPTIONS)].join('');
}

/** Between ST and SE, as text. */
const body = (text: string): readonly string[] =>
  segments(text)
    .filter(({ id }) => !['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'].includes(id))
    .map(({ id, elements }) => [id, ...elements].join('*').replace(/\*+$/, ''));

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder).filter(({ text }) => /ST\*837/.test(text) && /\*005010X22/.test(text));

  it.each(files.map((f) => [f.name, f.text] as const))('%s is written back segment by segment', (_, text) => {
    const declared = text.charAt(104);
    const written = write(text);
    expect(faults(written)).toEqual([]);
    // A sample that writes another component separator than it declares comes back with its data cleaned of it.
    if (declared === ':' && text.includes('>')) return;
    expect(body(written)).toEqual(body(text).map((line) => line.toUpperCase()));
  });
});

describeWithShared('many claims', [`${CORPUS}/837_005010X222A2/demo.example2.837`], (path) => {
  const [file] = filesOf(path.slice(0, path.lastIndexOf('/'))).filter(
    ({ name }) => name === 'demo.example2.837',
  );
  const text = file?.text ?? '';

  it('say the provider, the subscriber and the patient once', () => {
    const lines = body(write(text, 3));
    expect(lines.filter((line) => line.startsWith('HL'))).toHaveLength(
      body(text).filter((line) => line.startsWith('HL')).length,
    );
    expect(lines.filter((line) => line.startsWith('CLM'))).toHaveLength(3);
    expect(claims(write(text, 3))).toHaveLength(3);
  });

  it('are cut into transaction sets', () => {
    const written = write(text, 5, 2);
    expect(faults(written)).toEqual([]);
    expect(
      segments(written)
        .filter(({ id }) => id === 'ST')
        .map(({ elements }) => elements[1]),
    ).toEqual(['0001', '0002', '0003']);
    expect(claims(written)).toHaveLength(5);
  });
});

describe('no claims', () => {
  it('make no transaction set', () => {
    expect([...claimTransactions([], { header: [], firstControlNumber: 1 })]).toEqual([]);
  });
});
