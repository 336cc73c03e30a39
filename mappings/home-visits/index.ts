/** Home and residence visits 99341–99350 by status, decision making or total time (CPT E/M guidelines; CMS Pub. 100-04 ch. 12 §30.6.14). */
import {
  type Citation,
  type EmFamily,
  emVisit,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  preventiveVisit,
  visitFamily,
  visitRecorded,
} from '../../src/suggest/module.ts';

type Tables = Readonly<Record<'new' | 'established', EmFamily>>;

const CITATION: Citation = { source: 'CPT E/M Guidelines', section: 'Home or Residence Services' };
const STATUS: Citation = { source: 'CPT E/M Guidelines', section: 'New and Established Patients' };

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['levels.json'] as Tables;
  return (facts, context) => {
    const { family } = visitFamily(facts);
    if (family !== 'home' || visitRecorded(facts) || preventiveVisit(facts)) return {};
    // A nurse's visit to the home belongs to the home health agency, not to a physician's claim.
    const seen = facts.visit.clinicians ?? [];
    if (seen.length > 0 && seen.every((c) => c.kind === 'staff')) return {};
    return home(facts, context, tables);
  };
};

function home(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const { visit } = facts;
  const status = visit.patientStatus;
  const level = (which: 'new' | 'established') =>
    emVisit(facts, context, {
      family: tables[which],
      what: `home visit, ${which} patient`,
      citation: CITATION,
      evidence: [...visit.setting.evidence, ...status.evidence],
      ...placeOf(facts),
    });
  if (status.value !== 'unknown') {
    const line = level(status.value);
    return line ? { services: [line] } : {};
  }
  const [fresh, known] = [level('new'), level('established')];
  if (!fresh || !known) return {};
  return {
    queries: [
      {
        id: 'patient-status',
        about: visit.id,
        question:
          'Was the patient seen by this physician, or this specialty of the group, within three years?',
        options: [
          { answer: 'established', code: known.code },
          { answer: 'new', code: fresh.code },
        ],
        citation: STATUS,
        evidence: status.evidence,
      },
    ],
  };
}

/** Assisted living 13, group home 14, as the record's words say; the claim takes 12 for other homes. */
function placeOf({ visit }: Facts): { readonly placeOfService?: string } {
  const words = [...visit.setting.evidence.map((e) => e.words), ...visit.types.map((t) => t.words)].join(' ');
  if (/\bassisted living\b/i.test(words)) return { placeOfService: '13' };
  return /\bgroup home\b/i.test(words) ? { placeOfService: '14' } : {};
}
