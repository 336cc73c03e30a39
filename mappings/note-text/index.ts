/** Clinical text to codes: what a note of the encounter says and no Condition does, with the words as evidence (guidelines II.H, IV.H, IV.J). */
import {
  compileCues,
  type DiagnosisSuggestion,
  type Facts,
  icd10CmCode,
  type ModuleContext,
  type NoteText,
  type PrepareFunction,
  type RawCues,
  type Terminology,
} from '../../src/suggest/module.ts';
import { bodyMassIn, compileDrugs, type Drugs, drugsIn, type RawDrugs } from './beside.ts';
import { type Covered, coveredBy } from './covered.ts';
import { foreignMentions } from './foreign.ts';
import { checkTables, compileLexicon, type Lexicon } from './lexicon.ts';
import { kindOf, SILENT, verdictOn } from './policy.ts';
import { readerOf } from './reader.ts';
import { type Engine, mentionsIn } from './reading.ts';
import { isWordsAlone, recordedWords } from './recorded.ts';
import { resolver } from './resolve.ts';
import { type Statements, withStatements } from './statement.ts';
import { besideSuggestion, codeOf, type Judged, suggestion } from './suggestion.ts';

/** A claim of this kind carries twelve; what comes after so many is a list of everything. */
const MOST_CODES = 60;

export const prepare: PrepareFunction = (tables) => {
  const { raw, neoplasms } = checkTables(tables['lexicon.json'], tables['neoplasms.json']);
  const cues = compileCues(tables['cues.json'] as RawCues);
  const drugs = compileDrugs(tables['drugs.json'] as RawDrugs);
  const lexicons = new Map<string, Lexicon>();
  const engines = new WeakMap<Terminology, Map<string, Engine>>();
  const engineFor = (facts: Facts, { terminology, on }: ModuleContext): Engine | undefined => {
    const edition = terminology.icd10cm.edition(on);
    if (!edition) return undefined;
    const own = engines.get(terminology) ?? new Map<string, Engine>();
    engines.set(terminology, own);
    const reader = readerOf(facts);
    const known = own.get(`${on} ${reader}`);
    if (known) return known;
    // Compiled when the first note asks for it: most charts have none.
    const id = `${edition.info.id} ${reader}`;
    const lexicon =
      lexicons.get(id) ??
      compileLexicon(raw, neoplasms, edition, terminology.icd10cm.inclusionTerms?.(), reader);
    lexicons.set(id, lexicon);
    const engine = { lexicon, cues, resolver: resolver(terminology.icd10cm, on, lexicon.spelling) };
    own.set(`${on} ${reader}`, engine);
    return engine;
  };
  return (facts, context) => {
    const noted = facts.notes.length > 0;
    const engine =
      noted || context.problems.some((p) => isWordsAlone(p, context)) ? engineFor(facts, context) : undefined;
    if (!engine) return {};
    const among = { icd10cm: context.terminology.icd10cm, on: context.on, person: facts.person };
    const recorded = recordedWords(facts, context, engine, among);
    return { diagnoses: [...(noted ? readNotes(facts, context, engine, drugs) : []), ...recorded] };
  };
};

function readNotes(
  facts: Facts,
  context: ModuleContext,
  engine: Engine,
  drugs: Drugs,
): readonly DiagnosisSuggestion[] {
  const covered = coveredBy(facts, engine);
  if (covered.unread) return [];
  const among = { icd10cm: context.terminology.icd10cm, on: context.on, person: facts.person };
  const judged = facts.notes.flatMap((note) => judge(note, facts, engine, among));
  const fresh = judged.filter((j) => !covered.has(codeOf(j)));
  // With diagnoses recorded, only what an author concludes adds to them.
  const reported = fresh.filter(
    (j) => j.verdict.kind === 'reported' && (!covered.diagnosed || j.mention.section === 'assessment'),
  );
  const told =
    reported.length > 0 || covered.diagnosed ? [] : fresh.filter((j) => j.verdict.kind === 'symptom');
  const statuses = fresh.filter((j) => j.verdict.kind === 'status');
  const cared = judged.flatMap((j) => caredFor(j, covered, context));
  const all = firstOfEach([...reported, ...cared, ...told, ...statuses]);
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

/** A listed problem that the assessment names: its own code where it has one, with the words as the sign of care. */
function caredFor(j: Judged, covered: Covered, { terminology, on }: ModuleContext): readonly Judged[] {
  const assessed = j.verdict.kind === 'reported' && j.mention.section === 'assessment';
  const listed = assessed ? covered.listed(codeOf(j)) : undefined;
  if (!listed) return [];
  const code = icd10CmCode(listed.code ?? j.mention.entry.code);
  const entry = code && terminology.icd10cm.lookup(code, on);
  return entry?.billable ? [{ ...j, mention: { ...j.mention, entry }, problem: listed.problem }] : [];
}

function judge(note: NoteText, facts: Facts, engine: Engine, among: Statements): readonly Judged[] {
  const kind = kindOf(note);
  const own = withStatements(note, mentionsIn(note, engine, SILENT), engine, among);
  const all = facts.mentions ? [...own, ...foreignMentions(note, facts.mentions, own, engine)] : own;
  return all.map((mention) => ({ note, mention, verdict: verdictOn(mention, kind, facts) }));
}

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
