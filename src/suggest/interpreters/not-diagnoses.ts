/** Interpreter `not-diagnoses`: says why a recorded concept is no diagnosis (guidelines IV.J, III: conditions that affect care). */
import type { Facts, Problem } from '../../chart/index.ts';
import { canonicalSystem, SYSTEM } from '../../fhir/index.ts';
import { guideline } from '../draft.ts';
import type { Uncoded } from '../model.ts';
import type { ModuleContext, ModuleManifest } from '../module.ts';
import { badTable, type Interpreter, readTable } from './interpreter.ts';
import { NOT_DIAGNOSES_SCHEMA } from './not-diagnoses.schema.ts';

interface Concept {
  readonly code: string;
  readonly display: string;
  readonly reason: string;
  readonly alternative?: string;
}

interface Table {
  readonly system: string;
  readonly concepts: readonly Concept[];
}

export const notDiagnoses: Interpreter = (table, manifest) => {
  const { system, concepts } = readTable<Table>(table, NOT_DIAGNOSES_SCHEMA, manifest);
  const canonical = canonicalSystem(system);
  const byCode = index(concepts, manifest);
  return (facts, context) => ({
    uncoded: context.problems.flatMap((problem) => {
      const coding = problem.concept.codings.find((c) => c.system === canonical && byCode.has(c.code));
      const concept = coding && byCode.get(coding.code);
      return concept && !hasIcd10(problem) ? [uncoded(problem, concept, facts, context)] : [];
    }),
  });
};

function index(concepts: readonly Concept[], manifest: ModuleManifest): ReadonlyMap<string, Concept> {
  const byCode = new Map<string, Concept>();
  for (const concept of concepts) {
    if (byCode.has(concept.code)) throw badTable(manifest, `concept ${concept.code} stands twice`);
    byCode.set(concept.code, concept);
  }
  return byCode;
}

/** A coder's own ICD-10-CM code beside the concept says that it was meant as a diagnosis. */
const hasIcd10 = (problem: Problem): boolean =>
  problem.concept.codings.some(
    (c) => c.system === SYSTEM.icd10cm || c.system === 'http://hl7.org/fhir/sid/icd-10',
  );

function uncoded(problem: Problem, concept: Concept, facts: Facts, context: ModuleContext): Uncoded {
  const instead = concept.alternative ? ` Instead: ${concept.alternative}.` : '';
  return {
    about: problem.id,
    reason: 'not-a-diagnosis',
    explanation: `${concept.display}: ${concept.reason}${instead}`,
    citation: guideline(facts.visit.setting.value === 'inpatient' ? 'III' : 'IV.J', context.on),
    evidence: problem.evidence,
  };
}
