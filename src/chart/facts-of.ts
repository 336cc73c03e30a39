/** Chart → Facts: the one place where FHIR shapes become coding terms. Pure; each fact carries its evidence. */
import type { Chart } from './chart.ts';
import type { Facts } from './facts.ts';
import { readAccident } from './read/accident.ts';
import { readAuthorizations } from './read/authorizations.ts';
import { readBillingCodes } from './read/billing-codes.ts';
import { readCoverages } from './read/coverages.ts';
import { readFamily } from './read/family.ts';
import { readMeasurements } from './read/measurements.ts';
import { readNotes, readRemarks } from './read/notes.ts';
import { readParties } from './read/parties.ts';
import { readPerson } from './read/person.ts';
import { readProblems } from './read/problems.ts';
import { readEarlier, readServices } from './read/services.ts';
import { readStay } from './read/stay.ts';
import { readVisit } from './read/visit.ts';

export function factsOf(chart: Chart): Facts {
  const notes = readNotes(chart);
  const accident = readAccident(chart);
  return {
    visit: readVisit(chart, notes),
    stay: readStay(chart),
    person: readPerson(chart),
    family: readFamily(chart),
    problems: readProblems(chart),
    services: readServices(chart),
    earlier: readEarlier(chart),
    measurements: readMeasurements(chart),
    coverages: readCoverages(chart),
    parties: readParties(chart),
    authorizations: readAuthorizations(chart),
    ...(accident ? { accident } : {}),
    billingCodes: readBillingCodes(chart),
    notes,
    remarks: readRemarks(chart),
  };
}
