/** stages.json: which codes leave the stage or the depth open, and which words give which last character. */

export interface Level {
  readonly answer: string;
  readonly character: string;
  readonly words: readonly string[];
}

export interface Group {
  /** The query's id. */
  readonly id: string;
  readonly section: string;
  /** Codes that leave it open: `L89.1-9` begins with L89.1 and ends in 9. */
  readonly open: readonly string[];
  readonly question: string;
  readonly levels: readonly Level[];
}

export interface Stages {
  readonly groups: readonly Group[];
  readonly healed: readonly string[];
  readonly healing: readonly string[];
  readonly progress: readonly string[];
}

export const readStages = (table: unknown): Stages => table as Stages;

export const groupOf = (code: string, { groups }: Stages): Group | undefined =>
  groups.find((g) => g.open.some((pattern) => leavesOpen(code, pattern)));

function leavesOpen(code: string, pattern: string): boolean {
  const [start = '', end] = pattern.split('-');
  return end === undefined
    ? code === start
    : code.startsWith(start) && code.length === 7 && code.endsWith(end);
}
