/** The Chart: every resource of one encounter as the EHR sent it, immutable, with references resolved. */
import type { ExtractResource, ResourceType } from '@medplum/fhirtypes';
import type { Encounter, Patient, Reference, Resource } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';

export type { ExtractResource, ResourceType };

/** Something that was asked for and could not be had: shown to a person, never passed over. */
export interface ChartGap {
  /** What is missing: a search such as `Condition?encounter=`, or a reference. */
  readonly what: string;
  readonly reason: string;
  /** FHIRPath of the element that named it, where there is one. */
  readonly expression?: string;
}

export interface Chart {
  /** The FHIR base URL, or the name of the bundle, the chart was read from. */
  readonly source: string;
  readonly encounter: Encounter;
  readonly patient: Patient | undefined;
  readonly resources: readonly Resource[];
  readonly gaps: readonly ChartGap[];
  /**
   * First day from which the organisation's earlier encounters of this patient were read in full; undefined when the
   * history is not known to be complete, so that "no earlier visit" proves nothing.
   */
  readonly historyFrom: ServiceDate | undefined;
  /** All resources of one type, in the order they were read. */
  of<T extends ResourceType>(type: T): readonly ExtractResource<T>[];
  /**
   * The resource a reference points at: relative, absolute inside the source, `urn:uuid:`, contained (`#x`, inside
   * `from`), or conditional (`Practitioner?identifier=system|value`) when exactly one resource of the chart matches.
   */
  resolve(reference: Reference | string | undefined, from?: Resource): Resource | undefined;
}
