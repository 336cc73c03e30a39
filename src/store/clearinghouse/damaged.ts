/** The fault of a database whose content is not what was put there. */
import { ClaimwrightError } from '../../kernel/index.ts';

export const damaged = (detail: string): ClaimwrightError => new ClaimwrightError('CW-6001', { detail });
