/** Fractures in known osteoporosis or neoplastic disease (guidelines I.C.13.c, I.C.13.d.2, I.C.2.l.6). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  reportableOn,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import { neoplasticFrom, osteoporoticFrom } from './codes.ts';
import { knownOsteoporosis, type Osteoporosis } from './osteoporosis.ts';
import { type Fractures, readFractures } from './tables.ts';

export const prepare: PrepareFunction = (tables) => {
  const table = readFractures(tables['fractures.json']);
  return (facts, context) => {
    const bones = knownOsteoporosis(facts, context);
    const outputs = context.diagnoses.map((d) => judged(d, bones, facts, context, table));
    return {
      diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
      queries: outputs.flatMap((o) => o.queries ?? []),
    };
  };
};

const OSTEOPOROSIS = 'I.C.13.d.2';

function judged(
  d: DiagnosisSuggestion,
  bones: Osteoporosis | undefined,
  facts: Facts,
  context: ModuleContext,
  table: Fractures,
): ModuleOutput {
  const growth = context.diagnoses.find((x) => /^C|^D4[7-9]/.test(x.code));
  if (d.code.startsWith('M84.4') && growth) return inNeoplasm(d, facts, context, table);
  const code = bones && osteoporoticFrom(d.code, d.title, bones.kind, table);
  if (!bones || !code || !reportableOn(code, context)) return {};
  if (d.code.startsWith('M84.4'))
    return { diagnoses: [replaced(d, code, bones, 'fracture-in-osteoporosis', context)] };
  if (statedOf(d, facts, table.violent)) return {};
  return statedOf(d, facts, table.slight)
    ? { diagnoses: [replaced(d, code, bones, 'slight-fall', context)] }
    : { queries: [osteoporosisQuery(d, code, context)] };
}

const replaced = (
  d: DiagnosisSuggestion,
  code: string,
  bones: Osteoporosis,
  rule: string,
  context: ModuleContext,
): DiagnosisSuggestion =>
  resting(
    code,
    bones.diagnoses,
    {
      ...{ rule, section: OSTEOPOROSIS, sure: 0.92, evidence: bones.evidence },
      replaces: [d, ...bones.diagnoses],
    },
    context,
  );

/** A fall that would not break a healthy bone: only the clinician can say. */
function osteoporosisQuery(d: DiagnosisSuggestion, code: string, context: ModuleContext) {
  const options = [
    { answer: 'it would not break a healthy bone: osteoporotic fracture', code },
    { answer: 'it would break a healthy bone: traumatic fracture', code: d.code },
  ];
  const question = 'The patient has osteoporosis. Would the injury have broken a normal, healthy bone?';
  return asking('osteoporotic-or-traumatic', d, { question, options, section: OSTEOPOROSIS }, context);
}

function inNeoplasm(
  d: DiagnosisSuggestion,
  facts: Facts,
  context: ModuleContext,
  table: Fractures,
): ModuleOutput {
  const code = neoplasticFrom(d.code, table);
  if (!code || !reportableOn(code, context)) return {};
  const section = 'I.C.2.l.6';
  if (statedOf(d, facts, table.neoplastic)) {
    const how = { rule: 'fracture-in-neoplasm', section, sure: 0.93, replaces: [d] };
    return { diagnoses: [resting(code, [], how, context)] };
  }
  const options = [
    { answer: 'the neoplastic disease', code },
    { answer: 'another disease of the bone', code: d.code },
  ];
  const question = 'Is the pathological fracture due to the neoplastic disease?';
  return { queries: [asking('fracture-cause', d, { question, options, section }, context)] };
}
