/** "Use additional code" and "code also" notes whose companion has to be there (guidelines I.A.13, I.A.17). */
import type { CodeRange, NoteKind, TabularNote } from '../terminology/index.ts';

export interface Companion {
  readonly node: string;
  readonly text: string;
  readonly targets: readonly CodeRange[];
}

/** The companion need not exist, or the note only helps to say more. */
const OPTIONAL =
  /\bif (?:applicable|known|appropriate|present|desired|documented)\b|\bany\b|\bassociated\b|\bfor\b.*\bspecificity\b|\bsuch as\b|\bor\b/i;

/**
 * Notes of the code's category or below, of one line, with codes, that leave no choice. Several lines at one node are
 * things that may or may not be there (tobacco use at hypertension), and are not held against a code.
 */
export function companionsOf(notes: readonly TabularNote[], kind: NoteKind): readonly Companion[] {
  const byNode = Map.groupBy(
    notes.filter((n) => n.kind === kind && !n.node.includes('-')),
    (n) => n.node,
  );
  return [...byNode].flatMap(([node, lines]) => {
    const [line] = lines;
    if (!line || lines.length > 1 || line.targets.length === 0 || OPTIONAL.test(line.text)) return [];
    return [{ node, text: line.text, targets: line.targets }];
  });
}

export const rangeText = ({ from, to }: CodeRange): string => (from === to ? from : `${from}–${to}`);
