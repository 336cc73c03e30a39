/** Which line of a claim a response means: by its trace number, else by its code, modifiers and charge where only one line has them. */
import type { LinePayment, ProcedureId } from '../x12/index.ts';
import type { SentLine } from './model.ts';

export interface LineMatch {
  /** Undefined: no line of the claim that was sent; it is told as one that the payer added. */
  readonly sent: SentLine | undefined;
  readonly paid: LinePayment;
}

/** A line that was sent is matched with any number of the payer's: payers split lines. By trace number first, so that no guess takes a named line. */
export function matchLines(sent: readonly SentLine[], paid: readonly LinePayment[]): readonly LineMatch[] {
  const traced = new Map(
    sent.flatMap((line) => (line.trace ? [[line.trace.toUpperCase(), line] as const] : [])),
  );
  const byTrace = paid.map((line) => (line.trace ? traced.get(line.trace.toUpperCase()) : undefined));
  const taken = new Set(byTrace.filter((line) => line !== undefined));
  return paid.map((line, i) => {
    const known = byTrace[i];
    if (known) return { sent: known, paid: line };
    const alike = sent.filter((one) => !taken.has(one) && isAlike(one, line));
    const [only] = alike;
    // Two lines of the same code and charge are the same to the payer: the first that is free.
    if (!only || !interchangeable(alike)) return { sent: undefined, paid: line };
    taken.add(only);
    return { sent: only, paid: line };
  });
}

const isAlike = (sent: SentLine, paid: LinePayment): boolean =>
  sent.charge === paid.charge && [paid.billed, paid.procedure].some((p) => p && isProcedure(sent, p));

const isProcedure = (sent: SentLine, { code, modifiers }: ProcedureId): boolean =>
  sent.code?.toUpperCase() === code.toUpperCase() && sent.modifiers.join() === modifiers.join();

const interchangeable = ([first, ...rest]: readonly SentLine[]): boolean =>
  rest.every((one) => one.code === first?.code && one.modifiers.join() === first?.modifiers.join());
