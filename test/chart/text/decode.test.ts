/** Attachments to words: character sets, HTML, RTF, and what is no text at all. */
import { describe, expect, it } from 'vitest';
import { attachmentText, LONGEST_NOTE, plainText } from '../../../src/chart/index.ts';

const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes as string).toString('base64');
const RTF = String.raw;

describe('an attachment', () => {
  it.each([
    ['UTF-8 unless told', 'Café', undefined],
    ['UTF-8 by name', 'Café', 'text/plain; charset="utf-8"'],
  ])('is read as %s', (_, text, type) => expect(attachmentText(base64(text), type)).toBe('Café'));

  it('is read by its charset, by its byte order mark, and as Windows text when it is no UTF-8', () => {
    const latin = Uint8Array.of(0x43, 0x61, 0x66, 0xe9);
    expect(attachmentText(base64(latin), 'text/plain; charset=iso-8859-1')).toBe('Café');
    expect(attachmentText(base64(latin), 'text/plain')).toBe('Café');
    expect(attachmentText(base64(Buffer.from('\ufeffCafé', 'utf16le')), 'text/plain')).toBe('Café');
    expect(attachmentText(base64('Cafe'), 'text/plain; charset=no-such-thing')).toBe('Cafe');
  });

  it.each(['application/pdf', 'image/png', 'application/json', 'audio/text'])(
    'of type %s holds no words',
    (type) => expect(attachmentText(base64('words'), type)).toBeUndefined(),
  );

  it('is cut where it is too long, and says so', () => {
    const text = attachmentText(base64('a'.repeat(LONGEST_NOTE + 1)), 'text/plain') ?? '';
    expect(text.endsWith('[Cut here: the document goes on.]')).toBe(true);
    expect(text.length).toBeLessThan(LONGEST_NOTE + 50);
  });

  it('keeps lines and no zero bytes', () =>
    expect(plainText('a\r\nb\rc\0d', 'text/plain')).toBe('a\nb\nc d'));
});

describe('HTML', () => {
  const read = (html: string): string => plainText(html, 'text/html');
  it('becomes lines by block, items by dash, cells apart', () => {
    expect(
      read('<h2>A/P</h2><ul><li>HTN</li><li>CKD&nbsp;3a</ul><table><tr><td>K</td><td>3.2</td></tr></table>'),
    ).toBe('A/P\n- HTN\n- CKD 3a\n K 3.2');
  });
  it('leaves scripts, styles and comments out, and decodes entities once', () => {
    expect(read('<style>p{}</style><p>a &lt;b&gt; &amp;amp; c<!-- d --></p><script>e</script>f')).toBe(
      'a <b> &amp; c\nf',
    );
  });
  it('is known by its first tag when the type does not say', () => {
    expect(plainText('<div xmlns="http://www.w3.org/1999/xhtml"><p>Gout</p></div>', '')).toBe('Gout');
    expect(plainText('BP <120/80', 'text/plain')).toBe('BP <120/80');
  });
  it('that is not closed is read to its end', () =>
    expect(read('<div><p>one<b>two<p>three')).toBe('onetwo\nthree'));
});

describe('RTF', () => {
  const read = (rtf: string): string => plainText(rtf, 'application/rtf');
  it('gives its words without fonts, styles, pictures and what readers may skip', () => {
    const rtf = RTF`{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\*\generator X;}{\info{\author Dr. Y}}\pard Plan:\par rest\tab ice{\pict\pngblip 89504e47}\par}`;
    expect(read(rtf)).toBe('Plan:\nrest\tice\n');
  });
  it("reads \\'hh by its code page and \\uN with what stands in for it", () => {
    expect(read(RTF`{\rtf1\ansi\ansicpg1252 caf\'e9 \u8211? x \uc0\u8364 y}`)).toBe('café – x €y');
    expect(read(RTF`{\rtf1\ansi\ansicpg1251 \'c4}`)).toBe('Д');
    expect(read(RTF`{\rtf1 \u-4096? \{a\}\\ b\~c\_d}`)).toBe('\uf000 {a}\\ b\u0020c-d');
  });
  it('is known by its first characters', () =>
    expect(plainText(RTF`{\rtf1 gout}`, 'text/plain')).toBe('gout'));
  it('passes over binary data, broken escapes and groups never closed', () => {
    expect(read('{\\rtf1 a\\bin4 {}}}b')).toBe('ab');
    expect(read("{\\rtf1 a\\'zzb\\")).toBe('ab');
    expect(read('}}}{\\rtf1 a')).toBe('a');
  });
});
