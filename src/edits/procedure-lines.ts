/** The lines of a subject that bill a readable procedure code on a known day, and who did them. */
import type { ServiceDate } from '../kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../terminology/index.ts';
import type { EditLine, EditSubject } from './model.ts';

export interface ProcedureLine {
  readonly line: EditLine;
  readonly code: ProcedureCode;
  readonly on: ServiceDate;
  /** NPI or reference of the rendering provider; empty when nobody is named. */
  readonly by: string;
}

/** More lines than any form carries (50 on an 837P, 999 on an 837I) are not compared pair by pair. */
const MOST_COMPARED = 200;

export interface ProcedureLines {
  readonly lines: readonly ProcedureLine[];
  /** Some lines could not be read, or there are too many; other edits say so. */
  readonly partly: boolean;
}

export function procedureLines(subject: EditSubject): ProcedureLines {
  const coded = subject.lines.filter((line) => line.code !== undefined);
  const lines = coded.slice(0, MOST_COMPARED).flatMap((line) => {
    const code = procedureCode(line.code ?? '');
    const on = line.date ?? subject.on;
    return code && on ? [{ line, code, on, by: providerOf(line, subject) }] : [];
  });
  return { lines, partly: lines.length < coded.length };
}

/** Who did a line: its own care team's rendering member, else the claim's, else the billing provider. */
export function providerOf(line: EditLine, { parties }: EditSubject): string {
  const rendering = parties.filter((p) => p.role === 'rendering');
  const own = rendering.find((p) => p.sequence !== undefined && line.team?.includes(p.sequence));
  const party =
    own ??
    rendering[0] ??
    parties.find((p) => p.role === 'attending') ??
    parties.find((p) => p.role === 'billing');
  return party?.npi ?? party?.reference ?? '';
}

/** What one provider did on one day. */
export const byDayAndProvider = (lines: readonly ProcedureLine[]): readonly (readonly ProcedureLine[])[] => [
  ...Map.groupBy(lines, ({ on, by }) => `${on} ${by}`).values(),
];

/** The part of an expression that names a modifier, for a hit on it. */
export const modifierAt = ({ modifiers, expression }: EditLine, modifier: string): string =>
  `${expression}.modifier[${Math.max(0, modifiers.indexOf(modifier))}]`;
