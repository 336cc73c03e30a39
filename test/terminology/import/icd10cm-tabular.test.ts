import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { parseTabular } from '../../../src/terminology/import/icd10cm-tabular.ts';

const LIST = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2026</version>
  <introduction><introSection type="title"><title>ICD-10-CM</title></introSection></introduction>
  <chapter>
    <name>4</name>
    <desc>Endocrine, nutritional and metabolic diseases (E00-E89)</desc>
    <excludes1><note>transitory disorders of newborn (P70-P74)</note></excludes1>
    <sectionIndex><sectionRef first="E08" last="E13" id="E08-E13">Diabetes mellitus</sectionRef></sectionIndex>
    <section id="E08-E13">
      <desc>Diabetes mellitus (E08-E13)</desc>
      <diag>
        <name>E10</name>
        <desc>Type 1 diabetes mellitus</desc>
        <includes><note>brittle diabetes</note></includes>
        <excludes1>
          <note>type 2 diabetes mellitus   (E11.-)</note>
          <note>gestational diabetes (O24.4-)</note>
        </excludes1>
        <diag>
          <name>E10.2</name>
          <desc>with kidney complications &amp; more</desc>
          <useAdditionalCode><note>code to identify stage (N18.1-N18.6)</note></useAdditionalCode>
          <codeFirst><note>the cause</note></codeFirst>
          <codeAlso><note>something</note></codeAlso>
          <excludes2><note>other</note></excludes2>
          <sevenChrDef>
            <extension char="A">initial encounter</extension>
            <note>a remark</note>
            <extension char="D">subsequent encounter</extension>
          </sevenChrDef>
        </diag>
      </diag>
    </section>
  </chapter>
</ICD10CM.tabular>`;

const parse = (text: string) => parseTabular([text], 'tabular.xml');

function refused(text: string, detail: string | RegExp): void {
  expect(() => parse(text)).toThrow(
    expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(detail) }),
  );
}

describe('the tabular list', () => {
  it('gives its notes with the code, block or chapter that bears them', () => {
    const { year, notes, seventh } = parse(LIST);
    expect(year).toBe(2026);
    expect(notes).toEqual([
      { kind: 'excludes1', node: 'E00-E89', text: 'transitory disorders of newborn (P70-P74)' },
      { kind: 'excludes1', node: 'E10', text: 'type 2 diabetes mellitus (E11.-)' },
      { kind: 'excludes1', node: 'E10', text: 'gestational diabetes (O24.4-)' },
      { kind: 'useAdditional', node: 'E10.2', text: 'code to identify stage (N18.1-N18.6)' },
      { kind: 'codeFirst', node: 'E10.2', text: 'the cause' },
      { kind: 'codeAlso', node: 'E10.2', text: 'something' },
      { kind: 'excludes2', node: 'E10.2', text: 'other' },
    ]);
    expect(seventh).toEqual([
      { node: 'E10.2', characters: { A: 'initial encounter', D: 'subsequent encounter' } },
    ]);
  });

  it('is the same in chunks of any size', () => {
    const whole = parse(LIST);
    for (const size of [1, 13, 500]) {
      const chunks = Array.from({ length: Math.ceil(LIST.length / size) }, (_, i) =>
        LIST.slice(i * size, (i + 1) * size),
      );
      expect(parseTabular(chunks, 'x')).toEqual(whole);
    }
  });

  it.each<[string, string, RegExp]>([
    [
      'an external entity',
      LIST.replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>').replace(
        'brittle',
        '&e;',
      ),
      /document type/,
    ],
    [
      'an entity bomb',
      LIST.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>').replace('brittle', '&b;'),
      /document type/,
    ],
    [
      'an external document type',
      LIST.replace('?>', '?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
      /document type/,
    ],
    ['an entity of its own', LIST.replace('brittle', '&unknown;'), /not well-formed/],
    ['an end too early', LIST.slice(0, 900), /not well-formed/],
    ['tags that do not match', LIST.replace('</excludes1>', '</excludes2>'), /not well-formed/],
    ['another root', LIST.replaceAll('ICD10CM.tabular', 'ICD10CM.index'), /its root is ICD10CM.index/],
    ['nesting without end', `<ICD10CM.tabular>${'<diag>'.repeat(100)}`, /nests deeper than 40/],
    ['a text without end', `<ICD10CM.tabular><note>${'x'.repeat(30_000)}</note>`, /is too long/],
    ['no year', LIST.replace('<version>2026</version>', ''), /does not say its year/],
    ['no notes', '<ICD10CM.tabular><version>2026</version></ICD10CM.tabular>', /holds no notes/],
    [
      'a note of no code',
      '<ICD10CM.tabular><version>2026</version><excludes1><note>x</note></excludes1></ICD10CM.tabular>',
      /outside any/,
    ],
  ])('is refused with %s', (_, text, detail) => refused(text, detail));

  it('never hangs, and never throws anything but a coded fault, whatever the text', () => {
    const damagedList = fc
      .tuple(fc.nat(LIST.length), fc.string({ maxLength: 8 }))
      .map(([at, text]) => LIST.slice(0, at) + text + LIST.slice(at + 3));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), damagedList), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ClaimwrightError);
          expect(error).toMatchObject({ code: 'CW-3002' });
        }
      }),
    );
  });
});
