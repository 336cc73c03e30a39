/** What the page's files must never hold: inline scripts or styles, ways to parse text as markup, addresses elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PUBLIC } from './support/stub.ts';

const files = readdirSync(PUBLIC).map((name) => ({ name, text: readFileSync(join(PUBLIC, name), 'utf8') }));
const named = (ending: string) => files.filter((f) => f.name.endsWith(ending));

function holders(ending: string, pattern: RegExp): readonly string[] {
  return named(ending).flatMap((f) => [...f.text.matchAll(pattern)].map((m) => `${f.name}: ${m[0]}`));
}

describe("the page's files", () => {
  it('are there', () => {
    expect(files.map((f) => f.name)).toContain('index.html');
    expect(named('.js').length).toBeGreaterThan(10);
  });

  it('hold no inline script, style or handler', () => {
    expect(
      holders('.html', /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:/gi),
    ).toEqual([]);
    expect(holders('.svg', /<script|<style|\sstyle=|\son[a-z]+=|<foreignObject/gi)).toEqual([]);
  });

  it('never parse text as markup or code', () => {
    const sinks =
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|setHTML|parseFromString|createContextualFragment|srcdoc|eval)\b|document\.write|new Function|set(?:Timeout|Interval)\(\s*['"`]/g;
    expect(holders('.js', sinks)).toEqual([]);
  });

  it('name no address elsewhere', () => {
    const NAMESPACE = 'http://www.w3.org/2000/svg';
    const elsewhere = files.flatMap((f) =>
      [...f.text.replaceAll(NAMESPACE, '').matchAll(/(?:https?:|wss?:|['"(]\s*)\/\/[^\s'")]*/g)].map(
        (m) => `${f.name}: ${m[0]}`,
      ),
    );
    expect(elsewhere).toEqual([]);
  });

  it('refer only to files that are there', () => {
    const wanted = files.flatMap((f) =>
      [...f.text.matchAll(/(?:from '\.\/|(?:src|href)=")([a-z-]+\.[a-z]+)/g)].map((m) => m[1]),
    );
    const names = new Set(files.map((f) => f.name));
    expect(wanted.filter((name) => name === undefined || !names.has(name))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(10);
  });

  it('link nowhere but to a case and to the case beside the list', () => {
    expect(holders('.html', /<a [^>]*href="(?!#encounter")[^"]*"/g)).toEqual([]);
    expect(holders('.js', /href:(?! caseHref\()[^,\n]*/g)).toEqual([]);
  });

  it('carry the CPT notice', () => {
    const html = named('.html')[0]?.text ?? '';
    expect(html).toContain("CPT codes are the AMA's; labels are Claimwright's own words.");
  });
});
