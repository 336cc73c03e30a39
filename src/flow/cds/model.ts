/** What travels over CDS Hooks 2.0 (cds-hooks.hl7.org/2.0): services, requests and cards. */
import type { Resource } from '../../fhir/index.ts';

export type HookName =
  | 'encounter-discharge'
  | 'order-sign'
  | 'appointment-book'
  /** Not served; read so that a request for another service is told precisely. */
  | 'patient-view'
  | 'order-select';

export interface CdsService {
  readonly id: string;
  readonly hook: HookName;
  readonly title: string;
  readonly description: string;
  readonly prefetch: Readonly<Record<string, string>>;
  readonly usageRequirements?: string;
}

export interface CdsContext {
  readonly userId: string;
  readonly patientId: string;
  readonly encounterId: string | undefined;
  /** Draft orders, or the appointments, of the hook. */
  readonly resources: readonly Resource[];
}

export interface CdsRequest {
  readonly hook: HookName;
  readonly hookInstance: string;
  readonly fhirServer: string | undefined;
  readonly accessToken: string | undefined;
  readonly context: CdsContext;
  /** Key → resource; null where the EHR has nothing to give. */
  readonly prefetch: ReadonlyMap<string, Resource | null>;
}

export interface CdsAction {
  readonly type: 'create' | 'update';
  readonly description: string;
  readonly resource: Resource;
}

export interface CdsSuggestion {
  readonly label: string;
  readonly uuid: string;
  readonly actions: readonly CdsAction[];
}

export interface CdsLink {
  readonly label: string;
  readonly url: string;
  readonly type: 'absolute';
}

export interface CdsCard {
  readonly uuid: string;
  /** Fewer than 140 characters. */
  readonly summary: string;
  readonly detail?: string;
  readonly indicator: 'info' | 'warning' | 'critical';
  readonly source: { readonly label: string; readonly topic: CardTopic };
  readonly suggestions?: readonly CdsSuggestion[];
  readonly selectionBehavior?: 'any';
  readonly links?: readonly CdsLink[];
}

export interface CardTopic {
  readonly system: string;
  readonly code: 'coding' | 'documentation' | 'necessity' | 'eligibility';
  readonly display: string;
}
