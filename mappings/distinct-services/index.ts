/** 59, XS, XP on the second of two services that NCCI holds together, only where the record shows another site or practitioner (NCCI ch. 1 §E). */
import {
  type Evidence,
  type Facts,
  isAnatomic,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  plainly,
  procedureCode,
  type Query,
  type Service,
  type ServiceSuggestion,
} from '../../src/suggest/module.ts';

interface Span {
  readonly from: string;
  readonly to: string;
}

interface Pair {
  readonly first: readonly Span[];
  readonly second: readonly Span[];
}

const NCCI = { source: 'NCCI Policy Manual', section: 'ch. 1 §E' };

export const prepare: PrepareFunction = (raw) => {
  const { pairs } = raw['pairs.json'] as { readonly pairs: readonly Pair[] };
  return (facts, context) => distinct(facts, context, pairs);
};

function distinct(facts: Facts, context: ModuleContext, pairs: readonly Pair[]): ModuleOutput {
  const outputs = context.services.map((second): ModuleOutput => {
    if (second.modifiers.some((m) => PARTING.test(m.code))) return {};
    const firsts = context.services.filter(
      (first) =>
        first.date === second.date && first.code !== second.code && held(first, second, context, pairs),
    );
    const [first] = firsts;
    return first ? judge(first, second, facts) : {};
  });
  return {
    services: outputs.flatMap((o) => o.services ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
}

/** Modifiers that part a pair already. */
const PARTING = /^(?:25|57|58|59|78|79|91|X[ESPU])$/;

const within = (code: string, spans: readonly Span[]): boolean =>
  spans.some((s) => s.from <= code && code <= s.to);

/** By the NCCI tables in force: only what a modifier may part. Without tables, by the pairs of this module. */
function held(
  first: ServiceSuggestion,
  second: ServiceSuggestion,
  { terminology, on }: ModuleContext,
  pairs: readonly Pair[],
): boolean {
  const [a, b] = [procedureCode(first.code), procedureCode(second.code)];
  if (!a || !b) return false;
  const answer = terminology.ncci.ptp(a, b, on, 'practitioner');
  if (answer.kind === 'edit')
    return answer.edit.column2 === b && answer.edit.indicator === 1 && isSurgical(b);
  if (answer.kind === 'none') return false;
  return pairs.some((p) => within(first.code, p.first) && within(second.code, p.second));
}

/** A visit is parted by 25 and 57, which have a module of their own. */
const isSurgical = (code: string): boolean => !/^(?:99|98|92|G)/.test(code);

function judge(first: ServiceSuggestion, second: ServiceSuggestion, facts: Facts): ModuleOutput {
  const [a, b] = [servicesOf(first, facts), servicesOf(second, facts)];
  const medicare = payerKindOf(facts) === 'medicare';
  const places = [placesOf(first, a), placesOf(second, b)] as const;
  const evidence = [...a, ...b].flatMap((s) => s.evidence.slice(0, 1));
  if (apart(places)) {
    // Sides and digits that differ part the pair by themselves.
    if (anatomic(first) !== anatomic(second) && anatomic(second) !== '' && anatomic(first) !== '') return {};
    return marked(second, medicare ? 'XS' : '59', `At another site than ${first.code}`, evidence);
  }
  const who = [performersOf(a), performersOf(b)] as const;
  if (apart(who))
    return marked(second, medicare ? 'XP' : '59', `By another practitioner than ${first.code}`, evidence);
  return unknown(places) ? { queries: [siteQuery(first, second, evidence)] } : {};
}

const marked = (
  line: ServiceSuggestion,
  code: string,
  reason: string,
  evidence: readonly Evidence[],
): ModuleOutput => ({ services: [{ ...line, modifiers: [...line.modifiers, { code, reason, evidence }] }] });

const servicesOf = ({ evidence }: ServiceSuggestion, { services }: Facts): readonly Service[] => {
  const ids = new Set(evidence.map((e) => e.reference));
  return services.filter((s) => ids.has(s.id));
};

const anatomic = ({ modifiers }: ServiceSuggestion): string =>
  modifiers
    .map((m) => m.code)
    .filter(isAnatomic)
    .sort()
    .join();

const placesOf = (line: ServiceSuggestion, services: readonly Service[]): ReadonlySet<string> =>
  new Set(
    services
      .flatMap((s) => s.bodySite.map((b) => plainly(b.words).trim()).filter(Boolean))
      .concat(anatomic(line) || []),
  );

const performersOf = (services: readonly Service[]): ReadonlySet<string> =>
  new Set(services.flatMap((s) => s.performer ?? []));

/** Both are told, and nothing is in both. A site that holds the other's words is the same, said less exactly. */
const apart = ([a, b]: readonly [ReadonlySet<string>, ReadonlySet<string>]): boolean =>
  a.size > 0 && b.size > 0 && [...a].every((x) => [...b].every((y) => !x.includes(y) && !y.includes(x)));

const unknown = ([a, b]: readonly [ReadonlySet<string>, ReadonlySet<string>]): boolean =>
  a.size === 0 || b.size === 0;

const siteQuery = (
  first: ServiceSuggestion,
  second: ServiceSuggestion,
  evidence: readonly Evidence[],
): Query => ({
  id: 'distinct-service',
  about: second.evidence[0]?.reference ?? second.code,
  question: `${second.code} is part of ${first.code} unless it was done at another site. Where was each done?`,
  options: [
    { answer: 'At another site: modifier 59 or XS', code: second.code },
    { answer: `At the same one: ${second.code} is not reported` },
  ],
  citation: NCCI,
  evidence,
});
