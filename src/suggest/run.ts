/** Facts → suggestions: the stages of the modules in order, then consolidation and sequencing, once. Pure. */
import type { Facts, Problem, Visit } from '../chart/index.ts';
import { type ServiceDate, within } from '../kernel/index.ts';
import type { Terminology } from '../terminology/index.ts';
import { type Tidied, tidy } from './beside.ts';
import { type CalibrationTable, withCalibration } from './calibrate.ts';
import {
  applyCombinations,
  chooseByProblem,
  mergeDiagnoses,
  mergeServices,
  uniqueBy,
} from './consolidate.ts';
import { guideline } from './draft.ts';
import { historyCodes } from './history.ts';
import { dropIntegral } from './integral.ts';
import type { DiagnosisSuggestion, Query, ServiceSuggestion, Uncoded, UncodedReason } from './model.ts';
import type { MappingModule, ModuleContext, ModuleOutput, Stage } from './module.ts';
import { withOnAdmission } from './on-admission.ts';
import { dropUnreportable, selectProblems, uncoded } from './select.ts';
import { sequenceDiagnoses, sequenceServices } from './sequence.ts';
import { specificityQueries } from './specificity.ts';
import { specify } from './specify.ts';

/** Everything coding has to say of one encounter. */
export interface SuggestionSet {
  /** The date of service that decided releases and modules; undefined when the record has none. */
  readonly on: ServiceDate | undefined;
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly services: readonly ServiceSuggestion[];
  readonly uncoded: readonly Uncoded[];
  readonly queries: readonly Query[];
  /** The modules that ran, as `id@version`, for replay. */
  readonly modules: readonly string[];
}

export interface Knowledge {
  readonly modules: readonly MappingModule[];
  readonly terminology: Terminology;
  /** Turns the rules' own confidence in diagnoses into the rate at which coders keep them; without it, it stays. */
  readonly calibration?: CalibrationTable;
}

/** The date that decides the code sets: discharge for an inpatient stay, else the first day (claim-edits, MCE). */
export function codingDate(visit: Visit): ServiceDate | undefined {
  return visit.setting.value === 'inpatient' ? (visit.endDate ?? visit.date) : visit.date;
}

export function suggest(facts: Facts, knowledge: Knowledge): SuggestionSet {
  const on = codingDate(facts.visit);
  if (!on) return undated(facts);
  const selection = selectProblems(facts, on);
  const run = runner(facts, knowledge, on, selection.reportable);

  const settled = settler(on);

  const problems = run('problems', [], []);
  const chosen = chooseByProblem(reasonsLast(problems.diagnoses, facts), on);
  const spoken = specify(chosen, selection.reportable, knowledge.terminology, on);
  const mapped = mergeDiagnoses([...spoken, ...pastOf(selection.past, facts, knowledge, on)]);
  const reported = dropUnreportable(mapped, selection, on);
  const combined = run('combinations', reported.kept, []);
  const whole = settled(reported.kept, combined.diagnoses);

  const services = run('services', whole.kept, []);
  const visited = settled(whole.kept, services.diagnoses);
  const modifiers = run('modifiers', visited.kept, mergeServices([], services.services));
  const final = settled(visited.kept, modifiers.diagnoses);

  const stages = [problems, combined, services, modifiers];
  const asked = stages.flatMap((s) => s.queries);
  const told = [selection, reported, ...stages.slice(0, 2), whole, services, visited, modifiers, final];
  const inOrder = sequenceDiagnoses(final.kept, facts, knowledge.terminology, on);
  const admitted = withOnAdmission(withCalibration(inOrder, knowledge.calibration), facts, on);
  return outcome(facts, knowledge, on, {
    diagnoses: admitted.diagnoses,
    services: sequenceServices(modifiers.lines),
    told: told.flatMap((t) => t.uncoded),
    asked: [...asked, ...admitted.queries, ...vague(final.kept, asked, facts, knowledge, on)],
  });
}

/** What no module has asked and an unspecified code leaves open. */
function vague(
  diagnoses: readonly DiagnosisSuggestion[],
  asked: readonly Query[],
  facts: Facts,
  { terminology }: Knowledge,
  on: ServiceDate,
): readonly Query[] {
  const problems = new Map(facts.problems.map((p) => [p.id, p]));
  return specificityQueries(diagnoses, {
    problems,
    asked: Map.groupBy(asked, (q) => q.about),
    terminology,
    on,
  });
}

/** After each stage: combinations take the place of their parts, then what others explain or say better goes. */
function settler(on: ServiceDate) {
  return (before: readonly DiagnosisSuggestion[], added: readonly DiagnosisSuggestion[]): Tidied => {
    const integral = dropIntegral(applyCombinations(before, added), on);
    const tidied = tidy(integral.kept, on);
    return { kept: tidied.kept, uncoded: [...integral.uncoded, ...tidied.uncoded] };
  };
}

/** What the problems that are over are coded as, by the same modules that know the disease. */
function pastOf(
  past: readonly Problem[],
  facts: Facts,
  knowledge: Knowledge,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  if (past.length === 0) return [];
  const { diagnoses } = runner(facts, knowledge, on, past)('problems', [], []);
  const mapped = mergeDiagnoses(chooseByProblem(diagnoses, on));
  return historyCodes(mapped, past, knowledge.terminology, on);
}

interface Said {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly services: readonly ServiceSuggestion[];
  readonly told: readonly Uncoded[];
  readonly asked: readonly Query[];
}

function outcome(facts: Facts, { modules }: Knowledge, on: ServiceDate, said: Said): SuggestionSet {
  const ran = modules.filter((m) => inForce(m, on));
  const uncoded = settle(facts, said.diagnoses, said.told, { on, mute: ran.length === 0 });
  return {
    on,
    diagnoses: said.diagnoses,
    services: said.services,
    uncoded,
    queries: openQueries(said, uncoded),
    modules: ran.map((m) => `${m.manifest.id}@${m.manifest.version}`).sort(),
  };
}

/** `lines`: the services so far, with what the stage added. */
type Gathered = Required<ModuleOutput> & { readonly lines: readonly ServiceSuggestion[] };

/** Runs the modules of a stage in the order of their ids, so that the order of folders on a disk decides nothing. */
function runner(facts: Facts, knowledge: Knowledge, on: ServiceDate, problems: readonly Problem[]) {
  const byStage = Map.groupBy(
    knowledge.modules.filter((m) => inForce(m, on)),
    (m) => m.manifest.stage,
  );
  return (
    stage: Stage,
    diagnoses: readonly DiagnosisSuggestion[],
    services: readonly ServiceSuggestion[],
  ): Gathered => {
    const modules = [...(byStage.get(stage) ?? [])].sort((a, b) => (a.manifest.id < b.manifest.id ? -1 : 1));
    const outputs: ModuleOutput[] = [];
    let sofar = diagnoses;
    let lines = services;
    for (const m of modules) {
      const output = m.suggest(
        facts,
        contextOf(m, { on, terminology: knowledge.terminology, problems, diagnoses: sofar, services: lines }),
      );
      outputs.push(output);
      // Combination modules build on one another's codes, and a line that changes keeps what it was given before;
      // elsewhere modules stand side by side.
      if (stage === 'combinations' && output.diagnoses?.length)
        sofar = applyCombinations(sofar, output.diagnoses);
      if (stage === 'modifiers') lines = mergeServices(lines, output.services ?? []);
    }
    return {
      diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
      services: outputs.flatMap((o) => o.services ?? []),
      lines,
      uncoded: outputs.flatMap((o) => o.uncoded ?? []),
      queries: outputs.flatMap((o) => o.queries ?? []),
    };
  };
}

const inForce = (m: MappingModule, on: ServiceDate): boolean => within(on, m.manifest.effective);

function contextOf(m: MappingModule, given: Omit<ModuleContext, 'tables' | 'rule'>): ModuleContext {
  const { id, version } = m.manifest;
  return { ...given, tables: m.tables, rule: (rule, citation) => ({ module: id, version, rule, citation }) };
}

/** The words a patient came with stand in for a diagnosis only where the clinician recorded none (guideline IV.A). */
function reasonsLast(
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
): readonly DiagnosisSuggestion[] {
  const isReason = (id: string): boolean => id.includes('#reason-');
  const made = diagnoses.filter((d) => !d.problems.every(isReason));
  const listed = new Set(facts.problems.filter((p) => p.link === 'problem-list').map((p) => p.id));
  const diagnosed = made.some((d) => !d.problems.every((id) => listed.has(id)));
  return diagnosed ? made : diagnoses;
}

/** Every problem ends as a code or with a reason why not: what no module spoke of is said here. */
function settle(
  facts: Facts,
  diagnoses: readonly DiagnosisSuggestion[],
  told: readonly Uncoded[],
  when: { readonly on: ServiceDate; readonly mute: boolean },
): readonly Uncoded[] {
  const coded = new Set(diagnoses.flatMap((d) => d.problems));
  const explained = uniqueBy(
    told.filter((u) => !coded.has(u.about)),
    (u) => u.about,
  );
  const spoken = new Set(explained.map((u) => u.about));
  const silent = facts.problems.filter((p) => !coded.has(p.id) && !spoken.has(p.id));
  return [...explained, ...silent.map((p) => silence(p, when))];
}

function silence(p: Problem, { on, mute }: { readonly on: ServiceDate; readonly mute: boolean }): Uncoded {
  if (p.id.includes('#reason-')) {
    return uncoded(
      p,
      'replaced',
      'A reason for the visit; the diagnoses recorded stand for it.',
      guideline('IV.A', on),
    );
  }
  const what = p.concept.codings[0]?.code ?? p.concept.words;
  const why = mute
    ? `No mapping module is in force on ${on}`
    : `No mapping module in force on ${on} knows ${what || 'a condition without code or text'}`;
  return uncoded(p, 'unmapped', `${why}.`, guideline('I.B.2', on));
}

/** Questions that an answer would still change something by: not those about a problem that is rightly left out. */
function openQueries({ diagnoses, services, asked }: Said, uncoded: readonly Uncoded[]): readonly Query[] {
  const settled = new Set(uncoded.filter((u) => !OPEN.includes(u.reason)).map((u) => u.about));
  const all = [...diagnoses, ...services].flatMap((s) => s.queries).concat(asked);
  const open = all.filter((q) => !settled.has(q.about));
  const spoken = new Set([
    ...services.flatMap((s) => s.evidence.map((e) => e.reference)),
    ...open.filter((q) => !q.lastResort).map((q) => q.about),
    ...uncoded.map((u) => u.about),
  ]);
  return uniqueBy(
    open.filter((q) => !q.lastResort || !spoken.has(q.about)),
    (q) => `${q.id} ${q.about}`,
  );
}

/** Reasons why a problem has no code that an answer could mend. */
const OPEN: readonly UncodedReason[] = ['unmapped', 'unbillable', 'needs-query'];

function undated(facts: Facts): SuggestionSet {
  const explanation = 'The encounter has no date of service, and codes are valid only for a date.';
  const citation = { source: '45 CFR 162.1002', section: '(c)' };
  return {
    on: undefined,
    diagnoses: [],
    services: [],
    uncoded: facts.problems.map((p) => uncoded(p, 'unmapped', explanation, citation)),
    queries: [],
    modules: [],
  };
}
