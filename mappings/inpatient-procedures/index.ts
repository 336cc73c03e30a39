/** ICD-10-PCS is for procedures of a hospital stay; a code is checked in the edition of the day of discharge (45 CFR 162.1002). */
import {
  type Citation,
  hasProcedureCode,
  icd10PcsCode,
  type ModuleContext,
  type ModuleOutput,
  nameIn,
  type PrepareFunction,
  type Query,
  type Service,
  SYSTEM,
} from '../../src/suggest/module.ts';

const STAYS: Citation = { source: '45 CFR 162.1002', section: '(c)(3)' };

export const prepare: PrepareFunction = () => (facts, context) => {
  const inpatient = facts.visit.setting.value === 'inpatient';
  const outputs = facts.services
    .filter((s) => s.kind === 'procedure' && s.status === 'completed')
    .flatMap((s) => {
      const coding = s.concept.codings.find((c) => c.system === SYSTEM.icd10pcs);
      if (!coding) return [];
      if (!inpatient) return hasProcedureCode(s) ? [] : [{ queries: [outpatientQuery(s, coding.code)] }];
      return [checked(s, coding.code, context)];
    });
  return {
    uncoded: outputs.flatMap((o: ModuleOutput) => o.uncoded ?? []),
    queries: outputs.flatMap((o: ModuleOutput) => o.queries ?? []),
  };
};

function checked(s: Service, text: string, context: ModuleContext): ModuleOutput {
  const wrong = faultOf(text, context);
  if (!wrong) return {};
  const explanation = `${text} of ${nameOf(s)} ${wrong}.`;
  const question = `${explanation} Which code is right?`;
  return {
    uncoded: [{ about: s.id, reason: 'unbillable', explanation, citation: STAYS, evidence: s.evidence }],
    queries: [
      {
        id: 'pcs-code',
        about: s.id,
        question,
        options: [{ answer: 'The right ICD-10-PCS code' }],
        citation: STAYS,
        evidence: s.evidence,
      },
    ],
  };
}

/** Undefined: in force, or no edition is loaded that could tell. */
function faultOf(text: string, { terminology, on }: ModuleContext): string | undefined {
  const code = icd10PcsCode(text);
  if (!code) return 'is no ICD-10-PCS code: seven digits and letters, without I and O';
  const status = terminology.icd10pcs.status(code, on);
  switch (status.kind) {
    case 'unknown':
      return `is not in ${status.release.id}`;
    case 'retired':
      return `was in force until ${status.lastDay}`;
    case 'not-yet':
      return `is in force from ${status.from}`;
    default:
      return undefined;
  }
}

const nameOf = (s: Service): string => nameIn(s).split(';')[0] || s.id;

/** Outside a stay a procedure is reported in CPT or HCPCS. */
const outpatientQuery = (s: Service, code: string): Query => ({
  id: 'pcs-outpatient',
  about: s.id,
  question: `${nameOf(s)} carries ${code}, which only a hospital stay reports. Which CPT or HCPCS code is it billed with?`,
  options: [{ answer: 'A CPT or HCPCS code' }, { answer: 'It is not billed here' }],
  citation: STAYS,
  evidence: s.evidence,
});
