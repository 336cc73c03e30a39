/** One conversion table of ICD-10-CM: for each new code the day it began and the codes that were used before it. */
import type { ServiceDate } from '../../kernel/index.ts';
import { type Icd10CmCode, icd10CmCode } from '../code.ts';
import type { CodeRange, ReleaseInfo } from '../model.ts';
import { inRange } from '../range.ts';
import { countLines, lazily } from '../release/lazy.ts';

/** A row of the table; `previous` is empty where the code had none, or where the table says it in words. */
export interface Conversion {
  readonly current: Icd10CmCode;
  readonly from: ServiceDate;
  readonly previous: readonly CodeRange[];
}

export interface ConversionEdition {
  readonly info: ReleaseInfo;
  /** The codes that took the place of one on a day. */
  successors(code: Icd10CmCode, from: ServiceDate): readonly Icd10CmCode[];
}

/** The stored kind. */
export interface ConversionSet {
  readonly kind: 'icd10cm-conversion';
  readonly info: ReleaseInfo;
  readonly edition: ConversionEdition;
}

export const conversionLine = ({ current, from, previous }: Conversion): string =>
  `${current}\t${from}\t${previous.map((range) => `${range.from}-${range.to}`).join(';')}\n`;

export function conversionEdition(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): ConversionEdition {
  const size = countLines(body, fault);
  if (size !== info.counts.rows) fault(`it has ${size} rows, not ${info.counts.rows}`);
  const byDay = lazily(() => Map.groupBy(rowsOf(body, fault), ({ from }) => from));
  return {
    info,
    successors: (code, from) =>
      (byDay().get(from) ?? [])
        .filter(({ current, previous }) => current !== code && previous.some((range) => inRange(code, range)))
        .map(({ current }) => current),
  };
}

function rowsOf(body: string, fault: (detail: string) => never): readonly Conversion[] {
  return body
    .split('\n')
    .slice(0, -1)
    .map((line, i) => {
      const [code = '', from, previous = ''] = line.split('\t');
      const current = icd10CmCode(code) ?? fault(`row ${i + 1} does not begin with a code`);
      return {
        current,
        from: from as ServiceDate,
        previous: previous === '' ? [] : previous.split(';').map(rangeOf),
      };
    });
}

function rangeOf(text: string): CodeRange {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
}
