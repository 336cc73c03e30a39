/** AI, FS, GC and 24 on visits, each only where its fact is on record (CMS Pub. 100-04 ch. 12 §30.6.9.1, 30.6.18, 40.2, 100). */
import {
  type Evidence,
  type Facts,
  isVisitCode,
  type ModifierSuggestion,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  type Query,
  type ServiceSuggestion,
  saidIn,
  visitFamily,
  within,
} from '../../src/suggest/module.ts';
import { substantiveQuery } from './queries.ts';

interface Rule {
  readonly modifier: string;
  readonly payers?: readonly string[];
  readonly codes?: readonly string[];
  readonly from: string;
  readonly to?: string;
}

type Name = 'principal' | 'shared' | 'teaching' | 'unrelated';
type Tables = Readonly<Record<Name, Rule>>;

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['rules.json'] as Tables;
  return (facts, context) => marked(facts, context, tables);
};

interface Earned {
  readonly rule: Rule;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

function marked(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const earned = [
    principal(facts, tables),
    shared(facts, tables),
    teaching(facts, tables),
    unrelated(facts, tables),
  ]
    .flatMap((e) => e ?? [])
    .filter((e) => inForce(e.rule, facts, context));
  const lines = context.services.flatMap((line) => {
    const own = earned.filter((e) => appliesTo(e.rule, line));
    return own.length > 0 ? [{ ...line, modifiers: [...line.modifiers, ...own.map(modifierOf)] }] : [];
  });
  const isShared = lines.some((l) => l.modifiers.some((m) => m.code === tables.shared.modifier));
  return { services: lines, queries: isShared ? openOf(facts) : [] };
}

const inForce = (rule: Rule, facts: Facts, context: ModuleContext): boolean =>
  within(context.on, rule) && (!rule.payers || rule.payers.includes(payerKindOf(facts)));

const appliesTo = (rule: Rule, line: ServiceSuggestion): boolean =>
  (rule.codes?.includes(line.code) ?? isVisitCode(line.code)) &&
  !line.modifiers.some((m) => m.code === rule.modifier);

const modifierOf = ({ rule, reason, evidence }: Earned): ModifierSuggestion => ({
  code: rule.modifier,
  reason,
  evidence,
});

/** The admitting or attending physician's own first visit; a consultant's has none. */
function principal(facts: Facts, { principal: rule }: Tables): Earned | undefined {
  const { family } = visitFamily(facts);
  if (family !== 'hospital' && family !== 'nursing-facility') return undefined;
  const who = (facts.visit.clinicians ?? []).find((c) => c.roles.includes('ADM') || c.roles.includes('ATND'));
  return who && { rule, reason: 'The principal physician of record', evidence: who.evidence };
}

const SHARED =
  /\b(?:split[ /-](?:or )?\(?shared\)?|split\/shared|shared) (?:visit|service|encounter|e\/m)\b|\b(?:visit|encounter) (?:was )?shared (?:with|between)\b/gi;

/** In a facility, by a physician and a practitioner of one group (42 CFR 415.140). */
function shared(facts: Facts, { shared: rule }: Tables): Earned | undefined {
  if (!['inpatient', 'observation', 'emergency'].includes(facts.visit.setting.value)) return undefined;
  const said = saidIn(facts, SHARED);
  const kinds = (facts.visit.clinicians ?? []).map((c) => c.kind);
  const both = kinds.includes('physician') && kinds.includes('advanced');
  if (said.length === 0 || !both) return undefined;
  return { rule, reason: 'Shared by a physician and a practitioner of the group', evidence: said };
}

const SUBSTANTIVE =
  /\b(?:substantive portion|more than half of (?:the )?(?:total )?time|(?:made|approved|performed|took responsibility for) the (?:medical decision making|management plan|plan of management))\b/gi;

const openOf = (facts: Facts): readonly Query[] =>
  saidIn(facts, SUBSTANTIVE).length > 0 ? [] : [substantiveQuery(facts)];

const TEACHING =
  /\b(?:(?:i|teaching physician)[^.;\n]{0,80}\b(?:present|saw|examined|evaluated|participated)[^.;\n]{0,60}\bresident\b|(?:seen|discussed|examined|evaluated) (?:and (?:examined|discussed) )?with (?:the )?resident\b)/gi;

function teaching(facts: Facts, { teaching: rule }: Tables): Earned | undefined {
  const said = saidIn(facts, TEACHING);
  return said.length > 0
    ? { rule, reason: 'Done in part by a resident under a teaching physician', evidence: said }
    : undefined;
}

const UNRELATED =
  /\b(?:unrelated to|not related to|no relation to) (?:the |his |her |their |recent |prior |this )*(?:surgery|operation|procedure|surgical|post-?operative|global)\b/gi;
const WITHIN_GLOBAL =
  /\b(?:post-?op(?:erative)?|global (?:period|package)|status post|s\/p|after (?:his|her|their|the) (?:surgery|operation))\b/gi;

/** Both are said: that the patient is within the days after an operation, and that the visit is about something else. */
function unrelated(facts: Facts, { unrelated: rule }: Tables): Earned | undefined {
  const said = saidIn(facts, UNRELATED);
  const after = saidIn(facts, WITHIN_GLOBAL);
  if (said.length === 0 || after.length === 0) return undefined;
  return { rule, reason: 'Within a global period, for something else', evidence: [...said, ...after] };
}
