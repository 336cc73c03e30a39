/** What a tabular note points at, before a release is at hand: a range, and what its codes must have at some characters. */
import type { CodeRange } from '../model.ts';

/** "with fifth character 5": the character at a place (1 is the first, dots not counted; 0 is the intent) is one of `is`. */
export interface CharacterRule {
  readonly at: number;
  readonly is: string;
}

export interface NoteTarget extends CodeRange {
  readonly where?: readonly CharacterRule[];
}

/** Stored form: `E11`, `E08-E13`, `T36-T50@0=5`, several separated by `;`. */
export const writeTargets = (targets: readonly NoteTarget[]): string => targets.map(writeTarget).join(';');

function writeTarget({ from, to, where = [] }: NoteTarget): string {
  return `${from === to ? from : `${from}-${to}`}${where.map((rule) => `@${rule.at}=${rule.is}`).join('')}`;
}

export const readTargets = (text: string): readonly NoteTarget[] =>
  text === '' ? [] : text.split(';').map(readTarget);

function readTarget(text: string): NoteTarget {
  const [range = '', ...rules] = text.split('@');
  const [from = '', to = from] = range.split('-');
  if (rules.length === 0) return { from, to };
  return {
    from,
    to,
    where: rules.map((rule) => ({
      at: Number(rule.slice(0, rule.indexOf('='))),
      is: rule.slice(rule.indexOf('=') + 1),
    })),
  };
}

/** Whether a dotless code meets every rule. */
export const meets = (code: string, where: readonly CharacterRule[]): boolean =>
  where.every(({ at, is }) => {
    const character = at === 0 ? intentOf(code) : code[at - 1];
    return character !== undefined && is.includes(character);
  });

// T36–T65: the 6th character says intent (1–4 poisoning, 5 adverse effect, 6 underdosing), or the 5th where the 6th is
// a placeholder (T65.91XA). A shorter node does not say: the last 5 of T43.65 is methamphetamine.
function intentOf(code: string): string | undefined {
  const sixth = code[5];
  return sixth === 'X' ? code[4] : sixth;
}
