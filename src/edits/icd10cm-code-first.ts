/** Edit icd10cm-code-first: etiology before manifestation, as the tabular list's "code first" says (I.A.13, I.A.17). */
import type { ServiceDate } from '../kernel/index.ts';
import type { CodeRange, Icd10Cm } from '../terminology/index.ts';
import { type CodeFirst, codeFirstOf, isAdverseEffect } from './code-first-note.ts';
import { TabularIndex } from './code-order.ts';
import { comparedInOrder, type IcdDiagnosis, notesOf } from './diagnoses.ts';
import { CANNOT_TELL, cannotTell, fail, listed, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

interface Placed extends IcdDiagnosis {
  readonly at: number;
}

/** What became of one instruction. */
type Outcome =
  | { readonly kind: 'satisfied' | 'not-needed' | 'missing' | 'unlisted' }
  | { readonly kind: 'after'; readonly partner: Placed };

export const icd10cmCodeFirst: Edit = {
  meta: {
    id: 'icd10cm-code-first',
    title: 'The underlying condition is coded before its manifestation',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.13' },
    about:
      'Looks at every code that bears a "code first" note, its own or of a category above it. A partner that stands ' +
      'after the code is an error; a partner that the note requires and that is missing is a warning; a note that only ' +
      'gives examples, or says "if applicable", is not held against a code that has something before it. Cannot tell when ' +
      'no tabular list is loaded for the date of service.',
    messages: {
      order:
        '{partner} has to be coded before {code} (code first note at {node}, {edition}); change their order.',
      missing:
        '{code} is coded without what the tabular list says to code first ({targets}, note at {node}, {edition}); add it before {code}.',
      unlisted:
        'The code first note at {node} gives only examples of what goes before {code}; see that one of the codes before it is its cause.',
      'no-notes':
        'The order of etiology and manifestation was not checked: no tabular list is loaded for {on}; import one to have it checked.',
    },
  },
  check(subject, context) {
    const { codes, partly } = comparedInOrder(subject);
    if (codes.length === 0) return NOT_APPLICABLE;
    if (subject.on === undefined) return CANNOT_TELL;
    const edition = context.terminology.icd10cm.notesEdition(subject.on);
    if (edition === undefined) return verdictOf([noNotes(subject.on)]);
    return verdictOf(hitsAmong(codes, notesOf(context), subject.on, edition), partly);
  },
};

const noNotes = (on: string): Hit =>
  cannotTell('no-notes', 'Claim.diagnosis', { params: { on }, severity: 'information' });

function hitsAmong(
  codes: readonly IcdDiagnosis[],
  notesOn: Icd10Cm['notes'],
  on: ServiceDate,
  edition: string,
): readonly Hit[] {
  const placed = codes.map((d, at) => ({ ...d, at }));
  const index = new TabularIndex(placed, (d) => d.code);
  return placed.flatMap((d) => {
    const instructions = codeFirstOf(notesOn(d.code, on), d.code);
    return hitsOf(
      d,
      instructions.map((i) => ({ instruction: i, outcome: follow(i, d, index) })),
      edition,
    );
  });
}

function follow(instruction: CodeFirst, d: Placed, index: TabularIndex<Placed>): Outcome {
  const partners = instruction.targets
    .flatMap((t) => index.within(t))
    .filter((p) => p.at !== d.at && !isAdverseEffect(p.code));
  if (partners.some((p) => p.at < d.at)) return { kind: 'satisfied' };
  const after = partners[0];
  if (after) return { kind: 'after', partner: after };
  if (!instruction.required) return { kind: 'not-needed' };
  return { kind: instruction.open && d.at > 0 ? 'unlisted' : 'missing' };
}

interface Followed {
  readonly instruction: CodeFirst;
  readonly outcome: Outcome;
}

/** A wrong order is said for each instruction; a missing partner once, and only when no instruction is satisfied. */
function hitsOf(d: Placed, followed: readonly Followed[], edition: string): readonly Hit[] {
  const wrong = followed.flatMap(({ instruction, outcome }) =>
    outcome.kind === 'after' ? [orderHit(d, outcome.partner, instruction, edition)] : [],
  );
  if (wrong.length > 0 || followed.some((f) => f.outcome.kind === 'satisfied')) return wrong;
  const missing =
    followed.find((f) => f.outcome.kind === 'missing') ?? followed.find((f) => f.outcome.kind === 'unlisted');
  return missing ? [absentHit(d, missing, edition)] : [];
}

function orderHit(d: Placed, partner: Placed, { node }: CodeFirst, edition: string): Hit {
  return fail('order', d.diagnosis.expression, {
    codes: [d.code, partner.code],
    params: { code: d.code, partner: partner.code, node, edition },
    fix: {
      kind: 'move-diagnosis-before',
      expression: partner.diagnosis.expression,
      value: d.diagnosis.expression,
    },
  });
}

function absentHit(d: Placed, { instruction, outcome }: Followed, edition: string): Hit {
  const { node, targets, text } = instruction;
  const codes = [d.code];
  if (outcome.kind === 'unlisted') {
    return cannotTell('unlisted', d.diagnosis.expression, {
      codes,
      params: { code: d.code, node },
      severity: 'information',
    });
  }
  const wanted = targets.length > 0 ? listed(targets.map(rangeText)) : text;
  return fail('missing', d.diagnosis.expression, {
    codes,
    params: { code: d.code, targets: wanted, node, edition },
    severity: 'warning',
  });
}

const rangeText = ({ from, to }: CodeRange): string => (from === to ? from : `${from}–${to}`);
