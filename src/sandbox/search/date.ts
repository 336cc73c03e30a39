/** Dates as the sandbox compares them: the search of the FHIR room, under Medplum's names of the prefixes. */
export { dateMatches, spanOf, spansOfValue } from '../../fhir/index.ts';
