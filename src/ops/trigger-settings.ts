/** What makes a connection's encounters come in (the `triggers` of the connections file): polling, a Subscription, bulk exports. */
import { resolve } from 'node:path';

export interface PollSettings {
  /** Seconds between polls. */
  readonly every: number;
  /** Types whose changes make a finished encounter come again. */
  readonly also?: readonly string[];
  /** Where the first poll begins; everything finished unless told. */
  readonly from?: string;
}

export interface SubscribeSettings {
  readonly kind: 'r4' | 'backport';
  /** This service's address as the EHR reaches it. */
  readonly publicUrl: string;
  /** The first line is the secret that the EHR is told; further lines are still believed while it changes. */
  readonly secretFile: string;
  readonly topic?: string;
  readonly criteria?: string;
  readonly payload?: 'empty' | 'id-only' | 'full-resource';
  /** Seconds. */
  readonly heartbeat?: number;
}

export interface BulkSettings {
  /** Seconds between exports. */
  readonly every: number;
  readonly level?: 'system' | 'patient';
  /** A Group's id, instead of a level. */
  readonly group?: string;
  readonly method?: 'GET' | 'POST';
  /** Hosts that hold the files, besides the base URL's. */
  readonly hosts?: readonly string[];
}

export interface TriggerSettings {
  readonly poll?: PollSettings;
  readonly subscription?: SubscribeSettings;
  readonly bulk?: BulkSettings;
}

const TEXT = { type: 'string', minLength: 1 };
const SECONDS = (minimum: number) => ({ type: 'integer', minimum, maximum: 604_800 });
const object = (required: readonly string[], properties: object) => ({
  ...{ type: 'object', required, additionalProperties: false, properties },
});

export const TRIGGERS_SCHEMA = object([], {
  poll: object(['every'], {
    every: SECONDS(10),
    also: { type: 'array', uniqueItems: true, items: { enum: [...relatedTypes()] } },
    from: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})$',
    },
  }),
  subscription: object(['kind', 'publicUrl', 'secretFile'], {
    kind: { enum: ['r4', 'backport'] },
    publicUrl: { type: 'string', format: 'http-base' },
    secretFile: TEXT,
    topic: { type: 'string', format: 'http-base' },
    criteria: { type: 'string', pattern: '^[A-Z][A-Za-z]{0,63}\\?\\S{1,1000}$' },
    payload: { enum: ['empty', 'id-only', 'full-resource'] },
    heartbeat: SECONDS(10),
  }),
  bulk: object(['every'], {
    every: SECONDS(600),
    level: { enum: ['system', 'patient'] },
    group: { type: 'string', pattern: '^[A-Za-z0-9.-]{1,64}$' },
    method: { enum: ['GET', 'POST'] },
    hosts: { type: 'array', items: { type: 'string', format: 'host' } },
  }),
});

/** Those that name their encounter in R4. */
function relatedTypes(): readonly string[] {
  return [
    ...['Condition', 'Procedure', 'Observation', 'DiagnosticReport', 'DocumentReference', 'ServiceRequest'],
    ...['MedicationRequest', 'MedicationAdministration', 'Immunization', 'ChargeItem', 'Composition'],
  ];
}

/** Files are named from the folder of the connections file. */
export function locatedTriggers(triggers: TriggerSettings, folder: string): TriggerSettings {
  const { subscription } = triggers;
  if (!subscription) return triggers;
  return {
    ...triggers,
    subscription: { ...subscription, secretFile: resolve(folder, subscription.secretFile) },
  };
}

/** What the schema cannot say. `secure`: whether a secret may be sent to an address. */
export function badTriggers(
  id: string,
  { subscription, bulk }: TriggerSettings,
  secure: (address: string) => boolean,
): readonly string[] {
  const open = subscription && !secure(subscription.publicUrl);
  const topicless = subscription?.kind === 'backport' && subscription.topic === undefined;
  return [
    ...(open ? [`the publicUrl of ${id} must be https, because a secret is sent to it`] : []),
    ...(topicless ? [`the subscription of ${id} needs its topic`] : []),
    ...(bulk?.group !== undefined && bulk.level !== undefined
      ? [`the bulk of ${id} has a group or a level`]
      : []),
  ];
}
