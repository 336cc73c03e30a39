/** Clinical text to codes: what a note of the encounter says and no Condition does, with the words as evidence (guidelines II.H, IV.H, IV.J). */
import {
  compileCues,
  type DiagnosisSuggestion,
  diagnosis,
  type Evidence,
  evidence,
  type Facts,
  guideline,
  type ModuleContext,
  type NoteText,
  type PrepareFunction,
  type Query,
  type RawCues,
  type Terminology,
} from '../../src/suggest/module.ts';
import { type Beside, bodyMassIn, compileDrugs, type Drugs, drugsIn, type RawDrugs } from './beside.ts';
import { coveredBy } from './covered.ts';
import { foreignMentions } from './foreign.ts';
import { checkTables, compileLexicon, type Lexicon } from './lexicon.ts';
import { kindOf, SILENT, type Verdict, verdictOn } from './policy.ts';
import { type Engine, type Mention, mentionsIn } from './reading.ts';
import { resolver } from './resolve.ts';

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

/** A claim of this kind carries twelve; what comes after so many is a list of everything. */
const MOST_CODES = 60;

export const prepare: PrepareFunction = (tables) => {
  const { raw, neoplasms } = checkTables(tables['lexicon.json'], tables['neoplasms.json']);
  const cues = compileCues(tables['cues.json'] as RawCues);
  const drugs = compileDrugs(tables['drugs.json'] as RawDrugs);
  const lexicons = new Map<string, Lexicon>();
  const engines = new WeakMap<Terminology, Map<string, Engine>>();
  const engineFor = ({ terminology, on }: ModuleContext): Engine | undefined => {
    const edition = terminology.icd10cm.edition(on);
    if (!edition) return undefined;
    const own = engines.get(terminology) ?? new Map<string, Engine>();
    engines.set(terminology, own);
    const known = own.get(on);
    if (known) return known;
    // Compiled when the first note asks for it: most charts have none.
    const lexicon = lexicons.get(edition.info.id) ?? compileLexicon(raw, neoplasms, edition);
    lexicons.set(edition.info.id, lexicon);
    const engine = { lexicon, cues, resolver: resolver(terminology.icd10cm, on, lexicon.spelling) };
    own.set(on, engine);
    return engine;
  };
  return (facts, context) => {
    const engine = facts.notes.length > 0 ? engineFor(context) : undefined;
    return engine ? { diagnoses: readNotes(facts, context, engine, drugs) } : {};
  };
};

interface Judged {
  readonly note: NoteText;
  readonly mention: Mention;
  readonly verdict: Verdict;
}

function readNotes(
  facts: Facts,
  context: ModuleContext,
  engine: Engine,
  drugs: Drugs,
): readonly DiagnosisSuggestion[] {
  const covered = coveredBy(facts, engine);
  if (covered.unread) return [];
  const judged = facts.notes.flatMap((note) => judge(note, facts, engine));
  const fresh = judged.filter((j) => !covered.has(codeOf(j)));
  // With diagnoses recorded, only what an author concludes adds to them.
  const reported = fresh.filter(
    (j) => j.verdict.kind === 'reported' && (!covered.diagnosed || j.mention.section === 'assessment'),
  );
  const told =
    reported.length > 0 || covered.diagnosed ? [] : fresh.filter((j) => j.verdict.kind === 'symptom');
  const statuses = fresh.filter((j) => j.verdict.kind === 'status');
  const all = firstOfEach([...reported, ...told, ...statuses]);
  const said = all.slice(0, MOST_CODES).map((j) => suggestion(j, context, engine));
  // Where diagnoses are recorded, drugs and measurements are, too, and other modules read them.
  if (covered.diagnosed) return said;
  const codes = [
    ...said.map((d) => d.code),
    ...facts.problems.flatMap((p) => p.concept.codings.map((c) => c.code)),
  ];
  const beside = facts.notes.flatMap((note) =>
    [...drugsIn(note, codes, drugs, engine.cues), ...bodyMassIn(note, codes, facts.person)].map((b) => ({
      note,
      b,
    })),
  );
  return [...said, ...beside.map(({ note, b }) => besideSuggestion(note, b, context))];
}

function judge(note: NoteText, facts: Facts, engine: Engine): readonly Judged[] {
  const kind = kindOf(note);
  const own = mentionsIn(note, engine, SILENT);
  const all = facts.mentions ? [...own, ...foreignMentions(note, facts.mentions, own, engine)] : own;
  return all.map((mention) => ({ note, mention, verdict: verdictOn(mention, kind, facts) }));
}

const codeOf = ({ mention, verdict }: Judged): string =>
  verdict.kind === 'status' ? verdict.code : mention.entry.code;

const isVague = ({ mention }: Judged): boolean => /\bunspecified\b/i.test(mention.entry.title);
/** Its category where the code is what is left of it ("I50.9"), else the subcategory: low back pain is no vaguer neck pain. */
const aboveOf = (code: string): string => code.slice(0, /^.{3}\.9$/.test(code) ? 3 : 5);

/** One code once, at its first mention; an unspecified code gives way to a specific one of the same kind. */
function firstOfEach(all: readonly Judged[]): readonly Judged[] {
  const specific = new Set(
    all
      .filter((j) => !isVague(j))
      .flatMap((j) => [3, 5].map((n) => `${j.verdict.kind} ${codeOf(j).slice(0, n)}`)),
  );
  const seen = new Set<string>();
  return all.filter((j) => {
    const code = codeOf(j);
    if (seen.has(code) || (isVague(j) && specific.has(`${j.verdict.kind} ${aboveOf(code)}`))) return false;
    seen.add(code);
    return true;
  });
}

function suggestion(j: Judged, context: ModuleContext, engine: Engine): DiagnosisSuggestion {
  const { mention, verdict } = j;
  const code = codeOf(j);
  const { terminology, on } = context;
  return diagnosis(
    {
      code,
      problems: [aboutOf(j)],
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

function besideSuggestion(note: NoteText, b: Beside, context: ModuleContext): DiagnosisSuggestion {
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
