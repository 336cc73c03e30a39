/** An encounter solely for chemotherapy, immunotherapy or radiation: Z51.- first, then the neoplasm (guideline I.C.2.e.2). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  resting,
  stated,
} from '../../src/suggest/module.ts';
import type { Words } from './tables.ts';
import { administrations } from './treatment.ts';

const SECTION = 'I.C.2.e.2';
const RULE = 'treatment-encounter';
const KINDS = [
  { words: 'chemotherapy', code: 'Z51.11' },
  { words: 'immunotherapy', code: 'Z51.12' },
  { words: 'radiation', code: 'Z51.0' },
] as const;

export function treatmentEncounter(facts: Facts, context: ModuleContext, words: Words): ModuleOutput {
  const neoplasm = context.diagnoses.find((d) => /^(?:C|D0)/.test(d.code));
  const told = context.diagnoses.some((d) => /^Z51\.[01]/.test(d.code));
  if (!neoplasm || told) return {};
  const codes = KINDS.filter((k) => reasonsOf(facts).some((r) => isSolely(r, words[k.words], words)));
  if (codes.length > 0)
    return { diagnoses: codes.map((k) => encounterCode(k.code, neoplasm, facts, context)) };
  const given = administrations(facts, words);
  if (given.length === 0 || !onlyTreatment(facts)) return {};
  const options = [
    ...KINDS.map((k) => ({ answer: `only for ${k.words}`, code: k.code })),
    { answer: 'not only for treatment' },
  ];
  const question =
    'Was the encounter only for the administration of chemotherapy, immunotherapy or radiation?';
  return { queries: [asking(RULE, neoplasm, { question, options, section: SECTION }, context)] };
}

const FOLLOWED =
  /\b(?:surveillance|follow[- ]?up|no evidence of (?:disease|recurrence)|NED|no recurrence|annual (?:full )?(?:skin )?(?:exam|check|visit))\b/i;

/** A visit to look for recurrence once treatment is completed: Z08 first, then the history (I.C.2.m, I.C.21.c.8). */
export function followUp(facts: Facts, context: ModuleContext): ModuleOutput {
  const { diagnoses } = context;
  const past = diagnoses.find((d) => /^Z85\.[0-8]/.test(d.code));
  // With anything else to treat the history is only history.
  const other = diagnoses.some((d) => !/^(?:Z8[0-9]|Z9|Z79)/.test(d.code));
  if (!past || other) return {};
  const words = [...reasonsOf(facts), ...facts.notes.map((n) => n.text.slice(0, 4_000))];
  return words.some((w) => FOLLOWED.test(w))
    ? { diagnoses: [encounterCode('Z08', past, facts, context, FOLLOW_UP)] }
    : {};
}

const FOLLOW_UP = { rule: 'follow-up-of-history', section: 'I.C.21.c.8' };

const reasonsOf = ({ visit }: Facts): readonly string[] =>
  [...visit.types, ...visit.reasons].map((c) => c.words);

/** "Follow-up after chemotherapy" is no encounter for chemotherapy. */
const isSolely = (reason: string, kind: readonly string[], { notSolely }: Words): boolean =>
  stated(reason, kind) !== undefined && stated(reason, notSolely) === undefined;

/** A visit of its own beside the infusion is a reason of its own. */
const onlyTreatment = ({ services }: Facts): boolean =>
  !services.some((s) => s.concept.codings.some((c) => /^99[2-4]\d\d$/.test(c.code)));

const encounterCode = (
  code: string,
  neoplasm: DiagnosisSuggestion,
  { visit }: Facts,
  context: ModuleContext,
  by: { readonly rule: string; readonly section: string } = { rule: RULE, section: SECTION },
): DiagnosisSuggestion =>
  resting(
    code,
    [neoplasm],
    {
      ...{ ...by, sure: 0.9, placement: 'first' as const },
      evidence: visit.reasons.map((r) => r.evidence),
    },
    context,
  );
