/** The two ends of a telehealth visit that are paid apart: the place where the patient is, Q3014, and rural or community clinics, G2025 (CMS Pub. 100-04 ch. 12 §190). */
import {
  type Citation,
  type Evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  namedBy,
  type PrepareFunction,
  payerKindOf,
  recordedCodes,
  SYSTEM,
  saidIn,
  service,
  within,
} from '../../src/suggest/module.ts';

interface Rule {
  readonly code: string;
  readonly payers: readonly string[];
  readonly effective: { readonly from: string; readonly to?: string };
}

interface Tables {
  readonly originating: Rule;
  readonly clinics: Rule & { readonly places: readonly string[]; readonly visits: readonly string[] };
}

const SITE: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '190.5, 190.6' };
const CLINIC: Citation = {
  source: 'CMS Physician Fee Schedule final rules 2022 to 2026',
  section: 'Telehealth of rural health clinics and health centres',
};

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['rules.json'] as Tables;
  return (facts, context): ModuleOutput => {
    const services = [...originating(facts, context, tables), ...clinic(facts, context, tables)];
    return services.length > 0 ? { services } : {};
  };
};

const recorded = (facts: Facts, code: string): boolean => recordedCodes(facts).some((r) => r.code === code);

const inForce = ({ payers, effective }: Rule, facts: Facts, context: ModuleContext): boolean =>
  payers.includes(payerKindOf(facts)) && within(context.on, effective);

const HOSTED = /\btelehealth originating site\b|\boriginating site (?:visit|encounter|fee|facility)\b/i;
const HOSTED_IN_NOTES =
  /\b(?:we|our (?:office|clinic|facility)|this (?:office|clinic|facility)) (?:hosted|served as|is|was) (?:as )?(?:the )?(?:telehealth )?originating site\b/gi;

/** This organisation only gave the patient a room and a connection; the distant clinician reports the visit. */
function originating(facts: Facts, context: ModuleContext, { originating: rule }: Tables) {
  const seen: readonly Evidence[] = [...namedBy(facts.visit, HOSTED), ...saidIn(facts, HOSTED_IN_NOTES)];
  if (seen.length === 0 || !inForce(rule, facts, context) || recorded(facts, rule.code)) return [];
  return [
    service({
      system: SYSTEM.hcpcs,
      code: rule.code,
      label: 'telehealth, place where the patient is',
      date: facts.visit.date,
      confidence: 0.85,
      evidence: seen,
      rule: context.rule('originating-site', SITE),
    }),
  ];
}

/** A medical visit held remotely by such a clinic has one code, whatever the level; behavioural care keeps its own. */
function clinic(facts: Facts, context: ModuleContext, { clinics: rule }: Tables) {
  const place = facts.visit.recordedPlaceOfService;
  const remote = facts.visit.setting.value === 'telehealth';
  if (!remote || !place || !rule.places.includes(place.value)) return [];
  if (!inForce(rule, facts, context) || recorded(facts, rule.code)) return [];
  const visit = context.services.find((s) => rule.visits.includes(s.code));
  if (!visit || recorded(facts, visit.code)) return [];
  return [
    service({
      system: SYSTEM.hcpcs,
      code: rule.code,
      label: 'telehealth visit of a rural health clinic or health centre',
      date: visit.date,
      placeOfService: place.value,
      problems: visit.problems,
      confidence: 0.82,
      evidence: [...place.evidence, ...facts.visit.modality.evidence, ...visit.evidence],
      worksheet: visit.worksheet,
      rule: context.rule('clinic-telehealth', CLINIC),
      replaces: [visit.code],
    }),
  ];
}
