/** ICD-9-CM codes of old records: through the General Equivalence Mappings where they are loaded, else a table of plain counterparts. */
import {
  type Citation,
  type CodeEntry,
  diagnosis,
  type GemTarget,
  icd10CmCode,
  type ModuleContext,
  type ModuleOutput,
  narrow,
  type PrepareFunction,
  type Problem,
  type Query,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { sided } from './sided.ts';

/** What is claimed must be in the code set of the day (45 CFR 162.1002); what an old code meant is CMS's to say. */
const GEM: Citation = { source: 'CMS General Equivalence Mappings', section: 'ICD-9-CM to ICD-10-CM' };
const TABLE: Citation = { source: '45 CFR', section: '162.1002(c)' };
/** Starting values; the accuracy bench calibrates. */
const SURE = { exact: 0.8, approximate: 0.65, table: 0.7 } as const;
const MAX_OPTIONS = 8;

export const prepare: PrepareFunction = (tables) => {
  const { codes = {} } = (tables['codes.json'] ?? {}) as { codes?: Readonly<Record<string, string>> };
  const table = new Map(Object.entries(codes).map(([from, to]) => [from.replace('.', ''), to]));
  return (_facts, context) => {
    const outputs = context.problems.map((p) => codeProblem(p, table, context));
    return {
      diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
      queries: outputs.flatMap((o) => o.queries ?? []),
    };
  };
};

/** Only where nothing newer says what the problem is. */
function codeProblem(
  problem: Problem,
  table: ReadonlyMap<string, string>,
  context: ModuleContext,
): ModuleOutput {
  const { codings } = problem.concept;
  const old = codings.find((c) => c.system === SYSTEM.icd9cm)?.code;
  const newer = codings.some((c) => c.system === SYSTEM.icd10cm || c.system === SYSTEM.snomed);
  if (old === undefined || newer) return {};
  const answer = context.terminology.gems.translate('icd9cm-icd10cm', old, context.on);
  if (answer.kind === 'mapped')
    return fromGem(problem, old, answer.single, answer.combinations.length, context);
  const target = table.get(old.trim().toUpperCase().replace('.', ''));
  const entry = target === undefined ? undefined : active(target, context);
  return entry
    ? { diagnoses: sided(entry, problem, context).map((e) => said(e, 'table', problem, context)) }
    : {};
}

function active(code: string, { terminology, on }: ModuleContext): CodeEntry | undefined {
  const normal = icd10CmCode(code);
  const status = normal ? terminology.icd10cm.status(normal, on) : undefined;
  return status?.kind === 'active' ? status.entry : undefined;
}

function fromGem(
  problem: Problem,
  old: string,
  single: readonly GemTarget[],
  combinations: number,
  context: ModuleContext,
): ModuleOutput {
  const targets = single.flatMap((t) => {
    const entry = active(t.code, context);
    return entry ? [{ entry, approximate: t.approximate }] : [];
  });
  const [first, ...rest] = targets;
  if (!first) return {};
  if (rest.length === 0 && combinations === 0) {
    const how = first.approximate ? 'approximate' : 'exact';
    return { diagnoses: sided(first.entry, problem, context).map((e) => said(e, how, problem, context)) };
  }
  const { options, byRecord } = narrow(
    { ...first.entry, title: '' },
    targets.map((t) => t.entry),
    problem,
  );
  const [only] = options;
  if (only && options.length === 1 && byRecord) {
    return { diagnoses: [said(only, 'approximate', problem, context)] };
  }
  return { queries: [question(problem, old, options, context)] };
}

function said(entry: CodeEntry, how: keyof typeof SURE, problem: Problem, context: ModuleContext) {
  const [rule, citation] = how === 'table' ? (['table', TABLE] as const) : (['gem', GEM] as const);
  return diagnosis(
    {
      code: entry.code,
      problems: [problem.id],
      confidence: SURE[how],
      evidence: [...problem.evidence, ...(problem.side?.evidence ?? [])],
      rule: context.rule(rule, citation),
    },
    context.terminology,
    context.on,
  );
}

const question = (
  problem: Problem,
  old: string,
  options: readonly CodeEntry[],
  { on }: ModuleContext,
): Query => ({
  id: 'icd9-equivalent',
  about: problem.id,
  question: `${problem.concept.words || old}: ICD-9-CM ${old} has several counterparts on ${on}. Which is meant?`,
  options: options.slice(0, MAX_OPTIONS).map((e) => ({ answer: e.title, code: e.code })),
  citation: GEM,
  evidence: problem.evidence,
});
