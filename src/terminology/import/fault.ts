/** The one fault of an importer: which file, and what is wrong with it. */
import { ClaimwrightError } from '../../kernel/index.ts';

export function refuse(file: string, detail: string, cause?: unknown): never {
  throw new ClaimwrightError('CW-3002', { file, detail }, { cause });
}
