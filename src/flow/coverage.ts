/** Use case behind `mappings coverage`: runs every case and tells which rule of the reference each one shows at work. */
import { chartFromBundle, factsOf } from '../chart/index.ts';
import { runEdits, subjectOfCodes } from '../edits/index.ts';
import type { CoverageFiles, LoadedModule } from '../store/index.ts';
import {
  type CoveredRow,
  caseRun,
  coverage,
  type GuidelineCase,
  type Knowledge,
  mappingCaseOf,
  type RanCase,
} from '../suggest/index.ts';

export interface CoverageReport {
  readonly rows: readonly CoveredRow[];
  /** Ids of rows that nothing implements, or that lack a passing case or a near miss. */
  readonly missing: readonly string[];
  /** Cases that do not pass, with what is wrong. */
  readonly failing: readonly {
    readonly by: string;
    readonly file: string;
    readonly failures: readonly string[];
  }[];
}

export function coverageReport(
  { rows, parts }: CoverageFiles,
  modules: readonly LoadedModule[],
  knowledge: Knowledge,
): CoverageReport {
  const ofModules = modules.flatMap(({ module, cases }) =>
    cases.map(({ file, case: c }) => ({
      by: module.manifest.id,
      file,
      case: c,
      result: caseRun(c, knowledge),
    })),
  );
  const ofParts = parts.flatMap(({ by, cases }) => cases.map((c) => runGuidelineCase(by, c, knowledge)));
  const ran = [...ofModules, ...ofParts];
  const covered = coverage(rows, ran);
  return {
    rows: covered,
    missing: covered.filter((r) => !r.covered).map((r) => r.id),
    failing: ran.flatMap(({ by, file, result: { failures } }) =>
      failures.length > 0 ? [{ by, file, failures }] : [],
    ),
  };
}

/** A short case names its row; what it says of edits is looked at here, where edits are known. */
export function runGuidelineCase(by: string, short: GuidelineCase, knowledge: Knowledge): RanCase {
  const mappingCase = {
    ...mappingCaseOf(short),
    ...(short.near ? { nearMiss: [short.row] } : { covers: [short.row] }),
  };
  const result = caseRun(mappingCase, knowledge);
  const failures = [...result.failures, ...editFailures(short, mappingCase, result.set, knowledge)];
  return { by, file: short.title, case: mappingCase, result: { ...result, failures } };
}

function editFailures(
  { expect: { findings = [], noFindings = [] } }: GuidelineCase,
  { chart }: RanCase['case'],
  set: RanCase['result']['set'],
  { terminology }: Knowledge,
): readonly string[] {
  if (findings.length + noFindings.length === 0) return [];
  const facts = factsOf(chartFromBundle(chart, 'case'));
  const inpatient = facts.visit.setting.value === 'inpatient';
  const subject = subjectOfCodes(set.diagnoses, set.services, facts, set.on, inpatient);
  const found = new Set(runEdits(subject, { terminology }).findings.map((f) => f.edit));
  return [
    ...findings
      .filter((f) => !found.has(f))
      .map((f) => `edit ${f} should find something; found ${[...found]}`),
    ...noFindings.filter((f) => found.has(f)).map((f) => `edit ${f} should find nothing`),
  ];
}
