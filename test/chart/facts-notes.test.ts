/** Where the words of an encounter are read from: attachments inline and kept as Binary, Compositions, reports, Conditions' notes. */
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import type { Bundle } from '../../src/fhir/index.ts';

const ENCOUNTER = { reference: 'Encounter/e' };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function read(...resources: readonly Record<string, unknown>[]) {
  const encounter = {
    resourceType: 'Encounter',
    id: 'e',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p' },
    period: { start: '2026-03-10T09:00:00-05:00', end: '2026-03-10T09:20:00-05:00' },
  };
  const all = [{ resourceType: 'Patient', id: 'p' }, encounter, ...resources];
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: all.map((resource) => ({ resource })) };
  return factsOf(chartFromBundle(bundle as unknown as Bundle, 'test', 'Encounter/e'));
}

const document = (attachment: Record<string, unknown>) => ({
  resourceType: 'DocumentReference',
  id: 'd',
  status: 'current',
  context: { encounter: [ENCOUNTER] },
  content: [{ attachment }],
});
const composition = (section: unknown, over: Record<string, unknown> = {}) => ({
  resourceType: 'Composition',
  id: 'c',
  status: 'final',
  title: 'Discharge summary',
  encounter: ENCOUNTER,
  section,
  ...over,
});
const narrative = (html: string) => ({
  text: { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${html}</div>` },
});

describe('a document', () => {
  it('is read from RTF, with its sections and the element it stands in', () => {
    const [note] = read(
      document({ contentType: 'application/rtf', data: base64('{\\rtf1 Plan:\\par rest}') }),
    ).notes;
    expect(note?.text).toBe('Plan:\nrest');
    expect(note?.path).toBe('DocumentReference.content[0].attachment');
    expect(note?.sections?.map((s) => s.kind)).toEqual(['plan']);
  });
  it('kept as a Binary of the same server is read there', () => {
    const binary = { resourceType: 'Binary', id: 'b', contentType: 'text/html', data: base64('<p>Gout</p>') };
    expect(read(document({ url: 'Binary/b', contentType: 'text/html' }), binary).notes[0]?.text).toBe('Gout');
    expect(read(document({ url: 'Binary/b' }), { ...binary, contentType: 'image/png' }).notes).toEqual([]);
    expect(read(document({ url: 'Binary/other' }), binary).notes).toEqual([]);
    expect(read(document({ url: 'Patient/p' })).notes).toEqual([]);
  });
});

describe('a Composition', () => {
  it('is its sections, whose titles are headings', () => {
    const [note] = read(
      composition([
        {
          title: 'HPI',
          ...narrative('<p>Toe pain.</p>'),
          section: [{ title: 'Family history', ...narrative('none') }],
        },
        { title: 'Discharge diagnosis', ...narrative('<ul><li>Gout</li></ul>') },
      ]),
    ).notes;
    expect(note?.sections?.map((s) => s.kind)).toEqual(['present', 'family', 'assessment']);
    expect([note?.title, note?.path]).toEqual(['Discharge summary', 'Composition.section']);
  });
  it('of another encounter, or made by mistake, is not read', () => {
    const section = [{ title: 'Plan', ...narrative('rest') }];
    expect(read(composition(section, { encounter: { reference: 'Encounter/x' } })).notes).toEqual([]);
    expect(read(composition(section, { status: 'entered-in-error' })).notes).toEqual([]);
    expect(
      read(composition(section, { encounter: undefined, date: '2026-03-10T10:00:00-05:00' })).notes,
    ).toHaveLength(1);
    expect(read(composition(section, { encounter: undefined, date: '2026-03-12' })).notes).toEqual([]);
  });
});

describe('remarks', () => {
  it('are conclusions of reports and notes of Conditions, and no notes of the visit', () => {
    const facts = read(
      {
        resourceType: 'DiagnosticReport',
        id: 'r',
        status: 'final',
        encounter: ENCOUNTER,
        code: { text: 'Chest film' },
        conclusion: 'Pneumonia.',
      },
      {
        resourceType: 'DiagnosticReport',
        id: 'x',
        status: 'cancelled',
        encounter: ENCOUNTER,
        conclusion: 'Wrong.',
      },
      {
        resourceType: 'Condition',
        id: 'c',
        note: [{ text: 'Left side.' }],
        subject: { reference: 'Patient/p' },
      },
    );
    expect(facts.notes).toEqual([]);
    expect(facts.remarks?.map((r) => [r.id, r.path, r.text])).toEqual([
      ['DiagnosticReport/r', 'DiagnosticReport.conclusion', 'Pneumonia.'],
      ['Condition/c', 'Condition.note[0].text', 'Left side.'],
    ]);
  });
});
