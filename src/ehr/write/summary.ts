/** What a claim says, for a person: plain text, and the same as a narrative (R4 narrative.html), escaped. Pure. */
import type { Claim, ClaimItem, CodeableConcept } from '../../fhir/index.ts';

export interface Summary {
  readonly title: string;
  readonly rows: readonly string[];
}

export function summaryOf(claim: Claim): Summary {
  const number = claim.identifier?.[0]?.value ?? '';
  return {
    title: `Coded claim ${number}`,
    rows: [
      ...dates(claim),
      ...(claim.diagnosis ?? []).map((d) => `Diagnosis ${d.sequence}: ${named(d.diagnosisCodeableConcept)}`),
      ...(claim.item ?? []).map(lineRow),
      ...(claim.total?.value === undefined ? [] : [`Total: ${dollars(claim.total.value)}`]),
    ],
  };
}

function dates({ billablePeriod }: Claim): readonly string[] {
  const { start, end } = billablePeriod ?? {};
  if (!start) return [];
  return [`Service: ${start}${end && end !== start ? ` to ${end}` : ''}`];
}

function lineRow(item: ClaimItem): string {
  const modifiers = (item.modifier ?? []).flatMap((m) => m.coding?.[0]?.code ?? []);
  const parts = [
    [named(item.productOrService), ...modifiers.map((m) => `modifier ${m}`)].join(', '),
    ...(item.revenue ? [`revenue ${item.revenue.coding?.[0]?.code ?? ''}`] : []),
    ...(item.quantity?.value === undefined ? [] : [`quantity ${item.quantity.value}`]),
    ...(item.diagnosisSequence ? [`for diagnosis ${item.diagnosisSequence.join(', ')}`] : []),
    ...(item.net?.value === undefined ? [] : [dollars(item.net.value)]),
  ];
  return `Line ${item.sequence}: ${parts.join('; ')}`;
}

function named(concept: CodeableConcept | undefined): string {
  const [coding] = concept?.coding ?? [];
  return [coding?.code, coding?.display ?? concept?.text].filter(Boolean).join(' ');
}

const dollars = (value: number): string => `$${value.toFixed(2)}`;

export const plainText = ({ title, rows }: Summary): string => `${[title, ...rows].join('\n')}\n`;

export function narrative({ title, rows }: Summary): { status: 'generated'; div: string } {
  const items = rows.map((row) => `<li>${escaped(row)}</li>`).join('');
  const div = `<div xmlns="http://www.w3.org/1999/xhtml"><p>${escaped(title)}</p><ul>${items}</ul></div>`;
  return { status: 'generated', div };
}

const ENTITY: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** A title comes from the record's words where no release knows the code. What XHTML cannot hold at all is left out. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 §2.2 has no place for these characters.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (c) => ENTITY.get(c) ?? c);
