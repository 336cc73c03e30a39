/** Element 3 of decision making: risk of complications and morbidity of patient management. */
import { type Evidence, evidence, type Facts, type Service } from '../../chart/index.ts';
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
      const d = facts.visit.dischargeDisposition;
      const said = d && [d.words, ...d.codings.map((c) => c.code)].join(' ');
      const coded =
        d !== undefined &&
        said !== undefined &&
        facts.visit.setting.value === 'emergency' &&
        ADMITTED.test(said) &&
        !WENT_HOME.test(said);
      return coded
        ? [evidence(facts.visit.id, 'Encounter.hospitalization.dischargeDisposition', d.words)]
        : decidedInNotes(facts);
    },
  },
  {
    level: 'high',
    why: 'parenteral controlled substance',
    find: services((s) => s.kind === 'administration' && PARENTERAL.test(s.concept.words)),
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
    why: 'decision not to resuscitate or to de-escalate care',
    find: inNotes(/\b(?:DNR|do not resuscitate|comfort care) (?:order|decision|discussed)\b/gi),
  },
  {
    level: 'moderate',
    why: 'prescription drug management',
    find: services((s) => s.kind === 'medication'),
  },
  {
    level: 'moderate',
    why: 'prescription drug given under supervision',
    find: services((s) => s.kind === 'administration' && s.status === 'completed'),
  },
  {
    level: 'moderate',
    why: 'diagnosis or treatment significantly limited by social determinants of health',
    find: inNotes(
      /\b(?:cannot afford|unable to afford|no transportation|limited by (?:housing|food|cost))\b/gi,
    ),
  },
  { level: 'low', why: 'therapy, referral or test ordered', find: services((s) => s.kind === 'order') },
  {
    level: 'low',
    why: 'over-the-counter drug or home care advised',
    find: inNotes(
      /\b(?:acetaminophen|ibuprofen|over[- ]the[- ]counter|OTC|rest and fluids|supportive care)\b/gi,
    ),
  },
];

// "Admitted" may be history, and patients admit to drinking: the plan's own verb, with the place, is what counts.
const decidedInNotes = inNotes(
  /(?<!\b(?:was|were|been|previously|recently|last|first|never) )\b(?:admit(?:ted)? (?:to|for) (?:the )?(?:hospital|inpatient|observation|icu|ccu|telemetry|floor|ward|medicine|surgery|cardiology|step-?down)|decision (?:made )?to admit|decision (?:made )?for (?:admission|hospital)|will be admitted|will admit(?! to)|hospitali[sz]ation (?:was )?(?:considered|discussed|recommended))\b/gi,
);

export function rateRisk(facts: Facts, onlyFor?: readonly string[]): ElementRating {
  for (const rule of RULES) {
    const found = rule.find(facts, onlyFor);
    if (found.length > 0) return { level: rule.level, why: rule.why, evidence: found };
  }
  return { level: 'straightforward', why: 'nothing ordered or prescribed', evidence: [] };
}
