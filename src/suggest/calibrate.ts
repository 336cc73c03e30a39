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

/** The suggestions with calibrated confidence; their order and everything else stays. */
export const withCalibration = <S extends { readonly confidence: number }>(
  suggestions: readonly S[],
  table: CalibrationTable,
): readonly S[] => suggestions.map((s) => ({ ...s, confidence: calibrated(s.confidence, table) }));

/** Reads a table, refusing one that is no monotone map of [0, 1]. */
export function readCalibration(json: unknown): CalibrationTable {
  const table = json as CalibrationTable;
  const { edition, source, n, steps } = table;
  const inUnit = (x: unknown): boolean => typeof x === 'number' && x >= 0 && x <= 1;
  const rising = (key: 'from' | 'rate', strict: boolean): boolean =>
    steps.every((s, i) => {
      const before = steps[i - 1]?.[key];
      return before === undefined || (strict ? s[key] > before : s[key] >= before);
    });
  const sound =
    typeof edition === 'string' &&
    typeof source === 'string' &&
    Number.isInteger(n) &&
    Array.isArray(steps) &&
    steps.every((s) => inUnit(s.from) && inUnit(s.rate)) &&
    rising('from', true) &&
    rising('rate', false);
  if (!sound) throw new TypeError('A calibration table is not a rising map of [0, 1] with edition, source and n.');
  return table;
}
