/** Every edit, by id. A test holds that each file that is an edit stands here, is tested and is documented. */
import { amounts } from './amounts.ts';
import { claimReadable } from './claim-readable.ts';
import { claimType } from './claim-type.ts';
import { dates } from './dates.ts';
import { dxPointer } from './dx-pointer.ts';
import { emNewVsEstablished } from './em-new-vs-established.ts';
import { icd10cmCodeFirst } from './icd10cm-code-first.ts';
import { icd10cmDuplicate } from './icd10cm-duplicate.ts';
import { icd10cmExcludes1 } from './icd10cm-excludes1.ts';
import { icd10cmExternalCauseFirst } from './icd10cm-external-cause-first.ts';
import { icd10cmManifestationFirst } from './icd10cm-manifestation-first.ts';
import { icd10cmNotBillable } from './icd10cm-not-billable.ts';
import { icd10cmNotEffective } from './icd10cm-not-effective.ts';
import { icd10cmRetired } from './icd10cm-retired.ts';
import { icd10cmUnknown } from './icd10cm-unknown.ts';
import { identifiersNpi } from './identifiers-npi.ts';
import type { Edit } from './model.ts';
import { partiesCoverage } from './parties-coverage.ts';
import { preventiveDx } from './preventive-dx.ts';
import { procedureShape } from './procedure-shape.ts';
import { procedureUnknown } from './procedure-unknown.ts';
import { telehealthPosModifier } from './telehealth-pos-modifier.ts';

export const EDITS: readonly Edit[] = [
  amounts,
  claimReadable,
  claimType,
  dates,
  dxPointer,
  emNewVsEstablished,
  icd10cmCodeFirst,
  icd10cmDuplicate,
  icd10cmExcludes1,
  icd10cmExternalCauseFirst,
  icd10cmManifestationFirst,
  icd10cmNotBillable,
  icd10cmNotEffective,
  icd10cmRetired,
  icd10cmUnknown,
  identifiersNpi,
  partiesCoverage,
  preventiveDx,
  procedureShape,
  procedureUnknown,
  telehealthPosModifier,
];
