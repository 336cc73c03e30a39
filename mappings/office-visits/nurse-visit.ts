/** 99211: an established patient seen by nursing staff alone, in person, for something evaluated (CPT; 42 CFR 410.26, incident to). */
import {
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type Service,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';

const CODE = '99211';
const CITATION = { source: 'CPT E/M Guidelines', section: 'Office or Other Outpatient Services' };

/** A shot, a blood draw or a test alone is coded as such: then nothing was evaluated. */
const ALONE = /^(?:36415|9047[1-4]|9046[01]|963[67]\d|951\d\d|8\d{4}|G000[89]|G0010)$/;

/** A drug put in by needle is coded by its giving (96372, 96365…), which takes in the nurse's work (NCCI ch. 11 §B). */
const isInjected = (s: Service): boolean =>
  s.kind === 'administration' &&
  s.status === 'completed' &&
  /\b(?:intramuscular|subcutaneous|intradermal|intravenous|intra-articular|infusion|injection|push|IM|IV|SC|SQ)\b/i.test(
    [s.route?.words ?? '', s.method?.words ?? '', ...s.notes.map((n) => n.value)].join(' '),
  );

/** Held for a specimen: the draw and the test are what was done. */
const isForSpecimen = ({ visit, notes }: Facts): boolean =>
  notes.length === 0 &&
  visit.types.some((t) =>
    /\b(?:lab(?:oratory)?|blood draw|venipuncture|specimen|phlebotomy)\b/i.test(t.words),
  );

export function nurseVisit(facts: Facts, context: ModuleContext): ModuleOutput {
  const { visit } = facts;
  if (visit.modality.value !== 'in-person' || visit.patientStatus.value === 'new') return {};
  const done = facts.services.filter(
    (s) => s.kind === 'procedure' || s.kind === 'charge' || s.kind === 'immunization',
  );
  if (done.some((s) => s.kind === 'immunization' || s.concept.codings.some((c) => ALONE.test(c.code))))
    return {};
  if (facts.services.some(isInjected) || isForSpecimen(facts)) return {};
  const problems = context.problems.filter(
    (p) => p.link !== 'problem-list' && context.diagnoses.some((d) => d.problems.includes(p.id)),
  );
  if (problems.length === 0) return {};
  if (visit.patientStatus.value === 'unknown') return {};
  return {
    services: [
      service({
        system: SYSTEM.cpt,
        code: CODE,
        label: 'office visit, established patient, clinical staff',
        date: visit.date,
        confidence: 0.72,
        evidence: [
          ...visit.patientStatus.evidence,
          ...(visit.clinicians ?? []).flatMap((c) => c.evidence),
          ...problems.flatMap((p) => p.evidence.slice(0, 1)),
        ],
        problems: problems.map((p) => p.id),
        rule: context.rule('clinical-staff', CITATION),
      }),
    ],
    queries: [
      {
        id: 'nurse-visit-supervision',
        about: visit.id,
        question:
          'Was a physician or other qualified professional in the office, and was this part of a plan they had made? Only then is the visit of the clinical staff reported.',
        options: [{ answer: 'Yes', code: CODE }, { answer: 'No: not reported' }],
        citation: { source: '42 CFR', section: '410.26(b)' },
        evidence: (visit.clinicians ?? []).flatMap((c) => c.evidence),
      },
    ],
  };
}
