/** What a site or a payer changes of the edits: switched off, another severity, parameters, per payer and date of service. */
import { within } from '../kernel/index.ts';
import type { EditParameters, EditSubject, Severity } from './model.ts';
import { payerOf } from './payer.ts';

export interface EditPolicyEntry {
  readonly edit: string;
  /** Only for claims to this payer (`CoverageFact.payerId`); left out: for all. */
  readonly payerId?: string | undefined;
  /** Inclusive dates of service. An entry with a date does not touch a claim without one. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly off?: boolean | undefined;
  readonly severity?: Severity | undefined;
  /** Of the edit: a number of days, a list of codes. Each key replaces that of an earlier entry. */
  readonly parameters?: EditParameters | undefined;
  /** Whether the safe mends of the edit's findings are made without asking. */
  readonly applyFixes?: boolean | undefined;
}

/** Later entries win over earlier ones. */
export type EditPolicy = readonly EditPolicyEntry[];

export interface EditSetting {
  readonly off: boolean;
  readonly severity: Severity | undefined;
  readonly parameters?: EditParameters | undefined;
  readonly applyFixes?: boolean | undefined;
}

/** The settings that bind one subject, by edit id. */
export function settingsFor(policy: EditPolicy, subject: EditSubject): ReadonlyMap<string, EditSetting> {
  const settings = new Map<string, EditSetting>();
  if (policy.length === 0) return settings;
  const payerId = payerOf(subject)?.id;
  for (const entry of policy) {
    if (!binds(entry, payerId, subject)) continue;
    const before = settings.get(entry.edit);
    settings.set(entry.edit, {
      off: entry.off ?? before?.off ?? false,
      severity: entry.severity ?? before?.severity,
      parameters: entry.parameters ? { ...before?.parameters, ...entry.parameters } : before?.parameters,
      applyFixes: entry.applyFixes ?? before?.applyFixes,
    });
  }
  return settings;
}

function binds(entry: EditPolicyEntry, payerId: string | undefined, { on }: EditSubject): boolean {
  if (entry.payerId !== undefined && entry.payerId !== payerId) return false;
  if (entry.from === undefined && entry.to === undefined) return true;
  return on !== undefined && within(on, { from: entry.from ?? '', to: entry.to });
}

/** What is wrong with a policy, for the configuration that loads it: a mistyped edit must not go unnoticed. */
export function policyProblems(policy: EditPolicy, ids: ReadonlySet<string>): readonly string[] {
  return policy.flatMap(({ edit, from, to }, i) => [
    ...(ids.has(edit) ? [] : [`entry ${i} names no edit: ${edit}`]),
    ...(from && to && to < from ? [`entry ${i} ends on ${to}, before it begins on ${from}`] : []),
  ]);
}
