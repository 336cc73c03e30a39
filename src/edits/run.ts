/** Runs the edits over a subject: verdicts of all, findings of those that hit, in an order that never changes. */
import { type Answer, fill, invariant, within } from '../kernel/index.ts';
import type { TabularNote } from '../terminology/index.ts';
import { NOT_APPLICABLE } from './hit.ts';
import { EDITS } from './list.ts';
import type { Edit, EditContext, EditSubject, EditVerdict, Finding, Hit, Severity } from './model.ts';
import { type EditPolicy, type EditSetting, settingsFor } from './policy.ts';

export interface EditRun {
  readonly findings: readonly Finding[];
  readonly verdicts: readonly { readonly edit: string; readonly answer: Answer }[];
}

/** An edit that throws is our fault, and is not caught. */
export function runEdits(subject: EditSubject, context: EditContext, policy: EditPolicy = []): EditRun {
  const settings = settingsFor(policy, subject);
  const remembering = withMemory(context);
  const findings: Finding[] = [];
  const verdicts = EDITS.map((edit) => {
    const setting = settings.get(edit.meta.id);
    const asked = setting?.parameters ? { ...remembering, parameters: setting.parameters } : remembering;
    const verdict = setting?.off ? NOT_APPLICABLE : checkEdit(edit, subject, asked);
    if ('hits' in verdict) for (const hit of verdict.hits) findings.push(findingOf(edit, hit, setting));
    return { edit: edit.meta.id, answer: verdict.answer };
  });
  return { findings: inOrder(findings), verdicts };
}

/** Several edits read the notes of the same codes: they are looked up once a run, not once an edit. */
function withMemory({ terminology }: EditContext): EditContext {
  const memory = new Map<string, readonly TabularNote[]>();
  return {
    terminology,
    notes: (code, on) => {
      const key = `${code} ${on}`;
      const notes = memory.get(key) ?? terminology.icd10cm.notes(code, on);
      memory.set(key, notes);
      return notes;
    },
  };
}

/** One edit, within its effective period. A subject without a date is looked at: the edit says what it cannot tell. */
export function checkEdit(edit: Edit, subject: EditSubject, context: EditContext): EditVerdict {
  const { on } = subject;
  if (on !== undefined && !within(on, edit.meta.effective)) return NOT_APPLICABLE;
  return edit.check(subject, context);
}

export function findingOf({ meta }: Edit, hit: Hit, setting?: EditSetting): Finding {
  const template = meta.messages[hit.message];
  invariant(template, `edit ${meta.id} has no message ${hit.message}`);
  return {
    edit: meta.id,
    answer: hit.answer,
    severity: severityOf(meta.severity, hit, setting?.severity),
    issueType: hit.answer === 'fail' ? meta.issueType : 'incomplete',
    message: fill(template, hit.params),
    expression: hit.expression,
    codes: hit.codes,
    authority: meta.authority,
    snip: meta.snip,
    ...(hit.fix ? { fix: hit.fix } : {}),
  };
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

const milder = (a: Severity, b: Severity): Severity => (RANK[a] > RANK[b] ? a : b);

/**
 * A policy decides the severity of a failure, also of one that the edit itself rates below its usual severity. What
 * cannot be told is at most a warning, and a policy can only make it less.
 */
function severityOf(usual: Severity, hit: Hit, policy: Severity | undefined): Severity {
  if (hit.answer === 'fail') return policy ?? hit.severity ?? usual;
  const own = hit.severity ?? milder(usual, 'warning');
  return policy ? milder(own, policy) : own;
}

/** By severity, then element (item[2] before item[10]), then edit. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const keyed = findings.map((finding) => ({ finding, key: orderKey(finding) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map((k) => k.finding);
}

function orderKey({ severity, expression, edit, message }: Finding): string {
  const element = expression.replace(/\d+/g, (digits) => digits.padStart(8, '0'));
  return `${RANK[severity]} ${element} ${edit} ${message}`;
}
