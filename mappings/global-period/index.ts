/** Within a global period: 99024 for what belongs to it, 58, 78, 79 on a further operation, and a question where the record does not say (CMS Pub. 100-04 ch. 12 §40.1, 40.2). */
import {
  type Citation,
  type Facts,
  isVisitCode,
  type ModuleContext,
  type ModuleOutput,
  nameIn,
  type PrepareFunction,
  plainly,
  procedureLabel,
  type Query,
  type ServiceSuggestion,
  SYSTEM,
  service,
  speaksOf,
  underAny,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { isOperation, type Running, runningOn, type Table } from './period.ts';
import { type Unrelated, unrelatedVisit } from './unrelated.ts';

const GLOBAL: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '40.2' };
const POSTOPERATIVE = '99024';

export const prepare: PrepareFunction = (raw) => {
  const table = raw['periods.json'] as Table;
  return (facts, context) => {
    const outputs = context.services.map((line): ModuleOutput => {
      if (!line.date) return {};
      const [running] = runningOn(line.date, facts, context, table);
      if (!running) return {};
      if (isVisitCode(line.code)) return visitWithin(line, running, facts, context, table);
      return isOperation(line.code) ? operationWithin(line, running, facts, table) : {};
    });
    return {
      services: outputs.flatMap((o) => o.services ?? []),
      queries: outputs.flatMap((o) => o.queries ?? []),
    };
  };
};

const has = (line: ServiceSuggestion, ...codes: readonly string[]): boolean =>
  line.modifiers.some((m) => codes.includes(m.code));

/** Below what goes out unseen: that the diagnoses are of another organ system is no word of the clinician's. */
const BY_DIAGNOSIS_ALONE = 0.45;

function withUnrelated(
  line: ServiceSuggestion,
  running: Running,
  { evidence, said }: Unrelated,
): ServiceSuggestion {
  const reason = `Within the global period of ${running.code} (to ${running.until}), for something else`;
  const marked = { ...line, modifiers: [...line.modifiers, { code: '24', reason, evidence }] };
  if (said) return marked;
  const confidence = Math.min(line.confidence, BY_DIAGNOSIS_ALONE);
  return { ...marked, confidence, queries: [...line.queries, visitQuery(line, running)] };
}

function visitWithin(
  line: ServiceSuggestion,
  running: Running,
  facts: Facts,
  context: ModuleContext,
  table: Table,
): ModuleOutput {
  if (has(line, '24', '25', '57')) return {};
  if (!running.until) return { queries: [unknownQuery(line, running)] };
  if (!running.operation.performer) return { queries: [visitQuery(line, running)] };
  const unrelated = unrelatedVisit(line, running, facts, context, table);
  if (unrelated) return { services: [withUnrelated(line, running, unrelated)] };
  const same = facts.problems.some(
    (p) => running.operation.reasons.includes(p.id) && p.link !== 'problem-list',
  );
  const first = context.diagnoses.filter((d) => !underAny(d.code, ['Z79', 'Z88', 'Z98', 'Z90']));
  const only =
    first.length > 0 &&
    first.every((d) => isAftercare(d.code, running, table) || reasonOf(d.problems, running));
  return only && (same || first.some((d) => isAftercare(d.code, running, table)))
    ? { services: [postoperative(line, running, context)] }
    : { queries: [visitQuery(line, running)] };
}

/** An injury that heals is told by its seventh character, and never by an aftercare code (I.C.21.c.7). */
const isAftercare = (code: string, { code: operation }: Running, { aftercare }: Table): boolean =>
  underAny(code, aftercare) || (/^S.{6}[DGKP]$/.test(code) && /^2\d{4}$/.test(operation));

const reasonOf = (problems: readonly string[], { operation }: Running): boolean =>
  problems.some((p) => operation.reasons.includes(p));

/** What belongs to the operation is paid with it: the visit is told, and costs nothing. */
const postoperative = (
  line: ServiceSuggestion,
  running: Running,
  context: ModuleContext,
): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code: POSTOPERATIVE,
    label: procedureLabel(POSTOPERATIVE, context, 'visit within a surgical package, no charge'),
    date: line.date,
    problems: line.problems,
    confidence: 0.85,
    evidence: [...running.operation.evidence, ...line.evidence.slice(0, 1)],
    rule: context.rule('postoperative-visit', GLOBAL),
    alternatives: [
      { code: line.code, why: 'If the visit was about something unrelated to the operation: modifier 24' },
    ],
    replaces: [line.code],
  });

/** Only what is said, or another side of the same operation, decides between the three. */
function operationWithin(
  line: ServiceSuggestion,
  running: Running,
  facts: Facts,
  table: Table,
): ModuleOutput {
  if (has(line, '58', '78', '79')) return {};
  if (!running.until) return { queries: [unknownQuery(line, running)] };
  const ids = new Set(line.evidence.map((e) => e.reference));
  const own = facts.services.filter((s) => ids.has(s.id));
  const text = plainly(own.map(wordsAbout).join('; '));
  const sides = [running.operation.side?.value, own.find((s) => s.side)?.side?.value] as const;
  const otherSide =
    running.code === line.code && sides[0] !== sides[1] && sides.every((s) => s === 'left' || s === 'right');
  const modifier = speaksOf(text, table.returned)
    ? (['78', `A return to the operating room within the period of ${running.code}`] as const)
    : speaksOf(text, table.staged)
      ? (['58', `Staged or planned after ${running.code}`] as const)
      : otherSide
        ? (['79', `The other side than ${running.code}`] as const)
        : undefined;
  if (!modifier) return { queries: [operationQuery(line, running)] };
  const [code, reason] = modifier;
  const evidence = [...own.flatMap((s) => s.evidence), ...running.operation.evidence];
  return { services: [{ ...line, modifiers: [...line.modifiers, { code, reason, evidence }] }] };
}

const query = (
  id: string,
  line: ServiceSuggestion,
  { operation, code }: Running,
  question: string,
  options: Query['options'],
): Query => ({
  id,
  about: operation.id,
  question: `${code} (${nameIn(operation).split(';')[0]}) was done on ${operation.date}. ${question}`,
  options,
  citation: GLOBAL,
  evidence: [...operation.evidence, ...line.evidence.slice(0, 1)],
});

const visitQuery = (line: ServiceSuggestion, running: Running): Query =>
  query(
    'visit-in-global',
    line,
    running,
    `Its global period runs to ${running.until}. Was the visit part of it?`,
    [
      { answer: 'Yes, of the same practice', code: POSTOPERATIVE },
      { answer: 'No, unrelated: modifier 24', code: line.code },
      { answer: 'The operation was by another practice', code: line.code },
    ],
  );

const operationQuery = (line: ServiceSuggestion, running: Running): Query =>
  query(
    'procedure-in-global',
    line,
    running,
    `${line.code} falls into its global period, which runs to ${running.until}. Why was it done?`,
    [
      { answer: 'Staged or planned, or more extensive: modifier 58' },
      { answer: 'Unplanned return to the operating room for a complication: modifier 78' },
      { answer: 'Unrelated: modifier 79' },
    ],
  );

const unknownQuery = (line: ServiceSuggestion, running: Running): Query =>
  query(
    'global-unknown',
    line,
    running,
    'No fee schedule is loaded that tells its global period. Does it hold this day?',
    [{ answer: `No: ${line.code} stands`, code: line.code }, { answer: 'Yes' }],
  );
