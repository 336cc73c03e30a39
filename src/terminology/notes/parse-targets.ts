/**
 * The codes a tabular note names: "(E08-E13)", "(I12.-, I13.-)", "(T36-T50 with fifth or sixth character 5)",
 * "code from category Z3A". Conservative: what is not understood names nothing, because a wrong Excludes is worse.
 */
import type { NoteTarget } from './note-target.ts';
import { qualified } from './qualifier.ts';

// A code that no letter or digit touches: not the B12 of "vitamin B12a", nor the G6P of G6PD.
const CODE = /(?<![A-Za-z0-9])(?:[A-Z]\d[0-9A-Z]|QA\d)(?:\.[0-9A-Z]{1,4})?(?![A-Za-z0-9])/g;
const TO = /^[.\-\s]*(?:-| to | - )$/;
const AND = /^[.\-\s]*(?:,|;|\.|,? and| or)\s*$/;
const CUE =
  /(?:categor(?:y|ies)|subcategories|classified (?:to|in)|classifiable to|codes?(?:\(s\))? from)\s+(?=[A-Z]\d)/g;

export function parseTargets(text: string): readonly NoteTarget[] {
  if (/\) unless /.test(text)) return [];
  const found = inParentheses(text).flatMap(wholeList);
  if (found.length > 0) return found;
  const cued = [...text.matchAll(CUE)].flatMap((cue) => listAfter(text.slice(cue.index + cue[0].length)));
  return cued.length > 0 ? cued : trailing(text);
}

/** What stands in parentheses; one that is opened and never closed runs to the end. */
function inParentheses(text: string): string[] {
  const closed = [...text.matchAll(/\(([^()]*)\)/g)].map((match) => match[1] ?? '');
  const open = text.lastIndexOf('(');
  return open > text.lastIndexOf(')') ? [...closed, text.slice(open + 1)] : closed;
}

/** The targets of a text that is a list of codes and nothing else, but for a qualifier that is understood. */
function wholeList(part: string): readonly NoteTarget[] {
  const text = part.trim();
  const { targets, rest } = codeList(text);
  if (targets.length === 0) return [];
  return /^[.,\-\s]*$/.test(rest) ? targets : (qualified(targets, rest) ?? []);
}

/** The targets that begin a text, whatever words follow; but "with ketoacidosis" narrows them past understanding. */
function listAfter(text: string): readonly NoteTarget[] {
  const { targets, rest } = codeList(text);
  return /^[.\-\s]*with\b/.test(rest) ? [] : targets;
}

interface CodeList {
  readonly targets: readonly NoteTarget[];
  /** What follows the last code. */
  readonly rest: string;
}

/** Codes from the start of a text for as long as a range dash or a separator joins them. */
function codeList(text: string): CodeList {
  const codes = [...text.matchAll(CODE)];
  const targets: NoteTarget[] = [];
  let end = 0;
  let open = false;
  for (const [i, match] of codes.entries()) {
    const between = text.slice(end, match.index);
    if (i === 0 && match.index !== 0) break;
    const last = targets.at(-1);
    if (i > 0 && TO.test(between) && last && !open) {
      targets[targets.length - 1] = { from: last.from, to: match[0] };
      open = true;
    } else if (i === 0 || AND.test(between)) {
      targets.push({ from: match[0], to: match[0] });
      open = false;
    } else break;
    end = match.index + match[0].length;
  }
  return { targets: targets.filter((target) => target.from <= target.to), rest: text.slice(end) };
}

/** A list that ends the text without parentheses: "jaw pain R68.84". */
function trailing(text: string): readonly NoteTarget[] {
  const first = text.search(CODE);
  return first > 0 ? wholeList(text.slice(first).replace(/[).\s]+$/, '')) : [];
}
