/** What a site or a payer changes of the edits: switched off, or another severity, per payer and date of service. */
import { within } from '../kernel/index.ts';
import type { EditSubject, Severity } from './model.ts';
import { primaryCoverage } from './payer.ts';

export interface EditPolicyEntry {
  readonly edit: string;
  /** Only for claims to this payer (`CoverageFact.payerId`); left out: for all. */
  readonly payerId?: string | undefined;
  /** Inclusive dates of service. An entry with a date does not touch a claim without one. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly off?: boolean | undefined;
  readonly severity?: Severity | undefined;
}

/** Later entries win over earlier ones. */
export type EditPolicy = readonly EditPolicyEntry[];

export interface EditSetting {
  readonly off: boolean;
  readonly severity: Severity | undefined;
}

/** The settings that bind one subject, by edit id. */
export function settingsFor(policy: EditPolicy, subject: EditSubject): ReadonlyMap<string, EditSetting> {
  const settings = new Map<string, EditSetting>();
  if (policy.length === 0) return settings;
  const payerId = primaryCoverage(subject)?.payerId;
  for (const entry of policy) {
    if (!binds(entry, payerId, subject)) continue;
    const before = settings.get(entry.edit);
    settings.set(entry.edit, {
      off: entry.off ?? before?.off ?? false,
      severity: entry.severity ?? before?.severity,
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
