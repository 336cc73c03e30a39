/** What the encounter's notes say was done, with the words; a denial, a condition or a plan in the same clause is no evidence of it. */
import { type Evidence, evidence, type Facts, type NoteText } from '../../chart/index.ts';
import { rememberingEach } from '../../kernel/index.ts';

const DENIAL =
  /\b(?:no|not|non|without|den(?:y|ies|ied)|declin(?:es|ed)|refus(?:es|ed)|never|neither|nor|unable to|n't|deferred)\b[^.,:;\n]{0,24}$/i;
/** "Not at goal because she cannot …": the denial was of something else. */
const TURN = /\b(?:because|but|due to|since|however)\b/i;
/** Said of what may come: it has not been done. */
const OPEN =
  /\b(?:if|unless|should|consider(?:ing)?|would|could|may|might|will|plans? to|planning to|recommend(?:s|ed)?|advised to|to be|offered|ask(?:ed)? to|need(?:s|ed)? to|pending|awaiting)\b[^.;\n]{0,40}$/i;
/** "Independent historian: none", "Interpretation: not done". */
const EMPTY =
  /^\s{0,3}(?:was |were |is )?[:=\-–]?\s{0,3}(?:none|no(?=\s{0,3}(?:[.,;\n]|$))|n\/?a\b|nil\b|not (?:needed|applicable|required|done|obtained|performed|present|available)|unnecessary|declined|\[ ?\])/i;

export interface SaidOptions {
  /** Only what was done counts, not what is planned or would be done in a case. */
  readonly done?: boolean;
  /** One piece of evidence for each different wording, where several things count; else the first alone. */
  readonly each?: boolean;
}

/** The first note that says it. The pattern is global, so that an assertion after a denial is found, too. */
export function saidIn(facts: Facts, pattern: RegExp, options: SaidOptions = {}): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  for (const note of facts.notes) {
    for (const one of foundIn(note, pattern, options)) {
      const key = one.words.toLowerCase().replace(/\s+/g, ' ');
      if (!found.has(key)) found.set(key, { ...one, words: one.words.trim() });
      if (!options.each) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Several rules ask for the same words: what a note says is read once for each pattern. */
const readings = rememberingEach((_note: NoteText) => new Map<RegExp, Map<string, readonly Evidence[]>>());

function foundIn(note: NoteText, pattern: RegExp, options: SaidOptions): readonly Evidence[] {
  const ofNote = readings(note);
  const ofPattern = ofNote.get(pattern) ?? new Map<string, readonly Evidence[]>();
  ofNote.set(pattern, ofPattern);
  const key = `${options.done ?? false} ${options.each ?? false}`;
  const found = ofPattern.get(key) ?? read(note, pattern, options);
  ofPattern.set(key, found);
  return found;
}

function read(note: NoteText, pattern: RegExp, options: SaidOptions): readonly Evidence[] {
  const found: Evidence[] = [];
  for (const match of note.text.matchAll(pattern)) {
    if (!asserted(note, match.index, match[0], options)) continue;
    found.push(evidence(note.id, 'content.attachment.data', match[0]));
    if (!options.each) break;
  }
  return found;
}

function asserted({ text }: NoteText, at: number, words: string, { done = false }: SaidOptions): boolean {
  const before = text.slice(Math.max(0, at - 60), at);
  const after = text.slice(at + words.length, at + words.length + 40);
  const denied = DENIAL.exec(before.slice(-40))?.[0];
  return (denied === undefined || TURN.test(denied)) && !(done && OPEN.test(before)) && !EMPTY.test(after);
}
