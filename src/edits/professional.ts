/** Which rules of the 837 a subject is under. */
import type { EditSubject } from './model.ts';

const KNOWN: readonly (string | undefined)[] = ['professional', 'institutional', undefined];

/** A claim of another type (oral, pharmacy, vision) is not an 837P or 837I; `claim-type` says so once. */
export const isOtherType = (subject: EditSubject): boolean => !KNOWN.includes(subject.claimType);

export const isProfessional = (subject: EditSubject): boolean =>
  subject.kind === 'professional' && !isOtherType(subject);

/** A claim that was made, not the codes before it: amounts, units and parties have to be there. */
export const isMade = (subject: EditSubject): boolean => subject.stage !== 'codes' && !isOtherType(subject);
