/** Edit procedure-not-effective: the CPT or HCPCS code is in force on the day of its line (45 CFR 162.1000(a)). */
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

export const procedureNotEffective: Edit = {
  meta: {
    id: 'procedure-not-effective',
    title: 'The procedure code is in force on the date of service',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '1900-01-01' },
    authority: { source: '45 CFR', section: '162.1000(a)' },
    about:
      'Looks at the first and last day of every procedure code. Cannot tell when no release of its code system serves the ' +
      'day, which procedure-unknown reports.',
    messages: {
      retired: '{code} was valid until {lastDay}; use the code that was in force on {on}.',
      'not-yet':
        '{code} is valid from {from}, after the date of service {on}; use the code that was in force on that day.',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject) || !subject.lines.some((l) => l.code !== undefined)) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    if (lines.length === 0) return CANNOT_TELL;
    let open = partly;
    const hits = lines.flatMap(({ line, code, on }): readonly Hit[] => {
      const status = terminology.procedures.status(code, on);
      if (status.kind === 'cannot-tell' || status.kind === 'unknown') open = true;
      const said = (more: Hit['params']) => ({ codes: [code], params: { code, on, ...more } });
      if (status.kind === 'retired')
        return [fail('retired', line.expression, said({ lastDay: status.lastDay }))];
      if (status.kind === 'not-yet') return [fail('not-yet', line.expression, said({ from: status.from }))];
      return [];
    });
    return verdictOf(hits, open);
  },
};
