/** Remote physiologic monitoring: set-up, days of readings, minutes of treatment management in a month (CPT, 99453–99458). */
import {
  type Evidence,
  evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  minutesAbout,
  saidIn,
} from '../../src/suggest/module.ts';
import { lineOf, named } from './said.ts';
import { MONITORING, type Tables } from './tables.ts';

const NAMED = /\bremote (?:patient|physiologic) monitoring\b|\brpm\b/i;
const DAYS =
  /\b(?:(?:readings?|data|measurements?|transmi\w{2,8})\b[^.\n]{0,40}?\b(\d{1,2}) (?:of (?:30|31|28|29) )?days|(\d{1,2}) (?:of (?:the )?(?:last |past )?(?:30|31) )?days (?:of|with) (?:readings?|data|measurements?))\b/i;
const SET_UP =
  /\b(?:(?:device|monitor|cuff|scale) (?:was )?(?:set up|setup|delivered and set up|installed)|set[- ]?up and (?:patient )?education|taught (?:the patient )?(?:how )?to use)\b/gi;
const MATTER =
  /\b(?:treatment management|monitoring (?:time|management)|interactive communication|rpm|this month|reviewing (?:readings|data)|time)\b/i;
const INTERACTIVE =
  /\b(?:interactive communication|call(?:ed)?|spoke|phone[d]?|telephone|video|live (?:contact|communication))\b/gi;

export function monitoring(
  facts: Facts,
  context: ModuleContext,
  { monitoring: table }: Tables,
): ModuleOutput {
  const seen = named(facts, NAMED);
  if (seen.length === 0) return {};
  const draft = { rule: 'remote-monitoring', citation: MONITORING, problems: [] };
  const read = daysOf(facts);
  const enough = read !== undefined && read.value >= table.device.days;
  const setUp = saidIn(facts, SET_UP, { done: true });
  const told = facts.notes.flatMap((n) => {
    const said = minutesAbout(n.text, MATTER);
    return said ? [{ minutes: said.minutes, seen: evidence(n.id, 'text', said.words) }] : [];
  })[0];
  const treated =
    told && told.minutes >= table.treatment.minutes && saidIn(facts, INTERACTIVE).length > 0
      ? told
      : undefined;
  const further = treated ? Math.floor((treated.minutes - table.treatment.minutes) / table.more.step) : 0;
  const line = (code: string, label: string, by: readonly Evidence[], units = 1) =>
    lineOf(facts, context, { ...draft, code, label, units, evidence: [...seen, ...by], confidence: 0.8 });
  return {
    services: [
      ...(enough && setUp.length > 0
        ? [line(table.setUp, 'remote monitoring, set-up and teaching', [...setUp, read.seen])]
        : []),
      ...(enough ? [line(table.device.code, 'remote monitoring, device and its data', [read.seen])] : []),
      ...(treated
        ? [line(table.treatment.code, 'remote monitoring, first 20 minutes in a month', [treated.seen])]
        : []),
      ...(treated && further > 0
        ? [line(table.more.code, 'remote monitoring, each 20 minutes more', [treated.seen], further)]
        : []),
    ],
  };
}

function daysOf(facts: Facts): { readonly value: number; readonly seen: Evidence } | undefined {
  for (const n of facts.notes) {
    const said = DAYS.exec(n.text.slice(0, 50_000));
    if (said) return { value: Number(said[1] ?? said[2]), seen: evidence(n.id, 'text', said[0]) };
  }
  return undefined;
}
