/** The evidence that a claim's Provenance carries (its code-evidence extensions), by the claim element it is for. */
import type { Extension, Provenance } from '../../fhir/index.ts';

/** `Claim.item[0]`, `Claim.item[0].modifier[1]` or `Claim.diagnosis[2]`. */
export const elementOf = (evidence: Extension): string => part(evidence, 'element')?.valueString ?? '';

export const evidenceIn = (provenance: Provenance | undefined): readonly Extension[] =>
  (provenance?.extension ?? []).filter((e) => elementOf(e) !== '');

/** `Type/id` of every resource that is named as evidence. */
export const namedBy = (evidence: Extension): readonly string[] =>
  (evidence.extension ?? []).flatMap((e) =>
    e.url === 'evidence' ? (part(e, 'resource')?.valueReference?.reference ?? []) : [],
  );

/** The same evidence for another element. */
export const movedTo = (evidence: Extension, element: string): Extension => ({
  ...evidence,
  extension: (evidence.extension ?? []).map((e) =>
    e.url === 'element' ? { ...e, valueString: element } : e,
  ),
});

const part = ({ extension }: Extension, url: string): Extension | undefined =>
  extension?.find((e) => e.url === url);
