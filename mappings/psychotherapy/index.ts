/** Psychiatric evaluation, psychotherapy by minutes, alone or beside a visit, and interactive complexity (CPT, Psychiatry). */
import {
  type Evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  managesDrugs,
  type PrepareFunction,
  psychotherapyMinutes,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  saidIn,
  service,
  visitFamily,
} from '../../src/suggest/module.ts';
import { complexity } from './complexity.ts';
import { type OtherSession, otherSession } from './other-sessions.ts';
import { evaluatorQuery, minutesQuery, tooShortQuery } from './queries.ts';
import { PSYCHIATRY, type Tables } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['codes.json'] as Tables;
  return (facts, context) => {
    const output = psychiatry(facts, context, tables);
    const [line] = output.services ?? [];
    const added = line ? complexity(line, facts, context, tables) : [];
    return { ...output, services: [...(output.services ?? []), ...added] };
  };
};

/** A session or evaluation the record carries is the module of recorded services' business. */
const RECORDED = /^(?:9079[12]|9083\d|90840|9084[5-7]|90853)$/;

function psychiatry(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (recordedCodes(facts).some((r) => RECORDED.test(r.code))) return {};
  const { family, evidence } = visitFamily(facts);
  if (family === 'psychiatric-evaluation') return evaluation(facts, context, tables, evidence);
  if (family === 'psychotherapy') return session(facts, context, tables, evidence);
  // A session that a visit's note documents with minutes of its own.
  return family === 'office' && psychotherapyMinutes(facts) && managesDrugs(facts)
    ? session(facts, context, tables, facts.visit.setting.evidence)
    : {};
}

function lineOf(
  facts: Facts,
  context: ModuleContext,
  code: string,
  label: string,
  evidence: readonly Evidence[],
  confidence: number,
): ServiceSuggestion {
  return service({
    system: SYSTEM.cpt,
    code,
    label,
    date: facts.visit.date,
    confidence,
    evidence,
    problems: treated(facts, context),
    rule: context.rule(code.startsWith('9079') ? 'evaluation' : 'session-minutes', PSYCHIATRY),
  });
}

/** Mental disorders and social circumstances that the session was about; without any, all that is reported. */
const treated = (facts: Facts, context: ModuleContext): readonly string[] =>
  facts.problems
    .filter((p) => context.diagnoses.some((d) => /^(?:F|Z6\d|R45)/.test(d.code) && d.problems.includes(p.id)))
    .map((p) => p.id);

/** With medical services only by one who may give them: drugs managed, by no psychologist. */
function evaluation(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  named: readonly Evidence[],
): ModuleOutput {
  const kinds = new Set((facts.visit.clinicians ?? []).map((c) => c.kind));
  const prescriber = kinds.has('physician') || kinds.has('advanced');
  const drugs = facts.services.filter((s) => s.kind === 'medication').flatMap((s) => s.evidence.slice(0, 1));
  const examined = saidIn(
    facts,
    /\b(?:medical (?:evaluation|assessment)|physical exam(?:ination)?|labs? (?:ordered|reviewed)|prescrib\w{1,3})\b/gi,
  );
  const medical = [...drugs, ...examined];
  if (prescriber && medical.length > 0) {
    const line = lineOf(
      facts,
      context,
      tables.evaluation.medical,
      'psychiatric evaluation with medical services',
      [...named, ...medical],
      0.9,
    );
    return { services: [line] };
  }
  const sure = kinds.has('psychologist') || prescriber;
  const line = lineOf(
    facts,
    context,
    tables.evaluation.plain,
    'psychiatric evaluation',
    named,
    sure ? 0.9 : 0.7,
  );
  return {
    services: [line],
    queries: !sure && medical.length > 0 ? [evaluatorQuery(facts, medical, tables.evaluation)] : [],
  };
}

const together = (
  { codes, label, evidence }: OtherSession,
  facts: Facts,
  context: ModuleContext,
  minutes: readonly Evidence[],
): ModuleOutput => ({
  services: codes.map(([code, units]) => ({
    ...lineOf(facts, context, code, label, [...evidence, ...minutes], 0.88),
    units,
  })),
});

/** Beside a visit the add-on codes; the visit itself is levelled by decision making, in its own module. */
function session(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  named: readonly Evidence[],
): ModuleOutput {
  const minutes = psychotherapyMinutes(facts);
  const other = otherSession(facts, minutes, tables);
  if (other) return together(other, facts, context, minutes?.evidence ?? []);
  if (!minutes) return { queries: [minutesQuery(facts, tables.sessions)] };
  const row = tables.sessions.find((s) => minutes.value >= s.from && minutes.value <= (s.to ?? Infinity));
  if (!row) return { queries: [tooShortQuery(facts, minutes)] };
  const beside = managesDrugs(facts);
  const code = beside ? row.beside : row.alone;
  const range = row.to === undefined ? `${row.from} minutes and over` : `${row.from} to ${row.to} minutes`;
  const line = lineOf(
    facts,
    context,
    code,
    `psychotherapy${beside ? ' beside a visit' : ''}, ${range}`,
    [...named, ...minutes.evidence],
    0.92,
  );
  return {
    services: [
      {
        ...line,
        worksheet: {
          title: 'Psychotherapy by documented minutes',
          rows: [
            {
              element: 'Psychotherapy',
              rating: `${minutes.value} min`,
              why: `${code} is for ${range}${beside ? '; the minutes are not counted for the visit' : ''}`,
              evidence: minutes.evidence,
            },
          ],
          conclusion: `${code}: ${minutes.value} minutes of psychotherapy.`,
        },
      },
    ],
  };
}
