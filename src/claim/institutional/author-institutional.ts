/** An institutional R4 Claim (UB-04; 837I 005010X223A2) and its Provenance from decided codes: one stay or one outpatient visit. Pure. */

import type { Finding } from '../../edits/index.ts';
import { type Claim, type ClaimItem, type CodeableConcept, SYSTEM } from '../../fhir/index.ts';
import {
  daysBetween,
  type Money,
  type ServiceDate,
  serviceDate,
  sumMoney,
  timesMoney,
  toFhirMoney,
} from '../../kernel/index.ts';
import type { ServiceSuggestion } from '../../suggest/index.ts';
import { accidentOf } from '../accident.ts';
import { numbersOfPayer } from '../authorizations.ts';
import { canonical } from '../canonical.ts';
import { CLAIM_NUMBERS } from '../claim-number.ts';
import { drugDetail } from '../drug-detail.ts';
import type { ClaimDraft, ClaimInput } from '../model.ts';
import { MOST_MODIFIERS, modifierSystem } from '../modifiers.ts';
import { claimParties, insurancesOf } from '../parties.ts';
import { problem } from '../problems.ts';
import { provenanceOf } from '../provenance.ts';
import { transactionOf } from '../transaction.ts';
import { institutionalDiagnoses, MOST_DIAGNOSES } from './diagnoses.ts';
import { inpatientProcedures } from './procedures.ts';
import { usualRevenue } from './revenue.ts';
import { stayInformation } from './stay-information.ts';

const MOST_LINES = 999;

interface Line {
  readonly item: Omit<ClaimItem, 'sequence'>;
  readonly net: Money | undefined;
  readonly problems: readonly Finding[];
}

export function authorInstitutional(input: ClaimInput): ClaimDraft {
  const { facts, on } = input;
  const parties = claimParties(input, 'institutional');
  const { number } = parties;
  const accident = accidentOf(input);
  const diagnoses = institutionalDiagnoses(input);
  const days = roomAndBoard(input);
  const lines = [...days, ...input.services.map((s) => lineOf(s, input))];
  const numbered = lines.map(({ item }, i) => ({ sequence: i + 1, ...item }));
  const insurances = insurancesOf(facts, parties.payers, numbered);
  const information = stayInformation(facts, accident);
  const procedures = inpatientProcedures(facts);
  const total = totalOf(lines);
  const claim: Claim = canonical({
    resourceType: 'Claim',
    identifier: [{ system: CLAIM_NUMBERS, value: number }],
    status: 'active',
    type: { coding: [{ system: SYSTEM.claimType, code: 'institutional' }] },
    use: 'claim',
    created: serviceDate(input.madeAt) ?? on,
    priority: { coding: [{ system: SYSTEM.processPriority, code: 'normal' }] },
    ...parties.elements,
    ...insurances.elements,
    billablePeriod: { start: facts.visit.date ?? on, end: facts.visit.endDate ?? facts.visit.date ?? on },
    supportingInfo: information.elements,
    ...(diagnoses.elements.length > 0 ? { diagnosis: diagnoses.elements } : {}),
    ...(procedures.elements.length > 0 ? { procedure: procedures.elements } : {}),
    ...(lines.length > 0 ? { item: numbered } : {}),
    ...(total ? { total: toFhirMoney(total) } : {}),
  });
  const provenance = canonical(
    provenanceOf(input, input.diagnoses.slice(0, MOST_DIAGNOSES), number, days.length),
  );
  return {
    claim,
    provenance,
    transaction: transactionOf([{ claim, provenance }]),
    problems: [
      ...parties.problems,
      ...insurances.problems,
      ...numbersOfPayer(facts).problems,
      ...information.problems,
      ...procedures.problems,
      ...diagnoses.problems,
      ...(lines.length === 0 ? [problem('claim-line-missing', 'Claim.item')] : []),
      ...(lines.length > MOST_LINES
        ? [problem('claim-line-limit', 'Claim.item', { count: lines.length })]
        : []),
      ...lines.flatMap((line, i) =>
        line.problems.map((p) => ({ ...p, expression: p.expression.replace('[]', `[${i}]`) })),
      ),
    ],
  };
}

/** Days of the stay, each midnight one; a stay within one day is one day (Medicare Claims Processing Manual ch. 3 §40.1). */
function roomAndBoard({ facts, charges, on }: ClaimInput): readonly Line[] {
  const { visit } = facts;
  if (visit.setting.value !== 'inpatient' || !visit.date) return [];
  const days = Math.max(1, visit.endDate ? daysBetween(visit.date, visit.endDate) : 1);
  const { date } = visit;
  return (charges.accommodation?.(on) ?? []).map(({ revenue, price }) => {
    const net = timesMoney(price, days);
    return {
      item: {
        revenue: revenueConcept(revenue),
        productOrService: NOT_APPLICABLE,
        servicedPeriod: { start: date, end: visit.endDate ?? date },
        quantity: { value: days, unit: 'DA', system: SYSTEM.ucum, code: 'd' },
        unitPrice: toFhirMoney(price),
        net: toFhirMoney(net),
      },
      net,
      problems: [],
    };
  });
}

const NOT_APPLICABLE: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-applicable' }],
};

const revenueConcept = (code: string): CodeableConcept => ({ coding: [{ system: SYSTEM.revenue, code }] });

function lineOf(s: ServiceSuggestion, { facts, charges, on }: ClaimInput): Line {
  const date: ServiceDate = s.date ?? facts.visit.date ?? on;
  const modifiers = s.modifiers.map((m) => m.code);
  const price = charges.charge(s.code, modifiers, date);
  const net = price && timesMoney(price, s.units);
  const revenue =
    charges.revenue?.(s.code, modifiers, date) ?? usualRevenue(s.code, facts.visit.setting.value);
  const at = 'Claim.item[]';
  return {
    item: {
      ...(revenue ? { revenue: revenueConcept(revenue) } : {}),
      productOrService: { coding: [{ system: s.system, code: s.code, display: s.label }] },
      ...(modifiers.length > 0
        ? {
            modifier: modifiers
              .slice(0, MOST_MODIFIERS)
              .map((code) => ({ coding: [{ system: modifierSystem(code), code }] })),
          }
        : {}),
      servicedDate: date,
      quantity: { value: s.units },
      ...(price && net ? { unitPrice: toFhirMoney(price), net: toFhirMoney(net) } : {}),
      ...drugDetail(s),
    },
    net,
    problems: [
      ...(price
        ? []
        : [problem('claim-charge-missing', `${at}.unitPrice`, { code: s.code, date }, [s.code])]),
      ...(revenue ? [] : [problem('claim-revenue-missing', `${at}.revenue`, { code: s.code }, [s.code])]),
    ],
  };
}

function totalOf(lines: readonly Line[]): Money | undefined {
  const nets = lines.flatMap((l) => l.net ?? []);
  return lines.length > 0 && nets.length === lines.length ? sumMoney(nets) : undefined;
}
