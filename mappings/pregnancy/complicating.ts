/** A condition of a pregnant patient has its code of chapter 15, then its own (guidelines I.C.15.a.1, I.C.15.c). */
import {
  asking,
  type DiagnosisSuggestion,
  type ModuleContext,
  type ModuleOutput,
  reportableOn,
  resting,
} from '../../src/suggest/module.ts';
import type { Time } from './state.ts';
import { type ConditionRow, rowFor, type Tables } from './tables.ts';
import { type Gestation, type Trimester, trimesterOf } from './weeks.ts';

/** Codes that already say how diabetes, or high blood pressure, and pregnancy go together. */
const SPOKEN: readonly (readonly [stem: string, told: RegExp])[] = [
  ['O10', /^O1[0-6]/],
  ['O24', /^O24/],
  ['O23', /^O(?:23|86\.2)/],
];

export function complicating(
  time: Time,
  gestation: Gestation | undefined,
  tables: Tables,
  context: ModuleContext,
): ModuleOutput {
  const found = context.diagnoses.flatMap((d) => {
    const row = rowFor(d.code, tables);
    return row && !isTold(row, context) ? [{ d, row }] : [];
  });
  const trimester = gestation && trimesterOf(gestation);
  const made = found.flatMap(({ d, row }) => suggestion(d, row, time, trimester, gestation, context));
  const [first] = found;
  const asks = first && time === 'pregnancy' && !gestation;
  return { diagnoses: made, queries: asks ? [trimesterQuery(first.d, first.row, context)] : [] };
}

function isTold({ stem }: ConditionRow, { diagnoses }: ModuleContext): boolean {
  const told = SPOKEN.find(([beginning]) => stem.startsWith(beginning))?.[1];
  return diagnoses.some((d) => d.code.startsWith(stem) || told?.test(d.code));
}

function suggestion(
  d: DiagnosisSuggestion,
  row: ConditionRow,
  time: Time,
  trimester: Trimester | undefined,
  gestation: Gestation | undefined,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const code = codeAt(row, time, trimester);
  if (!code || !reportableOn(code, context)) return [];
  return [
    resting(
      code,
      row.replaces ? [] : [d],
      {
        ...{ rule: 'condition-in-pregnancy', section: row.section ?? 'I.C.15.a.1', sure: 0.9 },
        evidence: gestation?.evidence ?? [],
        replaces: row.replaces ? [d] : [],
      },
      context,
    ),
  ];
}

const ORDER: readonly (Trimester | undefined)[] = [undefined, 'first', 'second', 'third'];

/** Undefined where the row has no code for the time. */
export function codeAt(row: ConditionRow, time: Time, trimester: Trimester | undefined): string | undefined {
  const n = ORDER.indexOf(trimester);
  if (row.form === 'long') {
    return row.stem + { pregnancy: `1${n === 0 ? 9 : n}`, childbirth: '2', puerperium: '3' }[time];
  }
  if (row.form === 'short') return row.stem + { pregnancy: `${n}`, childbirth: '4', puerperium: '5' }[time];
  return time === 'puerperium' ? undefined : `${row.stem}${n}`;
}

function trimesterQuery(d: DiagnosisSuggestion, row: ConditionRow, context: ModuleContext) {
  const options = (['first', 'second', 'third'] as const).map((t) => ({
    answer: `${t} trimester`,
    code: codeAt(row, 'pregnancy', t) ?? row.stem,
  }));
  const question = 'How many weeks is the patient pregnant? The code depends on the trimester.';
  return asking('trimester', d, { question, options, section: 'I.C.15.a.3' }, context);
}
