/** Groups of categories and the pairs that add to a score, as the main macro of each CMS-HCC model defines them. */
import type { HccModel } from './model.ts';

export interface Interactions {
  readonly groups: Readonly<Record<string, readonly number[]>>;
  /** Variable → the two groups; `DISABLED` stands for the enrollee. What a segment has no coefficient for does not count. */
  readonly pairs: Readonly<Record<string, readonly [string, string]>>;
}

export const DISABLED = 'DISABLED';

const COMMON = {
  diabetes: [17, 18, 19],
  hf: [85],
  lung: [110, 111, 112],
  arrest: [82, 83, 84],
  cancer: [8, 9, 10, 11, 12],
  immune: [47],
  arrhythmia: [96],
  sepsis: [2],
  openings: [188],
  ulcer: [157, 158, 159],
  pneumonia: [114],
  schizophrenia: [57],
  seizures: [79],
  hcc85: [85],
  hcc161: [161],
  hcc39: [39],
  hcc77: [77],
  hcc6: [6],
} as const;

const INSTITUTIONAL = {
  CHF_gCopdCF: ['hf', 'lung'],
  gCopdCF_CARD_RESP_FAIL: ['lung', 'arrest'],
  SEPSIS_PRESSURE_ULCER: ['sepsis', 'ulcer'],
  SEPSIS_ARTIF_OPENINGS: ['sepsis', 'openings'],
  ART_OPENINGS_PRESS_ULCER: ['openings', 'ulcer'],
  ART_OPENINGS_PRESSURE_ULCER: ['openings', 'ulcer'],
  DIABETES_CHF: ['diabetes', 'hf'],
  gCopdCF_ASP_SPEC_B_PNEUM: ['lung', 'pneumonia'],
  gCopdCF_ASP_SPEC_BACT_PNEUM: ['lung', 'pneumonia'],
  ASP_SPEC_B_PNEUM_PRES_ULC: ['pneumonia', 'ulcer'],
  ASP_SPEC_BACT_PNEUM_PRES_ULC: ['pneumonia', 'ulcer'],
  SEPSIS_ASP_SPEC_BACT_PNEUM: ['sepsis', 'pneumonia'],
  SCHIZOPHRENIA_gCopdCF: ['schizophrenia', 'lung'],
  SCHIZOPHRENIA_CHF: ['schizophrenia', 'hf'],
  SCHIZOPHRENIA_SEIZURES: ['schizophrenia', 'seizures'],
  DISABLED_HCC85: [DISABLED, 'hcc85'],
  DISABLED_PRESSURE_ULCER: [DISABLED, 'ulcer'],
  DISABLED_HCC161: [DISABLED, 'hcc161'],
  DISABLED_HCC39: [DISABLED, 'hcc39'],
  DISABLED_HCC77: [DISABLED, 'hcc77'],
  DISABLED_HCC6: [DISABLED, 'hcc6'],
} as const;

const V22: Interactions = {
  groups: { ...COMMON, kidney: [134, 135, 136, 137], substance: [54, 55], psychiatric: [57, 58] },
  pairs: {
    ...INSTITUTIONAL,
    HCC47_gCancer: ['immune', 'cancer'],
    HCC85_gDiabetesMellit: ['hf', 'diabetes'],
    HCC85_gCopdCF: ['hf', 'lung'],
    HCC85_gRenal: ['hf', 'kidney'],
    gRespDepandArre_gCopdCF: ['arrest', 'lung'],
    HCC85_HCC96: ['hf', 'arrhythmia'],
    gSubstanceAbuse_gPsychiatric: ['substance', 'psychiatric'],
  },
};

const V24: Interactions = {
  groups: {
    ...COMMON,
    kidney: [134, 135, 136, 137, 138],
    substance: [54, 55, 56],
    psychiatric: [57, 58, 59, 60],
  },
  pairs: {
    ...INSTITUTIONAL,
    HCC47_gCancer: ['immune', 'cancer'],
    HCC85_gRenal_V24: ['hf', 'kidney'],
    HCC85_HCC96: ['hf', 'arrhythmia'],
    gSubstanceUseDisorder_gPsych: ['substance', 'psychiatric'],
  },
};

const V28: Interactions = {
  groups: {
    cancer: [17, 18, 19, 20, 21, 22, 23],
    diabetes: [35, 36, 37, 38],
    arrest: [211, 212, 213],
    hf: [221, 222, 223, 224, 225, 226],
    lung: [276, 277, 278, 279, 280],
    kidney: [326, 327, 328, 329],
    arrhythmia: [238],
    substance: [135, 136, 137, 138, 139],
    psychiatric: [151, 152, 153, 154, 155],
    neuro: [180, 181, 182, 190, 191, 192, 195, 196, 198, 199],
    ulcer: [379, 380, 381, 382],
  },
  pairs: {
    DIABETES_HF_V28: ['diabetes', 'hf'],
    HF_CHR_LUNG_V28: ['hf', 'lung'],
    HF_KIDNEY_V28: ['hf', 'kidney'],
    CHR_LUNG_CARD_RESP_FAIL_V28: ['lung', 'arrest'],
    HF_HCC238_V28: ['hf', 'arrhythmia'],
    gSubUseDisorder_gPsych_V28: ['substance', 'psychiatric'],
    DISABLED_CANCER_V28: [DISABLED, 'cancer'],
    DISABLED_NEURO_V28: [DISABLED, 'neuro'],
    DISABLED_HF_V28: [DISABLED, 'hf'],
    DISABLED_CHR_LUNG_V28: [DISABLED, 'lung'],
    DISABLED_ULCER_V28: [DISABLED, 'ulcer'],
  },
};

export const INTERACTIONS: Readonly<Record<HccModel, Interactions>> = { V22, V24, V28 };
