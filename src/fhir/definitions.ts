/** What validation needs of FHIR R4 (4.0.1): StructureDefinitions and the codes of required bindings. Whoever reads them
 * from disk hands them in, so that this room stays pure. Terminology: R4 valueset.html §4.9.5 (compose), terminologies.html#required. */
import type { CodeSystem, CodeSystemConcept, Resource, ValueSet } from '@medplum/fhirtypes';
import type { StructureDefinition } from './r4.ts';

export interface FhirDefinitions {
  /** Base StructureDefinitions with snapshots: the data types and the resource types of VALIDATED_TYPES. */
  readonly base: readonly StructureDefinition[];
  /** Own profiles with snapshots; they are asked for by their canonical address. */
  readonly profiles: readonly StructureDefinition[];
  /** Value set → its codes, each alone and as `system|code`. A value set that cannot be listed is not here. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Constraints the FHIRPath engine cannot evaluate, by key, as code. The profile still states them as FHIRPath for
   * other validators; a key listed here is taken from the engine and answered by the function.
   */
  readonly constraints?: Readonly<Record<string, (resource: unknown) => boolean>>;
}

/** The resource types a chart or a claim is made of; any other type in a Bundle is named as not checked. */
export const VALIDATED_TYPES: readonly string[] = [
  'Account AllergyIntolerance Appointment Basic Binary Bundle CapabilityStatement CarePlan CareTeam ChargeItem Claim',
  'ClaimResponse CodeSystem Communication CommunicationRequest Composition ConceptMap Condition Contract Coverage',
  'CoverageEligibilityRequest CoverageEligibilityResponse Device DiagnosticReport DocumentReference Encounter Endpoint',
  'EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Flag Goal Group HealthcareService ImagingStudy Immunization',
  'InsurancePlan Invoice List Location Media Medication MedicationAdministration MedicationDispense MedicationRequest',
  'MedicationStatement MessageHeader NamingSystem Observation OperationDefinition OperationOutcome Organization',
  'Parameters Patient PaymentNotice PaymentReconciliation Practitioner PractitionerRole Procedure Provenance',
  'Questionnaire QuestionnaireResponse RelatedPerson SearchParameter ServiceRequest Specimen StructureDefinition Subscription',
  'SupplyDelivery SupplyRequest Task ValueSet',
].flatMap((line) => line.split(' '));

/** The value set that lists every resource type; it tells a type we do not check from one that does not exist. */
export const RESOURCE_TYPES = 'http://hl7.org/fhir/ValueSet/resource-types';
const CURRENCIES = 'http://hl7.org/fhir/ValueSet/currencies';

/** Canonical address without its version (`…|4.0.1`). */
export const withoutVersion = (canonical: string): string => canonical.split('|', 1)[0] ?? '';

/** The codes of every value set that the definitions bind as required, as far as the resources at hand can list them. */
export function requiredCodes(
  definitions: readonly StructureDefinition[],
  terminology: readonly Resource[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map(terminology.flatMap((r) => ('url' in r && r.url ? [[r.url, r] as const] : [])));
  const wanted = [RESOURCE_TYPES, ...definitions.flatMap(boundValueSets)];
  const listed = new Map(
    [...new Set(wanted)].flatMap((url) => {
      const codes = codesOf(index.get(url), index);
      return codes ? [[url, codes] as const] : [];
    }),
  );
  // ISO 4217 is not among the files of the specification; the JavaScript engine carries it.
  return listed.set(CURRENCIES, new Set(Intl.supportedValuesOf('currency')));
}

function boundValueSets(definition: StructureDefinition): readonly string[] {
  return (definition.snapshot?.element ?? []).flatMap((e) =>
    e.binding?.strength === 'required' && e.binding.valueSet ? [withoutVersion(e.binding.valueSet)] : [],
  );
}

/** Undefined when any part cannot be listed (a filter, a system that is not at hand): then nothing may be refused. */
function codesOf(
  valueSet: Resource | undefined,
  index: ReadonlyMap<string, Resource>,
): ReadonlySet<string> | undefined {
  const { compose } = (valueSet ?? {}) as ValueSet;
  if (valueSet?.resourceType !== 'ValueSet' || !compose || compose.exclude) return undefined;
  const parts = compose.include.map((include) => {
    if (include.filter || include.valueSet || !include.system) return undefined;
    const concepts = include.concept ?? allConcepts(index.get(include.system));
    return concepts?.flatMap((c) => [c.code ?? '', `${include.system}|${c.code}`]);
  });
  return parts.includes(undefined) ? undefined : new Set(parts.flatMap((p) => p ?? []));
}

function allConcepts(system: Resource | undefined): readonly CodeSystemConcept[] | undefined {
  const { content, concept } = (system ?? {}) as CodeSystem;
  return content === 'complete' ? flat(concept ?? []) : undefined;
}

const flat = (concepts: readonly CodeSystemConcept[]): readonly CodeSystemConcept[] =>
  concepts.flatMap((c) => [c, ...flat(c.concept ?? [])]);
