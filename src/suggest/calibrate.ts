/** Calibrated confidence: a rule's raw confidence becomes the rate at which coders kept such suggestions on labelled charts. Pure; the table is passed in. */

/** A step of the map: raw confidences from `from` upwards (to the next step) were kept at `rate`. */
export interface CalibrationStep {
  readonly from: number;
  readonly rate: number;
  /** Suggestions the rate was seen on. */
  readonly n: number;
}

/** A table with its edition: fitted by the accuracy bench on the development half of its labelled charts. */
export interface CalibrationTable {
  readonly edition: string;
  readonly source: string;
  /** Suggestions it was fitted on. */
  readonly n: number;
  /** In rising order of `from`, and of `rate`. */
  readonly steps: readonly CalibrationStep[];
}

/**
 * The calibrated confidence, rounded to hundredths: the counts behind a rate bear no more. Below the first step there
 * is nothing to learn from, and the raw confidence stays, no higher than the first rate.
 */
export function calibrated(raw: number, { steps }: CalibrationTable): number {
  const step = steps.findLast((s) => s.from <= raw);
  const rate = step?.rate ?? Math.min(raw, steps[0]?.rate ?? raw);
  return Math.round(rate * 100) / 100;
}

/** The suggestions with calibrated confidence; their order and everything else stays. Without a table, as they are. */
export const withCalibration = <S extends { readonly confidence: number }>(
  suggestions: readonly S[],
  table: CalibrationTable | undefined,
): readonly S[] =>
  table ? suggestions.map((s) => ({ ...s, confidence: calibrated(s.confidence, table) })) : suggestions;

/** Reads a table, refusing one that is no rising map of [0, 1]. */
export function readCalibration(json: unknown): CalibrationTable {
  const table = (json ?? {}) as Partial<CalibrationTable>;
  const named = typeof table.edition === 'string' && typeof table.source === 'string';
  if (named && Number.isInteger(table.n) && isRising(table.steps)) return table as CalibrationTable;
  throw new TypeError('A calibration table is a rising map of [0, 1] with edition, source and n.');
}

function isRising(steps: unknown): boolean {
  if (!Array.isArray(steps)) return false;
  return steps.every((s: CalibrationStep, i) => {
    const before = steps[i - 1] as CalibrationStep | undefined;
    const after = before === undefined || (s.from > before.from && s.rate >= before.rate);
    return inUnit(s.from) && inUnit(s.rate) && after;
  });
}

const inUnit = (x: unknown): boolean => typeof x === 'number' && x >= 0 && x <= 1;
