/** Every edit, by id. A test holds that each file that is an edit stands here, is tested and is documented. */
import { addOnWithoutPrimary } from './add-on-without-primary.ts';
import { amounts } from './amounts.ts';
import { claimReadable } from './claim-readable.ts';
import { claimType } from './claim-type.ts';
import { dates } from './dates.ts';
import { datesCoverage } from './dates-coverage.ts';
import { datesTimely } from './dates-timely.ts';
import { documentationGap } from './documentation-gap.ts';
import { duplicateClaim } from './duplicate-claim.ts';
import { duplicateLine } from './duplicate-line.ts';
import { dxPointer } from './dx-pointer.ts';
import { emLevelSupport } from './em-level-support.ts';
import { emNewVsEstablished } from './em-new-vs-established.ts';
import { emSameDay } from './em-same-day.ts';
import { frequency } from './frequency.ts';
import { globalPeriod } from './global-period.ts';
import { hccRecapture } from './hcc-recapture.ts';
import { icd10cmAge } from './icd10cm-age.ts';
import { icd10cmCodeAlso } from './icd10cm-code-also.ts';
import { icd10cmCodeFirst } from './icd10cm-code-first.ts';
import { icd10cmDot } from './icd10cm-dot.ts';
import { icd10cmDuplicate } from './icd10cm-duplicate.ts';
import { icd10cmExcludes1 } from './icd10cm-excludes1.ts';
import { icd10cmExcludes2 } from './icd10cm-excludes2.ts';
import { icd10cmExternalCauseFirst } from './icd10cm-external-cause-first.ts';
import { icd10cmLaterality } from './icd10cm-laterality.ts';
import { icd10cmManifestationFirst } from './icd10cm-manifestation-first.ts';
import { icd10cmNotBillable } from './icd10cm-not-billable.ts';
import { icd10cmNotEffective } from './icd10cm-not-effective.ts';
import { icd10cmPoa } from './icd10cm-poa.ts';
import { icd10cmRetired } from './icd10cm-retired.ts';
import { icd10cmSeventhCharacter } from './icd10cm-seventh-character.ts';
import { icd10cmSex } from './icd10cm-sex.ts';
import { icd10cmUnacceptablePrincipal } from './icd10cm-unacceptable-principal.ts';
import { icd10cmUnknown } from './icd10cm-unknown.ts';
import { icd10cmUnspecified } from './icd10cm-unspecified.ts';
import { icd10cmUseAdditional } from './icd10cm-use-additional.ts';
import { identifiersClaim } from './identifiers-claim.ts';
import { identifiersClia } from './identifiers-clia.ts';
import { identifiersMember } from './identifiers-member.ts';
import { identifiersNpi } from './identifiers-npi.ts';
import { identifiersTaxId } from './identifiers-tax-id.ts';
import { identifiersTaxonomy } from './identifiers-taxonomy.ts';
import { institutionalAdmission } from './institutional-admission.ts';
import { institutionalAttending } from './institutional-attending.ts';
import { institutionalBillType } from './institutional-bill-type.ts';
import { institutionalCodes } from './institutional-codes.ts';
import { institutionalDischarge } from './institutional-discharge.ts';
import { institutionalRevenue } from './institutional-revenue.ts';
import { medicalNecessity } from './medical-necessity.ts';
import type { Edit } from './model.ts';
import { modifierConflict } from './modifier-conflict.ts';
import { modifierMissing } from './modifier-missing.ts';
import { modifierUnknown } from './modifier-unknown.ts';
import { ncciMue } from './ncci-mue.ts';
import { ncciPtp } from './ncci-ptp.ts';
import { partiesBilling } from './parties-billing.ts';
import { partiesCoverage } from './parties-coverage.ts';
import { partiesFacility } from './parties-facility.ts';
import { partiesPatient } from './parties-patient.ts';
import { partiesReferring } from './parties-referring.ts';
import { partiesSubscriber } from './parties-subscriber.ts';
import { posMismatch } from './pos-mismatch.ts';
import { preventiveDx } from './preventive-dx.ts';
import { procedureAge } from './procedure-age.ts';
import { procedureNotEffective } from './procedure-not-effective.ts';
import { procedureSex } from './procedure-sex.ts';
import { procedureShape } from './procedure-shape.ts';
import { procedureUnknown } from './procedure-unknown.ts';
import { screeningDx } from './screening-dx.ts';
import { telehealthEligible } from './telehealth-eligible.ts';
import { telehealthPosModifier } from './telehealth-pos-modifier.ts';

export const EDITS: readonly Edit[] = [
  addOnWithoutPrimary,
  amounts,
  claimReadable,
  claimType,
  dates,
  datesCoverage,
  datesTimely,
  documentationGap,
  duplicateClaim,
  duplicateLine,
  dxPointer,
  emLevelSupport,
  emNewVsEstablished,
  emSameDay,
  frequency,
  globalPeriod,
  hccRecapture,
  icd10cmAge,
  icd10cmCodeAlso,
  icd10cmCodeFirst,
  icd10cmDot,
  icd10cmDuplicate,
  icd10cmExcludes1,
  icd10cmExcludes2,
  icd10cmExternalCauseFirst,
  icd10cmLaterality,
  icd10cmManifestationFirst,
  icd10cmNotBillable,
  icd10cmNotEffective,
  icd10cmPoa,
  icd10cmRetired,
  icd10cmSeventhCharacter,
  icd10cmSex,
  icd10cmUnacceptablePrincipal,
  icd10cmUnknown,
  icd10cmUnspecified,
  icd10cmUseAdditional,
  identifiersClaim,
  identifiersClia,
  identifiersMember,
  identifiersNpi,
  identifiersTaxId,
  identifiersTaxonomy,
  institutionalAdmission,
  institutionalAttending,
  institutionalBillType,
  institutionalCodes,
  institutionalDischarge,
  institutionalRevenue,
  medicalNecessity,
  modifierConflict,
  modifierMissing,
  modifierUnknown,
  ncciMue,
  ncciPtp,
  partiesBilling,
  partiesCoverage,
  partiesFacility,
  partiesPatient,
  partiesReferring,
  partiesSubscriber,
  posMismatch,
  preventiveDx,
  procedureAge,
  procedureNotEffective,
  procedureSex,
  procedureShape,
  procedureUnknown,
  screeningDx,
  telehealthEligible,
  telehealthPosModifier,
];
