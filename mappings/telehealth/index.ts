/** Telehealth: the payer's code, the mode's modifier and the patient's place (CPT 2025 telemedicine; CMS Pub. 100-04 ch. 12 §190). */
import {
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PayerKind,
  type PrepareFunction,
  recordedCodes,
  type ServiceSuggestion,
} from '../../src/suggest/module.ts';
import { checkIn } from './check-in.ts';
import { marked, replaced } from './lines.ts';
import { type Place, placeOf } from './place.ts';
import {
  audioPlaceQuery,
  audioReasonQuery,
  locationQuery,
  modalityQuery,
  notTakenQuery,
  ruleQuery,
} from './queries.ts';
import { compile, type Mode, type PayerRule, ruleFor, type Tables } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) =>
    facts.visit.setting.value === 'telehealth' ? telehealth(facts, context, tables) : {};
};

function telehealth(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const lines = context.services.filter((s) => tables.isEligible(s.code));
  if (lines.length === 0) return {};
  const brief = checkIn(lines, facts, context, tables);
  if (brief) return brief;
  const coverage = facts.coverages.find((c) => c.active);
  const payer = coverage?.payerKind ?? 'unknown';
  const place = placeOf(facts);
  const rule = ruleFor(tables, payer, context.on, coverage?.payerId);
  const mode = modeOf(facts);
  const told = mode && rule ? { mode, rule } : undefined;
  const coded = lines.map((line) => codedLine(line, told, { facts, context, tables, place, payer }));
  const open = [
    ...(place.known ? [] : [locationQuery(facts)]),
    ...(mode ? [] : [modalityQuery(facts)]),
    ...(rule ? [] : [ruleQuery(facts, context.on)]),
    ...(payer === 'medicare' && mode === 'audio' ? audioOnly(facts) : []),
  ];
  return {
    services: coded.flatMap((c) => c.services ?? []),
    queries: [...open, ...coded.flatMap((c) => c.queries ?? [])],
  };
}

function modeOf({ visit }: Facts): Mode | undefined {
  const { value } = visit.modality;
  return value === 'video' || value === 'audio' ? value : undefined;
}

interface Known {
  readonly facts: Facts;
  readonly context: ModuleContext;
  readonly tables: Tables;
  readonly place: Place;
  readonly payer: PayerKind;
}

function codedLine(
  line: ServiceSuggestion,
  told: { readonly mode: Mode; readonly rule: PayerRule } | undefined,
  known: Known,
): ModuleOutput {
  const { facts, context, tables, place, payer } = known;
  const own = tables.byTelemedicine.get(line.code);
  if (own) {
    const refused = told?.rule.codes === 'office' && payer === 'medicare';
    const queries = refused ? [notTakenQuery(facts, line.code, own.office)] : [];
    return { services: [marked(line, place, [])], queries };
  }
  if (!told) return { services: [marked(line, place, [])] };
  const level = tables.byOffice.get(line.code);
  // A code that the record carries is the practice's own choice for this payer.
  const recorded = recordedCodes(facts).some((r) => r.code === line.code);
  return level && told.rule.codes === 'telemedicine' && !recorded
    ? replaced(line, level, { ...told, facts, context, place, payer })
    : { services: [marked(line, place, [modifier(told, facts)])] };
}

const MODE_WORDS: Readonly<Record<Mode, string>> = { video: 'by video and audio', audio: 'by audio alone' };

function modifier({ mode, rule }: { readonly mode: Mode; readonly rule: PayerRule }, { visit }: Facts) {
  return { code: rule[mode], reason: `Held ${MODE_WORDS[mode]}`, evidence: visit.modality.evidence };
}

const WHY_AUDIO =
  /\b(?:no|not|without|declin\w*|refus\w*|unable|cannot|lacks?|broken)\b[^.\n]{0,60}\b(?:video|camera|smart ?phone|internet|broadband|device)\b|\b(?:prefer\w*|consents? to|asked for|requested)\b[^.\n]{0,40}\b(?:audio|telephone|phone|call)\b/i;

/** 42 CFR 410.78(a)(3): in the home, and when the patient is not capable of video or does not consent to it. */
function audioOnly(facts: Facts) {
  const said = facts.notes.some((n) => WHY_AUDIO.test(n.text));
  return [
    ...(said ? [] : [audioReasonQuery(facts)]),
    ...(facts.visit.patientAt === 'elsewhere' ? [audioPlaceQuery(facts)] : []),
  ];
}
