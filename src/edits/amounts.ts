/** Edit amounts: unit price × units is the line's charge and the charges are the total (837P TR3 §1.4.4.1; CLM02, SV102). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, EditSubject, Hit } from './model.ts';
import { isMade } from './professional.ts';

export const amounts: Edit = {
  meta: {
    id: 'amounts',
    title: 'The amounts of the claim agree',
    severity: 'error',
    issueType: 'invariant',
    snip: 3,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '1.4.4.1; 2300 CLM02; 2400 SV102, SV104' },
    about:
      'Looks at units, unit price, charge and total in whole cents of US dollars. Not applicable before the claim is made.',
    messages: {
      negative: 'The {what} is negative; a claim reports charges of zero or more.',
      units: 'The units are {units}; a line reports more than none.',
      product: 'The charge is {net} and {units} × {price} is {product}; correct one of the three.',
      'no-charge': 'The line has no charge; give its amount, which may be zero.',
      'no-total': 'The claim has no total charge; give the sum of its lines{sum}.',
      total: 'The total is {total} and the lines sum to {sum}; correct the one that is wrong.',
      currency: 'An amount is not in US dollars; a claim to a US payer is in USD.',
    },
  },
  check(subject) {
    if (!isMade(subject) || subject.lines.length === 0) return NOT_APPLICABLE;
    const lines = subject.lines.flatMap(lineHits);
    return verdictOf([...lines, ...totalHits(subject), ...currencyHits(subject)]);
  },
};

const dollars = (cents: number): string => (cents / 100).toFixed(2);

function lineHits(line: EditLine): readonly Hit[] {
  const { units, unitPriceCents: price, netCents: net, expression } = line;
  const hits: Hit[] = [];
  if (price !== undefined && price < 0) hits.push(negative('unit price', expression));
  if (net !== undefined && net < 0) hits.push(negative('charge', expression));
  if (units !== undefined && units <= 0) hits.push(fail('units', expression, { params: { units } }));
  const product = productOf(line);
  if (net === undefined && product === undefined) return [...hits, fail('no-charge', expression)];
  if (net !== undefined && product !== undefined && net !== product)
    hits.push(productHit(line, net, product));
  return hits;
}

const negative = (what: string, expression: string): Hit =>
  fail('negative', expression, { params: { what } });

function productHit(line: EditLine, net: number, product: number): Hit {
  const units = (line.units ?? 1) * (line.factor ?? 1);
  const price = dollars(line.unitPriceCents ?? 0);
  return fail('product', line.expression, {
    params: { net: dollars(net), units, price, product: dollars(product) },
  });
}

/** R4 Claim.item.net: quantity × unit price × factor, an absent quantity or factor being one. */
function productOf({ units = 1, unitPriceCents, factor = 1 }: EditLine): number | undefined {
  return unitPriceCents === undefined ? undefined : Math.round(unitPriceCents * units * factor);
}

function totalHits({ lines, totalCents: total }: EditSubject): readonly Hit[] {
  const charges = lines.map((line) => line.netCents ?? productOf(line));
  const known = charges.filter((c) => c !== undefined);
  const sum = known.length === charges.length ? known.reduce((a, b) => a + b, 0) : undefined;
  if (total === undefined) {
    return [
      fail('no-total', 'Claim.total', { params: { sum: sum === undefined ? '' : `, ${dollars(sum)}` } }),
    ];
  }
  if (total < 0) return [negative('total', 'Claim.total')];
  if (sum === undefined || sum === total) return [];
  return [fail('total', 'Claim.total', { params: { total: dollars(total), sum: dollars(sum) } })];
}

const currencyHits = ({ currencies }: EditSubject): readonly Hit[] =>
  currencies?.some((c) => c !== 'USD') ? [fail('currency', 'Claim')] : [];
