/** The part of a visit that was apart from the procedure: its problems alone, and the level that they support (NCCI ch. 1 §D). */
import {
  decideMdm,
  type Facts,
  LEVELS,
  type ModuleContext,
  mdmWorksheet,
  type Problem,
  type ServiceSuggestion,
} from '../../src/suggest/module.ts';
import { isWorkedOut } from './beyond.ts';

/** Levels of one family, lowest first. */
const LADDERS: readonly (readonly string[])[] = [
  ['99202', '99203', '99204', '99205'],
  ['99212', '99213', '99214', '99215'],
  ['99242', '99243', '99244', '99245'],
  ['99282', '99283', '99284', '99285'],
  ['99341', '99342', '99344', '99345'],
  ['99347', '99348', '99349', '99350'],
];

export function separatePart(
  visit: ServiceSuggestion,
  beyond: readonly Problem[],
  facts: Facts,
  context: ModuleContext,
): ServiceSuggestion {
  const narrowed: ServiceSuggestion = { ...visit, problems: beyond.map((p) => p.id), narrowed: true };
  const ladder = LADDERS.find((l) => l.includes(visit.code));
  if (!ladder || !isWorkedOut(visit) || visit.rule.rule !== 'decision-making' || !tellsReasons(facts)) {
    return narrowed;
  }
  const mdm = decideMdm({
    facts,
    diagnoses: context.diagnoses,
    reportable: context.problems,
    onlyFor: narrowed.problems,
  });
  const code = ladder[Math.min(ladder.indexOf(visit.code), LEVELS.indexOf(mdm.level))];
  if (mdm.addressed.length === 0 || code === undefined || code === visit.code) return narrowed;
  return {
    ...narrowed,
    code,
    label: visit.label.replace(/, [a-z]{3,20}$/, `, ${mdm.level}`),
    worksheet: mdmWorksheet(mdm, undefined, code),
    replaces: [...visit.replaces, visit.code],
  };
}

/** Only where each drug says what it is for can what belongs to the procedure be told from the rest. */
const tellsReasons = ({ services }: Facts): boolean =>
  services
    .filter((s) => s.kind === 'medication' || s.kind === 'administration')
    .every((s) => s.reasons.length > 0);
