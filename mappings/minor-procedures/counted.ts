/** Procedures reported by how many: biopsies, destruction, tags, nails, trigger points (CPT, integumentary system). */
import {
  digitModifier,
  type ModuleOutput,
  nameIn,
  plainly,
  type Service,
  type ServiceSuggestion,
  speaksOf,
  underAny,
  unlessRecorded,
} from '../../src/suggest/module.ts';
import { countOf, isNamed } from './details.ts';
import { ask, lineFor, type Room, reasonCodes, together } from './line.ts';
import type { Counted, Tables, Tier } from './tables.ts';

const SECTION = 'Integumentary system, number of lesions';

export function countedProcedures(all: readonly Service[], room: Room, { counted }: Tables): ModuleOutput {
  const series = new Set<string>();
  const outputs = counted.flatMap((family) => {
    const own = all.filter((s) => isOf(s, family, room));
    return [...Map.groupBy(own, (s) => s.date ?? '').values()].map((sameDay) => {
      const key = `${family.series ?? family.id} ${sameDay[0]?.date}`;
      const begun = series.has(key);
      series.add(key);
      return family.digits ? byDigit(sameDay, family, room) : byCount(sameDay, family, begun, room);
    });
  });
  return together(outputs);
}

/** "Cryotherapy" alone says nothing of what was treated: the reason tells. */
function isOf(s: Service, family: Counted, room: Room): boolean {
  if (isNamed(s, family)) return true;
  const name = plainly(nameIn(s));
  const { generic = [], reasons = [], not = [] } = family;
  return (
    speaksOf(name, generic) &&
    !speaksOf(name, not) &&
    reasonCodes(s, room).some((d) => underAny(d.code, reasons))
  );
}

function byCount(services: readonly Service[], family: Counted, begun: boolean, room: Room): ModuleOutput {
  const counts = services.map((s) => countOf(s) ?? (family.each || services.length > 1 ? 1 : undefined));
  const untold = services.find((_, i) => counts[i] === undefined);
  const [first] = services;
  if (!first) return {};
  // One at least was treated: the least code stands while the number is asked.
  const n = counts.reduce<number>((sum, c) => sum + (c ?? 1), 0);
  const tier = family.tiers.find((t) => n >= t.from && n <= (t.to ?? n));
  if (!tier) return { queries: [countQuery(first, family)] };
  const open = untold ? { open: countQuery(untold, family) } : {};
  const lines = unitsOf(tier, n, begun).map(([code, units]) =>
    lineFor(services, { code, units, label: family.label, rule: family.id, section: SECTION, ...open }, room),
  );
  return unlessRecorded(first, codesOf(family), lines, room.facts);
}

const codesOf = ({ tiers }: Counted): readonly string[] =>
  tiers.flatMap((t) => [t.code, t.more?.code ?? []].flat());

/** `begun`: another family of the series has the first code already. */
function unitsOf({ code, more }: Tier, n: number, begun: boolean): readonly (readonly [string, number])[] {
  if (!more) return [[code, 1]];
  const over = begun ? n : n - more.after;
  const further = over > 0 ? Math.ceil(over / more.per) : 0;
  return [...(begun ? [] : [[code, 1] as const]), ...(further > 0 ? [[more.code, further] as const] : [])];
}

/** A nail has its finger or toe as modifier, so each is a line of its own. */
function byDigit(services: readonly Service[], family: Counted, room: Room): ModuleOutput {
  const [tier] = family.tiers;
  if (!tier) return {};
  const lines = services.map((s, i): ServiceSuggestion => {
    const code = i === 0 ? tier.code : (tier.more?.code ?? tier.code);
    const digit = digitModifier(s.bodySite, nameIn(s), s.side?.value);
    const reason = `Done on ${s.bodySite[0]?.words || 'the finger or toe recorded'}`;
    const modifiers = digit ? [{ code: digit, reason, evidence: s.side?.evidence ?? s.evidence }] : [];
    const line = lineFor(
      [s],
      { code, label: family.label, rule: family.id, section: SECTION, modifiers },
      room,
    );
    return digit ? line : { ...line, queries: [digitQuery(s)] };
  });
  const [first] = services;
  return first ? unlessRecorded(first, codesOf(family), lines, room.facts) : {};
}

const countQuery = (s: Service, family: Counted) =>
  ask(
    'procedure-count',
    s,
    `how many ${family.unit} were treated?`,
    family.tiers.map((t) => ({
      answer: t.to === undefined ? `${t.from} or more` : `${t.from} to ${t.to}`,
      code: t.code,
    })),
    SECTION,
  );

export const digitQuery = (s: Service) =>
  ask(
    'procedure-digit',
    s,
    'which finger or toe was it, and of which side?',
    [{ answer: 'FA, F1 to F9' }, { answer: 'TA, T1 to T9' }],
    'HCPCS modifiers, digits',
  );
