/** Element 3 of decision making: risk of complications and morbidity of patient management. */
import { type Evidence, evidence, type Facts, type Service } from '../../chart/index.ts';
import type { MdmLevel } from './levels.ts';
import type { ElementRating } from './problems.ts';

interface RiskRule {
  readonly level: MdmLevel;
  readonly why: string;
  find(facts: Facts, onlyFor: readonly string[] | undefined): readonly Evidence[];
}

const inNotes =
  (pattern: RegExp) =>
  (facts: Facts): readonly Evidence[] => {
    for (const note of facts.notes) {
      const words = pattern.exec(note.text)?.[0];
      if (words) return [evidence(note.id, 'content.attachment.data', words)];
    }
    return [];
  };

const services =
  (test: (s: Service) => boolean) =>
  (facts: Facts, onlyFor?: readonly string[]): readonly Evidence[] =>
    facts.services
      .filter((s) => test(s) && (!onlyFor || s.reasons.some((r) => onlyFor.includes(r))))
      .flatMap((s) => s.evidence.slice(0, 1));

const PARENTERAL = /\b(morphine|hydromorphone|fentanyl|ketamine)\b/i;
const INTENSIVE =
  /\b(cisplatin|carboplatin|paclitaxel|docetaxel|doxorubicin|oxaliplatin|methotrexate infusion|amphotericin|vancomycin infusion)\b/i;
const ADMITTED = /\b(inpatient|observation|admi(?:t|ssion)|hosp)/i;

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
        ADMITTED.test(said);
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
    find: inNotes(/\b(?:DNR|do not resuscitate|comfort care) (?:order|decision|discussed|status)\b/i),
  },
  {
    level: 'moderate',
    why: 'prescription drug management',
    find: services(
      (s) => s.kind === 'medication' && !['cancelled', 'entered-in-error', 'draft'].includes(s.status),
    ),
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
      /\b(?:cannot afford|unable to afford|no transportation|limited by (?:housing|food|cost))\b/i,
    ),
  },
  { level: 'low', why: 'therapy, referral or test ordered', find: services((s) => s.kind === 'order') },
  {
    level: 'low',
    why: 'over-the-counter drug or home care advised',
    find: inNotes(
      /\b(?:acetaminophen|ibuprofen|over[- ]the[- ]counter|OTC|rest and fluids|supportive care)\b/i,
    ),
  },
];

// "Admitted" alone may be history; the plan's own verb is what counts.
const decidedInNotes = (facts: Facts): readonly Evidence[] =>
  inNotes(
    /\b(?:admit(?:ted)? (?:to|for)|decision (?:made )?to admit|will (?:be )?admit(?:ted)?|hospitali[sz]ation (?:was )?(?:considered|discussed|recommended))\b/i,
  )(facts);

export function rateRisk(facts: Facts, onlyFor?: readonly string[]): ElementRating {
  for (const rule of RULES) {
    const found = rule.find(facts, onlyFor);
    if (found.length > 0) return { level: rule.level, why: rule.why, evidence: found };
  }
  return { level: 'straightforward', why: 'nothing ordered or prescribed', evidence: [] };
}
