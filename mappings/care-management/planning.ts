/** Advance care planning by minutes: past the midpoint of each half hour (CPT, time). */
import {
  decideMdm,
  evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  minutesAbout,
} from '../../src/suggest/module.ts';
import { lineOf, named } from './said.ts';
import { PLANNING, type Tables } from './tables.ts';

const MATTER =
  /\b(?:advance care planning|advance directives? (?:discussion|planning|discussed)|goals[- ]of[- ]care (?:discussion|conversation)|acp (?:discussion|time))\b/i;
const NAMED = /\badvance care planning\b|\bacp\b/i;
const NOT_HELD = /\b(?:declin\w{1,3}|refus\w{1,3}|deferred|not discussed|next visit|handout)\b/i;

/** The visit was held for the planning, and nothing was ordered or prescribed: there is no other service. */
function isAlone(facts: Facts, context: ModuleContext): boolean {
  if (named(facts, NAMED).length === 0) return false;
  const { risk } = decideMdm({ facts, diagnoses: context.diagnoses, reportable: context.problems });
  return risk.level === 'straightforward';
}

export function planning(
  facts: Facts,
  context: ModuleContext,
  { planning: table, visits }: Tables,
): ModuleOutput {
  const told = facts.notes.flatMap((n) => {
    const said = minutesAbout(n.text, MATTER, NOT_HELD);
    return said ? [{ minutes: said.minutes, seen: evidence(n.id, 'text', said.words) }] : [];
  })[0];
  if (!told || told.minutes < table.first.minutes) return {};
  const { more } = table;
  const further = told.minutes < more.minutes ? 0 : Math.floor((told.minutes - more.minutes) / more.step) + 1;
  const draft = { evidence: [told.seen], rule: 'planning-minutes', citation: PLANNING };
  const alone = isAlone(facts, context) ? visits : [];
  return {
    services: [
      {
        ...lineOf(facts, context, {
          ...draft,
          code: table.first.code,
          label: 'advance care planning, first half hour',
        }),
        replaces: alone,
      },
      ...(further > 0
        ? [
            lineOf(facts, context, {
              ...draft,
              code: more.code,
              units: further,
              label: 'advance care planning, each half hour more',
            }),
          ]
        : []),
    ],
  };
}
