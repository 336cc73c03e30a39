/** Every importer of official files. To add one, add its line. */

import { ncci } from '../ncci/official.ts';
import { ccsr } from './ccsr.ts';
import { coverageArticles } from './coverage.ts';
import { cptList } from './cpt-list.ts';
import { cvxCpt } from './cvx-cpt.ts';
import { feeSchedule } from './fee-schedule.ts';
import { gemFiles } from './gems.ts';
import { hcc } from './hcc.ts';
import { hcpcs } from './hcpcs.ts';
import { icd10cm } from './icd10cm.ts';
import { icd10cmConversion } from './icd10cm-conversion.ts';
import { icd10cmIndex } from './icd10cm-index.ts';
import { icd10pcs } from './icd10pcs.ts';
import type { Importer } from './importer.ts';
import { mceLists } from './mce.ts';

export const IMPORTERS: readonly Importer[] = [
  icd10cm,
  icd10pcs,
  hcpcs,
  cptList,
  feeSchedule,
  ncci,
  icd10cmIndex,
  mceLists,
  gemFiles,
  icd10cmConversion,
  hcc,
  ccsr,
  coverageArticles,
  cvxCpt,
];
