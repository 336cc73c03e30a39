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

const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
/** From here on a reading explains every word. */
const SURE = 0.7;
/** Below every map, which knows more of its concept than its name. */
const SECOND = 0.5;

export const prepare: PrepareFunction = (tables) => {
  const table = compileTable(tables['phrases.json']);
  return (facts, context) => {
    return together(
      context.problems.map((p) => {
        const coded = codedAs(p, context);
        if (!p.concept.words || coded === 'here') return {};
        const read = codeProblem(p, facts, context, table);
        return coded === 'no' ? read : secondReading(read);
      }),
    );
  };
};

const together = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
  uncoded: outputs.flatMap((o) => o.uncoded ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
});

/** ICD-10-CM is another module's work, whatever state the code is in; codes of SNOMED CT are mapped first, and the words speak where no map does. */
function codedAs({ concept }: Problem, { terminology, on }: ModuleContext): 'no' | 'otherwise' | 'here' {
  const here = concept.codings.some(({ system, code }) => {
    if (system !== undefined) return system === SYSTEM.icd10cm || system === ICD10;
    const icd = icd10CmCode(code.replace(/\s+/g, ''));
    return icd !== undefined && terminology.icd10cm.status(icd, on).kind === 'active';
  });
  if (here) return 'here';
  return concept.codings.some(({ system }) => system === SYSTEM.snomed) ? 'otherwise' : 'no';
}

/** Beside a code of another system only what the words say wholly counts, and less than a map of the code. */
const secondReading = ({ diagnoses = [] }: ModuleOutput): ModuleOutput => ({
  diagnoses: diagnoses
    .filter((d) => d.confidence >= SURE)
    .map((d) => ({ ...d, queries: [], confidence: Number((d.confidence * SECOND).toFixed(3)) })),
});

function codeProblem(problem: Problem, facts: Facts, context: ModuleContext, table: Table): ModuleOutput {
  const statement = readStatement(problem.concept.words, table, situationOf(problem, facts, table));
  const subject: Subject = {
    problem,
    context,
    episode: episodeOf(problem, facts, table.language),
    evidence: evidenceOf(problem),
    listed: statement.readings.length,
  };
  const read = together(statement.readings.map((r) => answer(r, subject)));
  const better = inDoubt(statement) ? found(subject, facts.person) : undefined;
  if (better && outdoes(better, statement, read)) return { diagnoses: [better.diagnosis] };
  if (statement.blocked) return blocked(statement.blocked, subject);
  return statement.readings.length === 0 ? unread(subject, table.language) : read;
}

/** Denied or doubted words are not looked up; nor what the phrases explain word by word. */
function inDoubt({ readings, blocked: cue, parted }: Statement): boolean {
  if (cue) return cue.reading === undefined && ['history', 'context', 'family'].includes(cue.cue);
  if (parted) return false;
  return readings.length !== 1 || readings.some((r) => r.unexplained.length > 0);
}

/** A whole title goes before a part of the words; most of one only before nothing, or before parts that share its category. */
function outdoes(
  { diagnosis: { code }, whole }: Found,
  { readings, blocked: cue }: Statement,
  { diagnoses = [] }: ModuleOutput,
): boolean {
  // Beside "history of" and the like only a code that says so itself stands.
  if (cue) return whole && code.startsWith('Z');
  if (readings.length < 2) return whole || readings.length === 0;
  // One code for several parts: never one of the parts, and never a combination that others make (I.B.9).
  const codes = diagnoses.map((d) => d.code);
  return !codes.includes(code) && codes.some((c) => c.slice(0, 3) === code.slice(0, 3));
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
