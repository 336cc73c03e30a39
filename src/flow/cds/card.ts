/** Making a card (CDS Hooks 2.0, Card Attributes): its id is the same for the same call, so that feedback finds it. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { uuidFrom } from '../../kernel/index.ts';
import type { CardTopic, CdsAction, CdsCard, CdsSuggestion } from './model.ts';

/** The specification asks for fewer than 140 characters. */
const SUMMARY = 139;

const DISPLAY: Readonly<Record<CardTopic['code'], string>> = {
  coding: 'Coding',
  documentation: 'Documentation query',
  necessity: 'Medical necessity and edits',
  eligibility: 'Eligibility',
};

export interface CardInput {
  readonly topic: CardTopic['code'];
  readonly summary: string;
  readonly detail?: string;
  readonly indicator: CdsCard['indicator'];
  /** Guideline, manual or release that says so. */
  readonly source: string;
  readonly suggestions?: readonly Omit<CdsSuggestion, 'uuid'>[];
}

export function cards(hookInstance: string, all: readonly CardInput[], link?: string): readonly CdsCard[] {
  return all.map((input, i) => card(input, uuidFrom('card', hookInstance, String(i)), link));
}

function card(input: CardInput, uuid: string, link: string | undefined): CdsCard {
  const { topic, summary, detail, indicator, source, suggestions = [] } = input;
  return {
    uuid,
    summary: shortened(summary),
    ...(detail === undefined ? {} : { detail }),
    indicator,
    source: {
      label: source,
      topic: { system: `${CLAIMWRIGHT_BASE}/CodeSystem/card-topic`, code: topic, display: DISPLAY[topic] },
    },
    ...(suggestions.length === 0
      ? {}
      : {
          selectionBehavior: 'any',
          suggestions: suggestions.map((s, i) => ({ ...s, uuid: uuidFrom(uuid, String(i)) })),
        }),
    ...(link === undefined
      ? {}
      : { links: [{ label: 'Open the case', url: link, type: 'absolute' as const }] }),
  };
}

const shortened = (text: string): string =>
  text.length <= SUMMARY ? text : `${text.slice(0, SUMMARY - 1)}…`;

export const update = (description: string, resource: CdsAction['resource']): CdsAction => ({
  type: 'update',
  description,
  resource,
});

/** Words of a record in Markdown: what could be taken for markup is shown as it is. */
export const plain = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ');
