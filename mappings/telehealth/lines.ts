/** A visit line as telehealth: marked with modifier and place, or replaced by the telemedicine code of the same level. */
import type {
  Facts,
  ModifierSuggestion,
  ModuleContext,
  ModuleOutput,
  PayerKind,
  ServiceSuggestion,
  Worksheet,
} from '../../src/suggest/module.ts';
import type { Place } from './place.ts';
import { audioTimeQuery } from './queries.ts';
import type { Level, Mode, PayerRule } from './tables.ts';

const UNSURE_PLACE = 0.6;

/** Says only what is new of the line: the runner unites it with the line that is there. */
export function marked(
  line: ServiceSuggestion,
  place: Place,
  modifiers: readonly ModifierSuggestion[],
): ServiceSuggestion {
  const held = line.modifiers.map((m) => m.code);
  return {
    ...line,
    modifiers: [...line.modifiers, ...modifiers.filter((m) => !held.includes(m.code))],
    placeOfService: place.code,
    confidence: place.known ? line.confidence : Math.min(line.confidence, UNSURE_PLACE),
    evidence: [...line.evidence, ...place.evidence, ...modifiers.flatMap((m) => m.evidence)],
  };
}

/** How sure it is that the payer takes 98000–98015: payers differ, and most say so only in their own manuals. */
const TAKEN: Readonly<Partial<Record<PayerKind, number>>> = { commercial: 0.85, 'self-pay': 0.85 };
const MAYBE = 0.65;

export interface Replacement {
  readonly mode: Mode;
  readonly rule: PayerRule;
  readonly facts: Facts;
  readonly context: ModuleContext;
  readonly place: Place;
  readonly payer: PayerKind;
}

export function replaced(line: ServiceSuggestion, level: Level, by: Replacement): ModuleOutput {
  const { mode, rule, facts, context, place, payer } = by;
  const code = level[mode];
  const sure = Math.min(line.confidence, TAKEN[payer] ?? MAYBE);
  const visit = marked(line, place, []);
  const minutes = facts.visit.documentedMinutes?.value;
  const short = mode === 'audio' && (minutes === undefined || minutes <= 10);
  return {
    services: [
      {
        ...visit,
        code,
        label: `telemedicine visit, ${mode === 'video' ? 'audio and video' : 'audio only'}, ${level.label}`,
        modifiers: line.modifiers.filter((m) => m.code !== '95' && m.code !== '93'),
        confidence: Math.min(visit.confidence, sure),
        evidence: [...visit.evidence, ...facts.visit.modality.evidence],
        rule: context.rule('telemedicine-code', rule.authority),
        alternatives: [
          ...line.alternatives,
          { code: line.code, why: `with modifier ${rule[mode]}, where the payer does not take 98000–98015` },
        ],
        worksheet: line.worksheet && renamed(line.worksheet, line.code, code),
        replaces: [line.code],
      },
    ],
    queries: short ? [audioTimeQuery(facts, code)] : [],
  };
}

const renamed = (w: Worksheet, from: string, to: string): Worksheet => ({
  ...w,
  conclusion: w.conclusion.replace(from, `${to} (the level of ${from})`),
});
