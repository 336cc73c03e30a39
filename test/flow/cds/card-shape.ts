/** A CDS Hooks 2.0 response, as the specification has it: what an EHR would refuse of ours. */
import { expect } from 'vitest';

type Loose = Readonly<Record<string, unknown>>;
const text = (value: unknown): boolean => typeof value === 'string' && value !== '';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function expectCards(body: unknown): readonly Loose[] {
  const { cards } = body as { cards?: unknown };
  expect(Array.isArray(cards)).toBe(true);
  for (const card of cards as readonly Loose[]) expectCard(card);
  return cards as readonly Loose[];
}

function expectCard(card: Loose): void {
  expect(text(card.summary) && (card.summary as string).length < 140, String(card.summary)).toBe(true);
  expect(['info', 'warning', 'critical']).toContain(card.indicator);
  expect(text((card.source as Loose).label)).toBe(true);
  if (card.uuid !== undefined) expect(card.uuid).toMatch(UUID);
  for (const link of (card.links ?? []) as readonly Loose[]) {
    expect([text(link.label), URL.canParse(String(link.url)), link.type]).toEqual([
      true,
      true,
      expect.stringMatching(/^(absolute|smart)$/),
    ]);
  }
  const suggestions = (card.suggestions ?? []) as readonly Loose[];
  if (suggestions.length > 0) expect(['any', 'at-most-one']).toContain(card.selectionBehavior);
  for (const suggestion of suggestions) {
    expect(text(suggestion.label)).toBe(true);
    for (const action of (suggestion.actions ?? []) as readonly Loose[]) {
      expect(['create', 'update', 'delete']).toContain(action.type);
      expect(text(action.description) && text((action.resource as Loose).resourceType)).toBe(true);
    }
  }
}
