/** Claim lines (R4 Claim.item; 837P loop 2400) from decided services. */
import type { Facts } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import { type ClaimItem, type CodeableConcept, SYSTEM } from '../fhir/index.ts';
import { type Money, type ServiceDate, timesMoney, toFhirMoney } from '../kernel/index.ts';
import type { ServiceSuggestion } from '../suggest/index.ts';
import type { CareTeam } from './care-team.ts';
import type { ChargeTable } from './charge-table.ts';
import { drugDetail } from './drug-detail.ts';
import { MOST_MODIFIERS, modifierSystem } from './modifiers.ts';
import { placeOfService } from './place-of-service.ts';
import type { Pointers } from './pointers.ts';
import { problem } from './problems.ts';
import { followable } from './references.ts';

export interface LineContext {
  readonly facts: Facts;
  readonly charges: ChargeTable;
  readonly on: ServiceDate;
  readonly team: Pick<CareTeam, 'of'>;
}

export interface Line {
  readonly item: ClaimItem;
  /** Undefined when there is no charge: then the claim can have no total either. */
  readonly net: Money | undefined;
  readonly problems: readonly Finding[];
}

export function lineOf(s: ServiceSuggestion, i: number, pointers: Pointers, context: LineContext): Line {
  const { facts, on } = context;
  const date = s.date ?? facts.visit.date ?? on;
  const modifiers = s.modifiers.map((m) => m.code);
  const price = context.charges.charge(s.code, modifiers, date);
  const net = price && timesMoney(price, s.units);
  const place = placeOfService(s, facts);
  const encounter = followable(facts.visit.id);
  const team = context.team.of(s);
  const item: ClaimItem = {
    sequence: i + 1,
    ...(team.length > 0 ? { careTeamSequence: team } : {}),
    ...(pointers.sequences.length > 0 ? { diagnosisSequence: [...pointers.sequences] } : {}),
    productOrService: { coding: [{ system: s.system, code: s.code, display: s.label }] },
    ...(modifiers.length > 0 ? { modifier: modifiers.slice(0, MOST_MODIFIERS).map(modifierConcept) } : {}),
    servicedDate: date,
    ...(place
      ? { locationCodeableConcept: { coding: [{ system: SYSTEM.placeOfService, code: place }] } }
      : {}),
    quantity: { value: s.units },
    ...(price && net ? { unitPrice: toFhirMoney(price), net: toFhirMoney(net) } : {}),
    ...(encounter ? { encounter: [encounter] } : {}),
    ...drugDetail(s),
  };
  return { item, net, problems: lineProblems(s, i, pointers, { date, place, price, context }) };
}

const modifierConcept = (code: string): CodeableConcept => ({
  coding: [{ system: modifierSystem(code), code }],
});

interface Filled {
  readonly date: ServiceDate;
  readonly place: string | undefined;
  readonly price: Money | undefined;
  readonly context: LineContext;
}

function lineProblems(
  s: ServiceSuggestion,
  i: number,
  pointers: Pointers,
  filled: Filled,
): readonly Finding[] {
  const at = `Claim.item[${i}]`;
  const { code } = s;
  const found: Finding[] = [];
  if (!filled.price)
    found.push(problem('claim-charge-missing', `${at}.unitPrice`, { code, date: filled.date }, [code]));
  if (!filled.place) {
    const setting = filled.context.facts.visit.setting.value;
    found.push(problem('claim-place-of-service-unknown', `${at}.location`, { code, setting }, [code]));
  }
  if (pointers.sequences.length === 0)
    found.push(problem('claim-pointer-missing', `${at}.diagnosisSequence`, { code }, [code]));
  if (pointers.assumed) {
    const params = { code, pointers: pointers.sequences.join(', ') };
    found.push(problem('claim-pointer-assumed', `${at}.diagnosisSequence`, params, [code]));
  }
  if (s.modifiers.length > MOST_MODIFIERS) {
    const dropped = s.modifiers.slice(MOST_MODIFIERS).map((m) => m.code);
    const params = { code, count: s.modifiers.length, dropped: dropped.join(', ') };
    found.push(problem('claim-modifier-limit', `${at}.modifier`, params, [code, ...dropped]));
  }
  return found;
}
