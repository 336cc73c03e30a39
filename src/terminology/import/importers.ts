/** Every importer of official files. To add one, add its line. */

import { ncci } from '../ncci/official.ts';
import { cptList } from './cpt-list.ts';
import { feeSchedule } from './fee-schedule.ts';
import { hcpcs } from './hcpcs.ts';
import { icd10cm } from './icd10cm.ts';
import { icd10pcs } from './icd10pcs.ts';
import type { Importer } from './importer.ts';

export const IMPORTERS: readonly Importer[] = [icd10cm, icd10pcs, hcpcs, cptList, feeSchedule, ncci];
