/** Edit icd10cm-unknown: every diagnosis is an ICD-10-CM code that exists (45 CFR 162.1002(c)(2)). */
import type { ServiceDate } from '../kernel/index.ts';
import { type CodeStatus, icd10CmCode, type Terminology } from '../terminology/index.ts';
import { isIcd10Cm } from './diagnoses.ts';
import { cannotTell, fail, NOT_APPLICABLE, shown, systemName, verdictOf } from './hit.ts';
import type { Edit, EditDiagnosis, Hit } from './model.ts';

export const icd10cmUnknown: Edit = {
  meta: {
    id: 'icd10cm-unknown',
    title: 'The diagnosis is an ICD-10-CM code that exists',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '2015-10-01' },
    authority: { source: '45 CFR', section: '162.1002(c)(2)' },
    about:
      'Looks at every diagnosis: that it has a code, that its system is ICD-10-CM, that the code has the right shape ' +
      'and is in the release in force on the date of service. Cannot tell when no complete release covers the date, ' +
      'when no date of service is stated, or when the diagnosis is only a reference to a Condition that is not at hand.',
    messages: {
      'no-code': 'The diagnosis has no code; give its ICD-10-CM code.',
      reference:
        'The diagnosis only refers to a Condition that is not at hand, so its code was not checked; send the code itself.',
      'no-system': '{code} has no code system; state ICD-10-CM (http://hl7.org/fhir/sid/icd-10-cm).',
      'wrong-system': '{code} is given in {system}; a claim takes ICD-10-CM.',
      shape:
        '{code} is not shaped like an ICD-10-CM code (a letter, a digit, up to five more characters); correct it.',
      unknown: '{code} is not in ICD-10-CM release {release}; choose a code that is.',
      'no-date':
        '{code} was not checked because no date of service is stated; state it, for codes are valid by date.',
      unverified: '{code} could not be checked: {reason}.',
    },
  },
  check(subject, { terminology }) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    return verdictOf(subject.diagnoses.flatMap((d) => examine(d, subject.on, terminology) ?? []));
  },
};

function examine(d: EditDiagnosis, on: ServiceDate | undefined, terminology: Terminology): Hit | undefined {
  if (d.code === '')
    return d.reference ? cannotTell('reference', d.expression) : fail('no-code', d.expression);
  const codes = [shown(d.code)];
  const params = { code: shown(d.code) };
  if (d.system === undefined) return fail('no-system', d.expression, { codes, params });
  if (!isIcd10Cm(d.system)) {
    return fail('wrong-system', d.expression, { codes, params: { ...params, system: systemName(d.system) } });
  }
  const code = icd10CmCode(d.code);
  if (!code) return fail('shape', d.expression, { codes, params });
  if (!on) return cannotTell('no-date', d.expression, { codes: [code], params: { code } });
  return ofStatus(terminology.icd10cm.status(code, on), code, d.expression);
}

function ofStatus(status: CodeStatus, code: string, expression: string): Hit | undefined {
  const codes = [code];
  if (status.kind === 'cannot-tell') {
    const reason = status.reason.replace(/\.$/, '');
    return cannotTell('unverified', expression, { codes, params: { code, reason } });
  }
  if (status.kind !== 'unknown') return undefined;
  return fail('unknown', expression, { codes, params: { code, release: status.release.id } });
}
