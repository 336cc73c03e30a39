/** Cards on orders: the reason a payer will ask for, its code on the day, and the coverage articles that name the order. */
import {
  type CodeableConcept,
  type Condition,
  codingsOf,
  keyOf,
  type Resource,
  SYSTEM,
  wordsOf,
} from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import {
  type CoverageArticle,
  icd10CmCode,
  procedureCode,
  type Terminology,
} from '../../terminology/index.ts';
import { type CardInput, plain, update } from './card.ts';

/** As far as it is looked at; R4 has the same elements on all of `ORDERS`. */
interface Order {
  readonly resourceType: string;
  readonly status?: string;
  readonly code?: CodeableConcept;
  readonly medicationCodeableConcept?: CodeableConcept;
  readonly reasonCode?: readonly CodeableConcept[];
  readonly reasonReference?: readonly { readonly reference?: string }[];
}

/** What an order is for: R4 has `reasonCode` and `reasonReference` on all of these. */
const ORDERS: readonly string[] = ['ServiceRequest', 'MedicationRequest', 'DeviceRequest'];
const MOST_REASONS = 3;

export interface OrderInput {
  readonly orders: readonly Resource[];
  /** Undefined when the EHR did not send them. */
  readonly conditions: readonly Resource[] | undefined;
  readonly on: ServiceDate;
  readonly terminology: Terminology;
}

export function orderCards(input: OrderInput): readonly CardInput[] {
  const conditions = (input.conditions ?? []).filter((r): r is Condition => r.resourceType === 'Condition');
  const orders = input.orders.filter((r) => ORDERS.includes(r.resourceType)) as readonly Order[];
  return orders.flatMap((order) => {
    const named = (order.reasonReference ?? []).flatMap((r) => (r?.reference ? [r.reference] : []));
    const concepts = [
      ...(order.reasonCode ?? []),
      ...conditions.filter((c) => named.includes(keyOf(c) ?? '')).flatMap((c) => c.code ?? []),
    ];
    if (concepts.length === 0 && named.length === 0) return [withoutReason(order, conditions)];
    const codes = concepts.flatMap(codingsOf).filter((c) => c.system === SYSTEM.icd10cm);
    return [
      ...codeCards(
        codes.map((c) => c.code),
        input,
      ),
      ...necessityCards(
        order,
        codes.map((c) => c.code),
        input,
      ),
    ];
  });
}

const nameOf = (order: Order): string =>
  wordsOf(order.code ?? order.medicationCodeableConcept) || 'The order';

/** Medicare pays a diagnostic test for what the ordering clinician says is its reason (42 CFR 410.32(a)). */
function withoutReason(order: Order, conditions: readonly Condition[]): CardInput {
  const current = conditions.filter(
    (c) => c.clinicalStatus === undefined || codeOf(c.clinicalStatus) === 'active',
  );
  const suggestions = current.flatMap((c) => {
    const reference = keyOf(c);
    if (!reference) return [];
    const resource = { ...order, reasonReference: [{ reference }] } as unknown as Resource;
    return [
      {
        label: `For: ${wordsOf(c.code)}`.slice(0, 80),
        actions: [update('Names the reason on the order', resource)],
      },
    ];
  });
  return {
    topic: 'documentation',
    summary: `${nameOf(order)} has no reason: what is it for?`,
    indicator: 'warning',
    source: '42 CFR 410.32(a)',
    suggestions: suggestions.slice(0, MOST_REASONS),
  };
}

const codeOf = (concept: CodeableConcept): string | undefined => concept.coding?.[0]?.code;

/** The codes of reasons that a claim could not carry on the day. */
export function codeCards(
  codes: readonly string[],
  { on, terminology }: Pick<OrderInput, 'on' | 'terminology'>,
): readonly CardInput[] {
  return [...new Set(codes)].flatMap((text) => {
    const why = trouble(text, on, terminology);
    if (why === undefined) return [];
    const source = 'ICD-10-CM, the release in force on the day';
    // What cannot be checked is said, and is no warning.
    const indicator = why.startsWith(UNCHECKED) ? 'info' : 'warning';
    return [
      { topic: 'coding' as const, summary: why, indicator: indicator as CardInput['indicator'], source },
    ];
  });
}

const UNCHECKED = 'Not checked: ';

function trouble(text: string, on: ServiceDate, { icd10cm }: Terminology): string | undefined {
  const code = icd10CmCode(text);
  if (!code) return `${text.slice(0, 10)} has not the form of an ICD-10-CM code`;
  const status = icd10cm.status(code, on);
  switch (status.kind) {
    case 'header':
      return `${code} is not specific enough to be billed on ${on}`;
    case 'retired':
      return `${code} was valid until ${status.lastDay}${status.successors.length > 0 ? `; see ${status.successors.slice(0, 3).join(', ')}` : ''}`;
    case 'not-yet':
      return `${code} is not valid before ${status.from}`;
    case 'unknown':
      return `${code} is not an ICD-10-CM code on ${on}`;
    case 'cannot-tell':
      return `${UNCHECKED}${code} on ${on} (${status.reason})`;
    case 'active':
      return undefined;
  }
}

/** CMS Program Integrity Manual ch. 13: an article that names the order, and none that lists its reason. */
function necessityCards(
  order: Order,
  codes: readonly string[],
  { on, terminology }: OrderInput,
): readonly CardInput[] {
  const ordered = codingsOf(order.code).find((c) => c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs);
  const code = ordered && procedureCode(ordered.code);
  const answer = code && terminology.coverage.articles(code, on);
  if (!code || answer?.kind !== 'known' || codes.length === 0) return [];
  const listing = answer.articles.filter((a) => a.covered.length > 0);
  const covers = (a: CoverageArticle): boolean =>
    a.covered.some((g) => codes.some((c) => g.codes.includes(c)));
  if (listing.length === 0 || listing.some(covers)) return [];
  const names = listing
    .slice(0, 3)
    .map((a) => a.id)
    .join(', ');
  return [
    {
      topic: 'necessity',
      summary: `${code}: its reason is in no list of covered diagnoses of ${names}`,
      detail: plain(
        `Where Medicare is the payer, see whether the record supports a listed diagnosis, or give the patient notice (${answer.edition}).`,
      ),
      indicator: 'warning',
      source: 'CMS Medicare Program Integrity Manual (Pub. 100-08) ch. 13',
    },
  ];
}
