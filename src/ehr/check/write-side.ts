/** How claims would get back (R4 capabilitystatement.html). Nothing is written: a made-up claim does not belong into a real EHR. */
import type { CapabilityStatement } from '../../fhir/index.ts';
import type { Ehr } from '../model.ts';
import { WRITTEN_TYPE, type WriteBackMode } from '../write/mode.ts';
import type { WriteCapability } from '../write/write-capability.ts';
import { explained } from './explain.ts';
import type { ReadinessRow } from './model.ts';

const EFFECT: Readonly<Record<WriteBackMode, string>> = {
  claim: 'The coded Claim and where each code comes from are in the EHR.',
  charge: 'Each line becomes a charge, and the EHR’s own biller makes the claim.',
  document: 'The coding summary is kept as a document; somebody must enter the charges.',
  task: 'A task tells the EHR’s biller what to enter.',
  pull: 'The EHR must read the claims here, or they go to the payer directly.',
};

export async function writeRows(
  ehr: Pick<Ehr, 'writeChoice'>,
  capability: () => Promise<WriteCapability>,
): Promise<readonly ReadinessRow[]> {
  const row = { area: 'write-back', id: 'write-back', what: 'write-back' } as const;
  try {
    const { mode, offered, configured, why } = await ehr.writeChoice();
    const found = `as ${mode}${configured ? ' (configured)' : ''}: ${why.replace(/\.$/, '')}; not tried`;
    const verdict = !offered ? 'missing' : mode === 'claim' ? 'works' : 'works-around';
    const choice: ReadinessRow = { ...row, verdict, found, effect: EFFECT[mode] };
    return mode === 'pull' ? [choice] : [choice, onceRow(WRITTEN_TYPE[mode], await capability())];
  } catch (fault) {
    const effect = 'How claims get back is chosen when the EHR can be asked.';
    return [{ ...row, verdict: 'missing', found: explained(fault), effect }];
  }
}

function onceRow(type: string, { conditionalCreate }: WriteCapability): ReadinessRow {
  const row = {
    area: 'write-back',
    id: 'conditional-create',
    what: `conditional create of ${type}`,
  } as const;
  if (conditionalCreate(type) === true) {
    const effect = 'However often it is tried, the EHR holds one.';
    return { ...row, verdict: 'works', found: 'offered; not tried', effect };
  }
  const effect = 'It is looked for before and after it is written; two writers at once are told afterwards.';
  return { ...row, verdict: 'works-around', found: 'not offered', effect };
}

/** How encounters may come in besides a poll. */
export function newsRow(statement: CapabilityStatement | undefined, polls: boolean): ReadinessRow {
  const row = { area: 'connection', id: 'triggers', what: 'how encounters come in' } as const;
  const offers = offered(statement);
  const named = ['polling', ...offers].slice(polls ? 0 : 1);
  const found = named.length > 0 ? named.join(', ') : 'nothing that is known';
  if (polls) return { ...row, verdict: 'works', found, effect: 'Finished encounters come in by themselves.' };
  const effect = 'Without a poll, what a notification loses is not found again.';
  return { ...row, verdict: offers.length > 0 ? 'works-around' : 'missing', found, effect };
}

function offered(statement: CapabilityStatement | undefined): readonly string[] {
  const rest = Array.isArray(statement?.rest) ? statement.rest : [];
  const resources = rest.flatMap((r) => (Array.isArray(r?.resource) ? r.resource : []));
  const subscribes = resources.some(
    (r) => r?.type === 'Subscription' && (r.interaction ?? []).some((i) => i?.code === 'create'),
  );
  const operations = [...rest, ...resources].flatMap((r) => r?.operation ?? []);
  const exports = operations.some((o) => /export$/.test(String(o?.name ?? '')));
  return [...(subscribes ? ['Subscription'] : []), ...(exports ? ['bulk export'] : [])];
}
