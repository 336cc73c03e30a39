/** Headings of clinical notes by what stands below them. Edition 2026.1, written for this project from how notes are commonly laid out. */

export type SectionKind =
  /** Diagnoses the author stands by: assessment, impression, final and discharge diagnoses. */
  | 'assessment'
  | 'plan'
  /** Why the patient came: chief complaint, reason, indication, admitting diagnosis. */
  | 'complaint'
  | 'present'
  | 'course'
  | 'past'
  | 'surgical'
  | 'family'
  | 'social'
  | 'allergies'
  | 'medications'
  | 'review'
  | 'exam'
  | 'results'
  /** Said to be left alone in this encounter. */
  | 'unaddressed'
  | 'other'
  /** Words before any heading, or of a note without one. */
  | 'narrative';

const TABLE: Readonly<Record<Exclude<SectionKind, 'narrative'>, string>> = {
  assessment:
    'a|a p|a/p|a and p|a&p|ap|assessment|assessments|assessment and plan|assessment/plan|assessment & plan|assessment plan|assessment and recommendations|impression|impressions|impression and plan|impression/plan|impression & plan|diagnosis|diagnoses|dx|final diagnosis|final diagnoses|final impression|discharge diagnosis|discharge diagnoses|principal diagnosis|primary diagnosis|secondary diagnosis|secondary diagnoses|principal discharge diagnosis|other diagnoses|discharge dx|final dx|visit diagnosis|visit diagnoses|encounter diagnosis|encounter diagnoses|clinical impression|ed diagnosis|postoperative diagnosis|post-operative diagnosis|post operative diagnosis|postop diagnosis|pathologic diagnosis|pathological diagnosis|medical decision making|mdm|conclusion|conclusions|problems addressed|active problems|active issues|hospital problems|summary and impression|working diagnosis|differential diagnosis|assessment of problems|diagnostic impression|opinion',
  plan: 'p|plan|plans|plan of care|treatment plan|recommendation|recommendations|disposition|follow up|follow-up|followup|instructions|discharge instructions|patient instructions|treatment|orders|discharge plan|next steps',
  complaint:
    'cc|chief complaint|chief complaints|complaint|reason|reason for visit|reason for consultation|reason for admission|reason for encounter|reason for referral|reason for study|reason for exam|indication|indications|clinical indication|indication for procedure|indications for procedure|presenting complaint|presenting problem|admitting diagnosis|admission diagnosis|admission diagnoses|preoperative diagnosis|pre-operative diagnosis|preop diagnosis|clinical history|clinical information|referral reason',
  present:
    'hpi|history of present illness|history of the present illness|present illness|history|subjective|s|interval history|interim history|history of presenting complaint|hopi|narrative|current history|summary|case presentation|presentation',
  course:
    'hospital course|course|ed course|emergency department course|brief hospital course|clinical course|evolution|course in hospital|summary of hospital stay|progress',
  past: 'pmh|pmhx|past medical history|past history|medical history|past medical hx|prior history|previous history|history of past illness|background|personal history|antecedents|problem list|comorbidities|co-morbidities|chronic conditions|significant history|past psychiatric history|past ocular history|obstetric history|ob history|ob/gyn history|gynecologic history|birth history',
  surgical:
    'psh|past surgical history|surgical history|past procedures|prior surgeries|operations|past surgical hx|previous surgeries|procedures history',
  family: 'fh|fhx|family history|family hx|family medical history',
  social: 'sh|shx|social history|social hx|habits|social|lifestyle|substance use|psychosocial history',
  allergies: 'allergies|allergy|drug allergies|medication allergies|known allergies|adverse reactions',
  medications:
    'medications|meds|current medications|home medications|medication|discharge medications|medications on admission|current meds|rx|prescriptions|medication list',
  review: 'ros|review of systems|systems review|systemic inquiry|functional inquiry',
  exam: 'exam|physical exam|physical examination|pe|examination|objective|o|vitals|vital signs|general examination|mental status exam|mental status examination|neurological examination|on examination|physical',
  results:
    'labs|lab|laboratory|laboratory data|laboratory results|results|imaging|radiology|studies|findings|ekg|ecg|x-ray|ct|mri|data|diagnostics|diagnostic studies|pertinent results|investigations|pathology|microbiology|ultrasound|technique|comparison|test results|relevant results',
  unaddressed:
    'not addressed|not addressed today|problems not addressed|not discussed|not evaluated|deferred|inactive problems|resolved problems',
  other:
    'procedure|procedures|procedure note|operation|operative findings|anesthesia|complications|counseling|immunizations|time|total time|signature|consent|specimen|disposition and time|discharge condition|condition at discharge|condition on discharge|code status|diet|activity|consultations|consults|preventive care|health maintenance|patient education|estimated blood loss|note|date|name|dob|mrn|provider|attending',
};

/** Normal form of a heading → kind. */
export const HEADINGS: ReadonlyMap<string, SectionKind> = new Map(
  Object.entries(TABLE).flatMap(([kind, list]) =>
    list.split('|').map((name) => [name, kind as SectionKind] as const),
  ),
);

export const LONGEST_HEADING = 48;
