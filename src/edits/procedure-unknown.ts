/** Edit procedure-unknown: the CPT or HCPCS code exists in the release of the date of service (45 CFR 162.1000(a)). */
import type { ServiceDate } from '../kernel/index.ts';
import { type ProcedureCodes, procedureCode } from '../terminology/index.ts';
import { CANNOT_TELL, cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, Hit } from './model.ts';
import { isOtherType } from './professional.ts';

export const procedureUnknown: Edit = {
  meta: {
    id: 'procedure-unknown',
    title: 'The procedure code exists',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '1900-01-01' },
    authority: { source: '45 CFR', section: '162.1000(a)' },
    about:
      'Looks up every procedure code of the right shape on the day of its line. A code outside the releases at hand is ' +
      'checked for shape only and said to be not verified: CPT is licensed by the AMA and a site loads its own release. First and last days are procedure-not-effective’s.',
    messages: {
      unknown: '{code} is not in {release}, which was in force on {on}; use a code that it holds.',
      'not-verified': '{code} was checked for its shape only ({reason}).',
      'no-date':
        '{code} was not checked because the line has no date of service; state it, for codes are valid by date.',
    },
  },
  check(subject, { terminology }) {
    const coded = subject.lines.filter((line) => line.code !== undefined);
    if (coded.length === 0 || isOtherType(subject)) return NOT_APPLICABLE;
    const readable = coded.filter((line) => procedureCode(line.code ?? '') !== undefined);
    if (readable.length === 0) return CANNOT_TELL;
    const hits = readable.flatMap((l) => examine(l, l.date ?? subject.on, terminology.procedures) ?? []);
    return verdictOf(hits, readable.length < coded.length);
  },
};

function examine(line: EditLine, on: ServiceDate | undefined, procedures: ProcedureCodes): Hit | undefined {
  const code = procedureCode(line.code ?? '');
  if (!code) return undefined;
  const said = (more: Hit['params']): { codes: readonly string[]; params: Hit['params'] } => ({
    codes: [code],
    params: { code, ...more },
  });
  if (!on) return cannotTell('no-date', line.expression, said({}));
  const status = procedures.status(code, on);
  switch (status.kind) {
    case 'unknown':
      return fail('unknown', line.expression, said({ release: status.release.title, on }));
    case 'cannot-tell': {
      const reason = status.reason.replace(/\.$/, '');
      return cannotTell('not-verified', line.expression, { ...said({ reason }), severity: 'information' });
    }
    default:
      return undefined;
  }
}
