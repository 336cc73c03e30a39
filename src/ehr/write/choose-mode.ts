/** Which way back is taken: the configured one, or the first that the CapabilityStatement offers (R4 capabilitystatement.html). */
import { WRITING_MODES, WRITTEN_TYPE, type WriteBackMode } from './mode.ts';
import type { WriteCapability } from './write-capability.ts';

export interface WriteChoice {
  readonly mode: WriteBackMode;
  readonly configured: boolean;
  /** False when the server says that it does not take what this mode writes. */
  readonly offered: boolean;
  /** One sentence for a person. */
  readonly why: string;
}

/** The configuration wins, because many servers say less than they do; what they say is told all the same. */
export function chooseMode(configured: WriteBackMode | undefined, capability: WriteCapability): WriteChoice {
  if (configured) return { mode: configured, configured: true, ...judged(configured, capability) };
  const first = WRITING_MODES.find((mode) => capability.can(WRITTEN_TYPE[mode], 'create') !== false);
  if (first) return { mode: first, configured: false, ...judged(first, capability) };
  const why =
    'The EHR offers no create of Claim, ChargeItem, DocumentReference or Task; it can read the claims here.';
  return { mode: 'pull', configured: false, offered: true, why };
}

function judged(mode: WriteBackMode, capability: WriteCapability): Pick<WriteChoice, 'offered' | 'why'> {
  if (mode === 'pull') return { offered: true, why: 'Nothing is written; the EHR reads the claims here.' };
  const type = WRITTEN_TYPE[mode];
  const can = capability.can(type, 'create');
  if (can === false) {
    const why = `The EHR does not offer to create a ${type}, which the write-back as ${mode} needs; it will be tried.`;
    return { offered: false, why };
  }
  const why = can
    ? `The EHR offers to create a ${type}.`
    : `The EHR does not say whether it takes a ${type}.`;
  return { offered: true, why };
}
