/** Problems that are only words: matched to a table of phrases, never where the words deny, doubt or look back (guidelines I.B.1, IV.H). */
import {
  type Evidence,
  evidence,
  type Facts,
  icd10CmCode,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  type Problem,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { answer, type Subject } from './answer.ts';
import { blocked } from './blocked.ts';
import { episodeOf } from './episode.ts';
import { type Found, found } from './found.ts';
import { words } from './language.ts';
import { readStatement, type Situation, type Statement } from './match.ts';
import { compileTable, type Table } from './table.ts';
import { unread } from './unread.ts';

export const prepare: PrepareFunction = (tables) => {
  const table = compileTable(tables['phrases.json']);
  return (facts, context) => {
    const wordy = context.problems.filter((p) => isOnlyWords(p, context));
    return together(wordy.map((p) => codeProblem(p, facts, context, table)));
  };
};

const together = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
  uncoded: outputs.flatMap((o) => o.uncoded ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
});

/** Standard codings are other modules' work; an EHR's own codes say nothing outside it. */
function isOnlyWords({ concept }: Problem, { terminology, on }: ModuleContext): boolean {
  if (!concept.words) return false;
  return !concept.codings.some(({ system, code }) => {
    if (system === undefined) {
      const icd = icd10CmCode(code.replace(/\s+/g, ''));
      return icd !== undefined && terminology.icd10cm.status(icd, on).kind === 'active';
    }
    return [SYSTEM.icd10cm, SYSTEM.snomed, 'http://hl7.org/fhir/sid/icd-10'].includes(system);
  });
}

function codeProblem(problem: Problem, facts: Facts, context: ModuleContext, table: Table): ModuleOutput {
  const statement = readStatement(problem.concept.words, table, situationOf(problem, facts, table));
  const subject: Subject = {
    problem,
    context,
    episode: episodeOf(problem, facts, table.language),
    evidence: evidenceOf(problem),
    listed: statement.readings.length,
  };
  const better = inDoubt(statement) ? found(subject, facts.person) : undefined;
  if (better && outdoes(better, statement)) return { diagnoses: [better.diagnosis] };
  if (statement.blocked) return blocked(statement.blocked, subject);
  if (statement.readings.length === 0) return unread(subject, table.language);
  return together(statement.readings.map((r) => answer(r, subject)));
}

/** Denied or doubted words are not looked up; nor what the phrases explain word by word. */
function inDoubt({ readings, blocked: cue, parted }: Statement): boolean {
  if (cue) return cue.reading === undefined && ['history', 'context', 'family'].includes(cue.cue);
  if (parted) return false;
  return readings.length !== 1 || readings.some((r) => r.unexplained.length > 0);
}

/** A whole title goes before a part of the words; most of one only before nothing, or before parts that say it between them. */
function outdoes({ diagnosis, whole }: Found, { readings, blocked: cue }: Statement): boolean {
  // Beside "history of" and the like only a code that says so itself stands.
  if (cue) return whole && diagnosis.code.startsWith('Z');
  return whole || readings.length === 0;
}

function situationOf(problem: Problem, { person, visit }: Facts, { language }: Table): Situation {
  const extra = [problem.stage ?? '', problem.severity ?? ''].flatMap((text) => words(text, language));
  const discharged = visit.setting.value === 'inpatient' && visit.endDate !== undefined;
  return { age: person.age, sex: person.sex, extra, doubtCounts: !discharged };
}

/** The words themselves; stage and severity where the record has them. */
function evidenceOf(problem: Problem): readonly Evidence[] {
  const at = problem.evidence[0]?.reference ?? problem.id;
  const text = problem.evidence.filter((e) => e.path.endsWith('.text'));
  const own = text.length > 0 ? text : problem.evidence;
  return [
    ...(own.length > 0 ? own : [evidence(at, 'Condition.code.text', problem.concept.words)]),
    ...(problem.stage ? [evidence(at, 'Condition.stage.summary', problem.stage)] : []),
    ...(problem.severity ? [evidence(at, 'Condition.severity', problem.severity)] : []),
  ];
}
