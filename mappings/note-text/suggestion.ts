/** A judged mention as a suggestion: its evidence in exact words, its rule with its citation, how sure, and what to ask. */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Evidence,
  evidence,
  guideline,
  type ModuleContext,
  type NoteText,
  type Query,
} from '../../src/suggest/module.ts';
import type { Beside } from './beside.ts';
import type { Verdict } from './policy.ts';
import type { Engine, Mention } from './reading.ts';

/** How often a coder keeps such a code, before it is calibrated. */
const CONFIDENCE = {
  assessment: 0.82,
  narrative: 0.7,
  status: 0.7,
  symptom: 0.6,
  doubt: 0.9,
  untold: 0.9,
  foreign: 0.8,
} as const;

export interface Judged {
  readonly note: NoteText;
  readonly mention: Mention;
  readonly verdict: Verdict;
  /** The listed problem that it speaks of. */
  readonly problem?: string;
}

export const codeOf = ({ mention, verdict }: Judged): string =>
  verdict.kind === 'status' ? verdict.code : mention.entry.code;

export function suggestion(j: Judged, context: ModuleContext, engine: Engine): DiagnosisSuggestion {
  const { mention, verdict } = j;
  const code = codeOf(j);
  const { terminology, on } = context;
  return diagnosis(
    {
      code,
      problems: [...(j.problem ? [j.problem] : []), aboutOf(j)],
      confidence: confidenceOf(mention, verdict),
      evidence: evidenceOf(j),
      queries: verdict.kind === 'reported' ? sideQuery(j, context, engine) : [],
      rule: context.rule(ruleOf(mention, verdict), guideline(sectionOf(mention, verdict), on)),
      placement: verdict.kind === 'status' ? 'never-first' : 'any',
    },
    terminology,
    on,
  );
}

export function besideSuggestion(note: NoteText, b: Beside, context: ModuleContext): DiagnosisSuggestion {
  const section = b.rule === 'body-mass-index' ? 'I.B.14' : 'I.C.21.c.3';
  return diagnosis(
    {
      code: b.code,
      problems: [`${note.id}#text-${b.start}`],
      confidence: CONFIDENCE.status,
      evidence: [evidence(note.id, note.path ?? 'DocumentReference.content', b.words)],
      rule: context.rule(b.rule, guideline(section, context.on)),
      placement: 'never-first',
    },
    context.terminology,
    context.on,
  );
}

const aboutOf = ({ note, mention }: Judged): string => `${note.id}#text-${mention.start}`;

/** The exact words, and the element they stand in. */
const evidenceOf = ({ note, mention }: Judged): readonly Evidence[] => [
  evidence(note.id, note.path ?? 'DocumentReference.content', mention.words),
];

/** A side that the codes know and the words do not name (I.B.13). */
function sideQuery(j: Judged, { on }: ModuleContext, engine: Engine): readonly Query[] {
  const options = engine.resolver
    .sides(j.mention.entry)
    .map(({ side, entry }) => ({ answer: side, code: entry.code }));
  if (options.length < 2) return [];
  const question = `Which side is affected: ${j.mention.words.slice(0, 80)}?`;
  return [
    {
      id: 'laterality',
      about: aboutOf(j),
      question,
      options,
      citation: guideline('I.B.13', on),
      evidence: evidenceOf(j),
    },
  ];
}

function ruleOf(m: Mention, v: Verdict): string {
  if (m.foreign) return `read-elsewhere-${v.kind}`;
  if (v.kind === 'status') return v.rule;
  if (v.kind === 'symptom') return 'symptom-for-doubt';
  if (m.assertions.has('uncertain')) return 'uncertain-at-discharge';
  return m.section === 'assessment' ? 'assessed' : 'told';
}

function sectionOf(m: Mention, v: Verdict): string {
  if (v.kind === 'status') return 'I.C.21.c';
  if (v.kind === 'symptom') return 'IV.H';
  return m.assertions.has('uncertain') ? 'II.H' : 'IV.J';
}

function confidenceOf(m: Mention, v: Verdict): number {
  const base =
    v.kind === 'status'
      ? CONFIDENCE.status
      : v.kind === 'symptom'
        ? CONFIDENCE.symptom
        : m.section === 'assessment'
          ? CONFIDENCE.assessment
          : CONFIDENCE.narrative;
  const factors = [
    m.assertions.has('uncertain') ? CONFIDENCE.doubt : 1,
    m.foreign ? CONFIDENCE.foreign : 1,
    /\bunspecified\b/i.test(m.entry.title) ? CONFIDENCE.untold : 1,
  ];
  return Number(factors.reduce((a, b) => a * b, base).toFixed(3));
}
