/** Edit telehealth-eligible: what is billed as telehealth is on the payer's list for the day (42 CFR 410.78(f); payer policy). */
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isProfessional } from './professional.ts';
import { telemedicineMode } from './visit-codes.ts';

const MODIFIERS: readonly string[] = ['95', '93', 'GT', 'FQ'];
const PLACES: readonly string[] = ['02', '10'];

export const telehealthEligible: Edit = {
  meta: {
    id: 'telehealth-eligible',
    title: 'What is billed as telehealth is on the payer’s list',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2020-03-01' },
    authority: { source: '42 CFR', section: '410.78(f)' },
    about:
      'Looks at professional lines with a telehealth modifier (95, 93, GT, FQ) or place of service (02, 10), and holds them ' +
      'against the parameter `codes`: the payer’s list of telehealth services, of which each entry of the policy has its ' +
      'own days, because such lists end. Without a list for the payer and the day it cannot tell, once.',
    messages: {
      'not-listed':
        '{code} is billed as telehealth on {on} and is not on the payer’s list for that day; bill it as it was held, or ask the payer.',
      'no-list':
        'Whether {codes} may be telehealth was not checked: the policy has no list of telehealth codes for this payer and day.',
    },
  },
  check(subject, { parameters }) {
    if (!isProfessional(subject)) return NOT_APPLICABLE;
    const remote = procedureLines(subject).lines.filter(isTelehealth);
    if (remote.length === 0) return NOT_APPLICABLE;
    const list = parameters?.codes;
    if (!Array.isArray(list)) {
      const codes = [...new Set<string>(remote.map((l) => l.code))];
      return verdictOf([
        cannotTell('no-list', 'Claim.item', {
          codes,
          params: { codes: codes.join(', ') },
          severity: 'information',
        }),
      ]);
    }
    const allowed = new Set(list.map(String));
    return verdictOf(
      remote
        .filter((l) => !allowed.has(l.code))
        .map(({ line, code, on }) =>
          fail('not-listed', line.expression, { codes: [code], params: { code, on } }),
        ),
    );
  },
};

const isTelehealth = ({ line, code }: ProcedureLine): boolean =>
  telemedicineMode(code) === undefined &&
  (line.modifiers.some((m) => MODIFIERS.includes(m)) || PLACES.includes(line.placeOfService ?? ''));
