/** Edit em-new-vs-established: new-patient visits for new patients only (CMS Pub. 100-04 ch. 12 §30.6.7.A). */
import { addYears } from '../kernel/index.ts';
import { isVisitCode } from './em-codes.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, EditSubject, Hit } from './model.ts';
import { providerOf } from './procedure-lines.ts';
import { ESTABLISHED_PATIENT, NEW_PATIENT } from './visit-codes.ts';

type Claimed = 'new' | 'established';

export const emNewVsEstablished: Edit = {
  meta: {
    id: 'em-new-vs-established',
    title:
      'A new-patient visit is billed for a new patient, an established-patient visit for an established one',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1900-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 12',
      section: '30.6.7.A',
    },
    about:
      'A patient is new who had no professional service from the same physician, or one of the same specialty in the ' +
      'same group, within three years; an earlier visit of the same physician in the claims that are kept shows it. Cannot tell when the history is not known, or when the claim came without its chart.',
    messages: {
      'is-established':
        '{code} is for a new patient and the record shows a visit within three years; use the established-patient code{instead}.',
      'is-new':
        '{code} is for an established patient and the record shows none within three years; use the new-patient code{instead}.',
      'unknown-history':
        '{code} is for {claimed} patients and the record does not say whether the patient was seen within three years; ask before it is sent.',
      'no-chart':
        '{code} is for {claimed} patients; whether this one is cannot be seen from the claim alone.',
    },
  },
  check(subject) {
    const visits = subject.lines.flatMap((line) => {
      const claimed = claimedBy(line.code);
      return claimed ? [{ line, claimed }] : [];
    });
    if (visits.length === 0) return NOT_APPLICABLE;
    return verdictOf(visits.flatMap(({ line, claimed }) => examine(line, claimed, subject) ?? []));
  },
};

function claimedBy(code: string | undefined): Claimed | undefined {
  if (code === undefined) return undefined;
  if (NEW_PATIENT.has(code)) return 'new';
  return ESTABLISHED_PATIENT.has(code) ? 'established' : undefined;
}

function examine(line: EditLine, claimed: Claimed, subject: EditSubject): Hit | undefined {
  const { facts } = subject;
  const code = line.code ?? '';
  const params = { code, claimed };
  // What this very physician was claimed for says more than any record of it.
  if (wasSeen(line, subject))
    return claimed === 'new' ? isEstablished(line, code, NEW_PATIENT.get(code)) : undefined;
  if (!facts)
    return cannotTell('no-chart', line.expression, { codes: [code], params, severity: 'information' });
  const status = facts.visit.patientStatus.value;
  if (status === claimed) return undefined;
  if (status === 'unknown') return cannotTell('unknown-history', line.expression, { codes: [code], params });
  const other = claimed === 'new' ? NEW_PATIENT.get(code) : ESTABLISHED_PATIENT.get(code);
  return status === 'new' ? mistaken('is-new', line, code, other) : isEstablished(line, code, other);
}

const isEstablished = (line: EditLine, code: string, other: string | undefined): Hit =>
  mistaken('is-established', line, code, other);

function mistaken(message: string, line: EditLine, code: string, other: string | undefined): Hit {
  // By medical decision making the levels correspond; by time they need not, so it is named and not prescribed.
  const instead = other ? ` (${other} at the same level of medical decision making)` : '';
  return fail(message, line.expression, {
    codes: other ? [code, other] : [code],
    params: { code, instead },
  });
}

const YEARS = 3;

/** An earlier visit that was claimed for the same physician; of a group alone the specialty is not known. */
function wasSeen(line: EditLine, subject: EditSubject): boolean {
  const on = line.date ?? subject.on;
  const by = providerOf(line, subject);
  const known = subject.parties.some(
    (p) => p.role === 'rendering' && by !== '' && (p.npi ?? p.reference) === by,
  );
  if (!on || !known) return false;
  const since = addYears(on, -YEARS);
  return (subject.history ?? []).some(
    (h) => h.provider === by && h.date >= since && h.date < on && isVisitCode(h.code),
  );
}
