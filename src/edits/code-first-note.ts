/** Reading a "code first" instruction: its alternatives, and whether a partner must be there (guidelines I.A.13, I.A.17). */
import type { CodeRange, TabularNote } from '../terminology/index.ts';

/** All "code first" lines of one node: alternatives, of which one before the code satisfies the instruction. */
export interface CodeFirst {
  readonly node: string;
  readonly text: string;
  readonly targets: readonly CodeRange[];
  /** The lines name some of the possible partners only ("such as"), or none. */
  readonly open: boolean;
  /** A partner must be there whatever else is; else only the order of what is there is ruled. */
  readonly required: boolean;
}

/** "if applicable", "if known", "any associated": the partner need not exist. "complicating": only when it does. */
const OPTIONAL = /\bif (?:applicable|known)\b|\bany\b|\bassociated\b|\bcomplicating\b/i;
const UNDERLYING = /\bunderlying\b/i;
const OPEN = /\bsuch as\b/i;
/** Block T36–T50 rules adverse effects only; a poisoning goes before its manifestations (guidelines I.C.19.e.5). */
const ADVERSE_EFFECT = /\badverse effects?\b/i;

export function codeFirstOf(notes: readonly TabularNote[], code: string): readonly CodeFirst[] {
  const byNode = Map.groupBy(
    notes.filter((n) => n.kind === 'codeFirst'),
    (n) => n.node,
  );
  return [...byNode].flatMap(([node, lines]) => codeFirst(node, lines, code) ?? []);
}

function codeFirst(node: string, lines: readonly TabularNote[], code: string): CodeFirst | undefined {
  const text = lines.map((l) => l.text).join('; ');
  if (ADVERSE_EFFECT.test(text) && !isAdverseEffect(code)) return undefined;
  const targets = lines.flatMap((l) => l.targets);
  return {
    node,
    text,
    targets,
    open: targets.length === 0 || OPEN.test(text),
    // Several lines without "underlying" (A41, I50) list complications that may or may not be there.
    required: !OPTIONAL.test(text) && (UNDERLYING.test(text) || lines.length === 1),
  };
}

/**
 * Whether a T36–T50 code is an adverse effect: its intent, the sixth character (the fifth before a placeholder X), is 5.
 * Such a code follows the nature of the effect and is never "coded first" (guidelines I.C.19.e.5.a).
 */
export function isAdverseEffect(code: string): boolean {
  const plain = code.replace('.', '');
  if (!/^T(?:3[6-9]|4\d|50)/.test(plain)) return false;
  return (plain[5] === 'X' ? plain[4] : plain[5]) === '5';
}
