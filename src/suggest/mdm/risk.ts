/** Element 3 of decision making: risk of complications and morbidity of patient management. */
import { type Evidence, evidence, type Facts, type Service, type Setting } from '../../chart/index.ts';
import type { MdmLevel } from './levels.ts';
import type { ElementRating } from './problems.ts';
import { saidIn } from './said.ts';

interface RiskRule {
  readonly level: MdmLevel;
  readonly why: string;
  find(facts: Facts, onlyFor: readonly string[] | undefined): readonly Evidence[];
}

const inNotes =
  (pattern: RegExp) =>
  (facts: Facts): readonly Evidence[] =>
    saidIn(facts, pattern);

/** Never given, never ordered, or ordered by mistake. */
const VOID = ['entered-in-error', 'not-done', 'cancelled', 'revoked', 'draft'];

const services =
  (test: (s: Service) => boolean) =>
  (facts: Facts, onlyFor?: readonly string[]): readonly Evidence[] =>
    facts.services
      .filter(
        (s) =>
          !VOID.includes(s.status) && test(s) && (!onlyFor || s.reasons.some((r) => onlyFor.includes(r))),
      )
      .flatMap((s) => s.evidence.slice(0, 1));

const PARENTERAL = /\b(morphine|hydromorphone|fentanyl|ketamine)\b/i;
const INTENSIVE =
  /\b(cisplatin|carboplatin|paclitaxel|docetaxel|doxorubicin|oxaliplatin|methotrexate infusion|amphotericin|vancomycin infusion)\b/i;
const HOSPITAL: readonly Setting[] = ['inpatient', 'observation'];
const MAJOR =
  '(?:(?:total )?(?:knee|hip|shoulder) (?:replacement|arthroplasty)|arthroplasty|cholecystectomy|appendectomy|appendicectomy|hysterectomy|colectomy|laparotomy|laparoscopy|mastectomy|lumpectomy|thyroidectomy|spinal fusion|laminectomy|bypass surgery|cabg|valve replacement|hernia repair|open reduction|orif|nephrectomy|prostatectomy|craniotomy|amputation|carotid endarterectomy|major surgery|surgery|operation)';
const MINOR =
  '(?:incision and drainage|i ?& ?d|excision|biopsy|laceration repair|suturing|joint injection|injection|aspiration|minor (?:surgery|procedure)|nail (?:removal|avulsion)|cryotherapy|destruction)';
const DECIDED =
  '(?:decision (?:was )?(?:made )?(?:for|to (?:proceed|operate|perform|undergo))|decided (?:on|to (?:proceed with|undergo|perform))|elect(?:s|ed) (?:to (?:proceed with|undergo)|for)|(?:will|plan to|wishes to|wants to|agrees? to) (?:proceed (?:with|to)|undergo|schedule|perform)|scheduled for|booked for|consent(?:ed)? (?:obtained )?for)';
const MAJOR_SURGERY = new RegExp(
  `\\b${DECIDED}\\b[^.;\\n]{0,60}\\b${MAJOR}\\b|\\b(?<!minor )${MAJOR} (?:was |is |has been )?(?:decided|agreed|scheduled|planned|arranged|elected|chosen|consented|booked)\\b`,
  'gi',
);
const MINOR_SURGERY = new RegExp(`\\b${DECIDED}\\b[^.;\\n]{0,60}\\b${MINOR}`, 'gi');
const EMERGENCY_SURGERY = new RegExp(
  `\\b(?:emergen(?:t|cy|tly) (?:\\w+ )?${MAJOR}|(?:taken|go|going|proceed|to go) (?:emergently )?to (?:the )?(?:OR|operating room|theatre) (?:emergently|now|immediately)|emergently to (?:the )?(?:OR|operating room))\\b`,
  'gi',
);
/** What the notes say of a decision for a major operation, urgent or not. */
export const majorSurgeryDecided = (facts: Facts): readonly Evidence[] => [
  ...saidIn(facts, MAJOR_SURGERY),
  ...saidIn(facts, EMERGENCY_SURGERY),
];
const RISK_FACTORS =
  /\b(?:(?:increased|high|higher|elevated) (?:surgical |operative |perioperative |bleeding |procedural |anesthe\w{2,5} )?risk\b|(?:patient |procedure |surgical |identified )risk factors? (?:for|include|reviewed|discussed|identified)|risk (?:is )?(?:increased|elevated|raised) (?:by|due to|because))/gi;
const PARENTERAL_IN_NOTES =
  /\b(?:(?:iv|im|intravenous|intramuscular|parenteral) (?:morphine|hydromorphone|dilaudid|fentanyl|ketamine|lorazepam|midazolam|meperidine)|(?:morphine|hydromorphone|dilaudid|fentanyl|ketamine|lorazepam|midazolam|meperidine)\s{1,2}(?:[\d.]{1,6} ?(?:mg|mcg) )?(?:iv|im|intravenous(?:ly)?|intramuscular(?:ly)?)\b)/gi;

/** Sold without a prescription at the doses that notes give; a prescription strength is said as such. */
const OTC =
  /\b(?:acetaminophen|tylenol|paracetamol|ibuprofen|advil|motrin|naproxen sodium|aleve|aspirin|loratadine|cetirizine|fexofenadine|diphenhydramine|guaifenesin|dextromethorphan|pseudoephedrine|saline|vitamin|calcium|magnesium|omega-?3|fish oil|melatonin|antacid|simethicone|bismuth|loperamide|polyethylene glycol|miralax|senna|docusate|bacitracin|calamine|sunscreen|emollient|probiotics?)\b/i;
const OTC_WORDS = /\b(?:over[- ]the[- ]counter|OTC)\b/i;

const isOverTheCounter = (s: Service): boolean =>
  OTC_WORDS.test([s.concept.words, ...s.notes.map((n) => n.value)].join(' ').slice(0, 1_000));

const MANAGED =
  /\b(?:start(?:ed|ing)?|begin|began|initiat(?:e|ed)|prescrib(?:e|ed|ing)|rx:?|continu(?:e|ed|ing)|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|titrat(?:e|ed|ing)|refill(?:ed)?|renew(?:ed)?|chang(?:e|ed) to|switch(?:ed)? to|stop(?:ped)?|discontinu(?:e|ed))\s{1,2}(?:on )?(?:her |his |the )?([a-z][a-z-]{3,30})(?: [a-z]{2,15}){0,2} (?:to |from )?\d[\d.,]{0,6} ?(?:mg|mcg|g|units?|puffs?|ml|tablets?|%|iu)\b|\b[a-z][a-z-]{3,30} \d[\d.,]{0,6} ?(?:mg|mcg|units?|puffs?) (?:(?:daily|nightly|weekly|(?:once|twice) (?:daily|a day)) )?(?:was |is )?(?:started|begun|prescribed|continued|refilled|renewed|increased|raised|decreased|doubled|stopped)\b/gi;

const DRUG =
  '(?:[a-z]{2,16}(?:cillin|mycin|floxacin|cycline|pril|sartan|statin|olol|azepam|azolam|oxetine|triptyline|gliptin|gliflozin|glutide|parin|xaban|dipine|zosin|semide|thiazide|lukast|setron|triptan|sone|solone|cyclovir|ciclovir|azine|giline|dronate|profen xr)|cef[a-z]{4,12}|ceph[a-z]{4,12}|metformin|insulin|warfarin|levothyroxine|albuterol|gabapentin|pregabalin|sertraline|citalopram|escitalopram|bupropion|venlafaxine|duloxetine|lithium|methotrexate|allopurinol|colchicine|oseltamivir|nitrofurantoin|fluconazole|clopidogrel|digoxin|amiodarone|spironolactone|tamsulosin|levodopa|carbidopa-levodopa|antibiotics?|antivirals?|anticoagula\\w{2,5}|antidepressants?|inhaled steroids?|oral steroids?)(?:-[a-z]{3,16})?';
/** Without a dose, too, where the drug is one that no shop sells. */
const MANAGED_BY_NAME = new RegExp(
  `\\b(?:start(?:ed|ing)?|begin|began|initiated?|prescrib(?:e|ed)|rx:?|continued?|increased?|decreased?|titrated?|refill(?:ed)?|renew(?:ed)?|add(?:ed)?|chang(?:e|ed) (?:[a-z-]{3,20} )?to|switch(?:ed)? (?:from )?(?:[a-z-]{3,20} )?to|stop(?:ped)?|discontinued?)\\s{1,2}(?:on |oral |iv |her |his |the ){0,2}${DRUG}\\b|\\b${DRUG} (?:[\\d.]{1,6} ?(?:mg|mcg)(?:\\/kg)?(?:\\/day)? )?(?:was |is |were )?(?:started|prescribed|continued|refilled|renewed|increased|decreased|doubled|stopped|changed)\\b`,
  'gi',
);

/** A drug begun, changed or stopped in so many words, by its dose or by a name sold on prescription alone; going on is no change. */
export const DRUG_CHANGED = new RegExp(
  `\\b(?:start(?:ed|ing)?|began|begin|initiated?|prescribed?|add(?:ed)?|increased?|raised?|decreased?|doubled|titrated?|stopped|switched|changed)\\s{1,2}(?:on |to |her |his |the ){0,2}(?:${DRUG}\\b|[a-z-]{4,30}(?: [a-z]{2,15})? (?:to |from )?\\d[\\d.,]{0,6} ?(?:mg|mcg|units?|puffs?)\\b)|\\b${DRUG} (?:[\\d.]{1,6} ?(?:mg|mcg)(?:\\/kg)?(?:\\/day)? )?(?:was |is |were )?(?:started|added|prescribed|increased|raised|decreased|doubled|stopped|changed)\\b|\\b[a-z-]{4,30} \\d[\\d.,]{0,6} ?(?:mg|mcg|units?|puffs?) (?:was |is )?(?:started|added|prescribed|increased|raised|decreased|doubled|stopped)\\b`,
  'i',
);

/** A drug that the plan starts, changes, goes on with or stops: by its dose, or by a name sold on prescription alone. */
function prescribedInNotes(facts: Facts): readonly Evidence[] {
  return [...saidIn(facts, MANAGED, { each: true }), ...saidIn(facts, MANAGED_BY_NAME)]
    .filter((e) => !OTC.test(e.words))
    .slice(0, 1);
}

// Hospice (code `hosp`) is no hospital, and who went home was not admitted.
const ADMITTED =
  /(?<!\b(?:not|no|without|declined|refused) )\b(?:inpatient|observation|admit(?:ted)?|admission|hospital)\b/i;
const WENT_HOME = /\bhome\b/i;

/** Highest first; the first rule with evidence decides. */
const RULES: readonly RiskRule[] = [
  {
    level: 'high',
    why: 'decision on hospitalisation or escalation of hospital care',
    find: (facts) => {
      const coded = byDisposition(facts);
      if (coded.length > 0) return coded;
      const decided = decidedInNotes(facts);
      return decided.length > 0 || !HOSPITAL.includes(facts.visit.setting.value) ? decided : escalated(facts);
    },
  },
  {
    level: 'high',
    why: 'decision on emergency major surgery',
    find: inNotes(EMERGENCY_SURGERY),
  },
  {
    level: 'high',
    why: 'decision on elective major surgery with risk factors of the patient or the procedure',
    find: (facts) => both(inNotes(MAJOR_SURGERY)(facts), inNotes(RISK_FACTORS)(facts)),
  },
  {
    level: 'high',
    why: 'parenteral controlled substance',
    find: services((s) => s.kind === 'administration' && PARENTERAL.test(s.concept.words)),
  },
  {
    level: 'high',
    why: 'parenteral controlled substance',
    find: inNotes(PARENTERAL_IN_NOTES),
  },
  {
    level: 'high',
    why: 'drug therapy that needs intensive monitoring for toxicity',
    find: services(
      (s) => ['administration', 'medication'].includes(s.kind) && INTENSIVE.test(s.concept.words),
    ),
  },
  {
    level: 'high',
    why: 'drug therapy that needs intensive monitoring for toxicity',
    find: inNotes(
      /\b(?:intensive(?:ly)? (?:drug )?monitor\w{0,4} for (?:drug )?toxicity|(?:drug|medication|therapy) (?:therapy )?(?:that )?requir(?:es|ing) intensive monitoring)\b/gi,
    ),
  },
  {
    level: 'high',
    why: 'decision not to resuscitate or to de-escalate care',
    find: inNotes(
      /\b(?:(?:DNR(?:\/DNI)?|do not resuscitate|comfort care|comfort measures(?: only)?|hospice) (?:order|decision|discussed|status elected|enrol\w{2,6})|code status (?:was )?changed to (?:DNR|comfort)|made (?:DNR|comfort care)|(?:decision|elect(?:s|ed)|agre(?:es|ed)|transition(?:ed|ing)?) (?:was made )?(?:for|to) (?:be )?(?:DNR|hospice|comfort (?:care|measures)|withdraw\w{0,4}))\b/gi,
    ),
  },
  {
    level: 'moderate',
    why: 'prescription drug management',
    find: services((s) => s.kind === 'medication' && !isOverTheCounter(s)),
  },
  {
    level: 'moderate',
    why: 'prescription drug management',
    find: prescribedInNotes,
  },
  {
    level: 'moderate',
    why: 'prescription drug given under supervision',
    find: services((s) => s.kind === 'administration' && s.status === 'completed'),
  },
  {
    level: 'moderate',
    why: 'decision on elective major surgery',
    find: inNotes(MAJOR_SURGERY),
  },
  {
    level: 'moderate',
    why: 'decision on minor surgery with risk factors of the patient or the procedure',
    find: (facts) => both(inNotes(MINOR_SURGERY)(facts), inNotes(RISK_FACTORS)(facts)),
  },
  {
    level: 'moderate',
    why: 'diagnosis or treatment significantly limited by social determinants of health',
    find: inNotes(
      /\b(?:(?:cannot|can't|can not|unable to|could not) afford|(?:no|lacks?|without) (?:transportation|insurance|stable housing|housing)|homeless(?:ness)? (?:limits|prevents|complicates)|limited by (?:housing|food|cost|transportation|homelessness|insurance)|(?:due to|because of) (?:the )?(?:cost|homelessness|lack of (?:insurance|transportation|housing)|food insecurity|housing instability))\b/gi,
    ),
  },
  { level: 'low', why: 'therapy, referral or test ordered', find: services((s) => s.kind === 'order') },
  { level: 'low', why: 'over-the-counter drug', find: services((s) => s.kind === 'medication') },
  {
    level: 'low',
    why: 'decision on minor surgery without risk factors',
    find: inNotes(MINOR_SURGERY),
  },
  {
    level: 'low',
    why: 'over-the-counter drug or home care advised',
    find: inNotes(
      /\b(?:acetaminophen|ibuprofen|naproxen|loratadine|cetirizine|over[- ]the[- ]counter|OTC|rest and fluids|supportive care|saline (?:spray|rinse)|physical therapy|home exercises?)\b/gi,
    ),
  },
];

const both = (a: readonly Evidence[], b: readonly Evidence[]): readonly Evidence[] =>
  a.length > 0 && b.length > 0 ? [...a, ...b] : [];

function byDisposition({ visit }: Facts): readonly Evidence[] {
  const d = visit.dischargeDisposition;
  const said = d && [d.words, ...d.codings.map((c) => c.code)].join(' ');
  const admitted =
    said !== undefined && visit.setting.value === 'emergency' && ADMITTED.test(said) && !WENT_HOME.test(said);
  return admitted && d ? [evidence(visit.id, 'Encounter.hospitalization.dischargeDisposition', d.words)] : [];
}

// "Admitted" may be history, and patients admit to drinking: the plan's own verb, with the place, is what counts.
const decidedInNotes = inNotes(
  /(?<!\b(?:was|were|been|previously|recently|last|first|never) )\b(?:admit(?:ted)? (?:to|for) (?:the )?(?:hospital|inpatient|observation|icu|ccu|telemetry|floor|ward|medicine|surgery|cardiology|step-?down)|decision (?:made )?to admit|decision (?:made )?for (?:admission|hospital)|will be admitted|will admit(?! to)|hospitali[sz]ation (?:was )?(?:considered|discussed|recommended)|(?:accept(?:s|ed)|transfer(?:red)?|referr?ed|sent|held|arranged) (?:(?:him|her|them|the patient) )?(?:in transfer )?(?:for|to) (?:the |an? )?(?:acute |voluntary |involuntary )?(?:inpatient|psychiatric|hospital) (?:psychiatric )?(?:admission|bed|unit|hospital|treatment))\b/gi,
);

/** In hospital: moved to a higher level of care (CPT: "escalation of hospital-level care"). */
const escalated = inNotes(
  /\b(?:(?:transfer(?:red)?|upgrade[d]?|moved|escalat(?:e|ed)) (?:him |her |them |care )?to (?:the )?(?:icu|ccu|micu|sicu|intensive care|step-?down|higher level of care)|icu transfer|intubat(?:ed|ion) (?:today|for)|started on (?:vasopressors?|pressors?|norepinephrine|bipap))\b/gi,
);

export function rateRisk(facts: Facts, onlyFor?: readonly string[]): ElementRating {
  for (const rule of RULES) {
    const found = rule.find(facts, onlyFor);
    if (found.length > 0) return { level: rule.level, why: rule.why, evidence: found };
  }
  return { level: 'straightforward', why: 'nothing ordered or prescribed', evidence: [] };
}
