/** Notifications as servers send them: by the backport guide for R4, and as a SubscriptionStatus. */
import type { Resource } from '../../../src/fhir/index.ts';

export interface Said {
  readonly type?: string;
  readonly subscription?: string;
  readonly status?: string;
  readonly since?: number;
  readonly events?: readonly { readonly number?: number; readonly focus?: string }[];
  readonly resources?: readonly Resource[];
}

export function notification(said: Said): Resource {
  const { type = 'event-notification', subscription = 'Subscription/s1', status = 'active', since } = said;
  const parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'subscription', valueReference: { reference: subscription } },
      { name: 'topic', valueCanonical: 'http://example.org/topic' },
      { name: 'status', valueCode: status },
      { name: 'type', valueCode: type },
      ...(since === undefined
        ? []
        : [{ name: 'events-since-subscription-start', valueString: String(since) }]),
      ...(said.events ?? []).map(({ number, focus }) => ({
        name: 'notification-event',
        part: [
          ...(number === undefined ? [] : [{ name: 'event-number', valueString: String(number) }]),
          ...(focus === undefined ? [] : [{ name: 'focus', valueReference: { reference: focus } }]),
        ],
      })),
    ],
  };
  const entry = [{ resource: parameters }, ...(said.resources ?? []).map((resource) => ({ resource }))];
  return { resourceType: 'Bundle', type: 'history', entry } as unknown as Resource;
}

export const event = (number: number, encounter: string, since = number): Resource =>
  notification({ since, events: [{ number, focus: `Encounter/${encounter}` }] });
