/** The database a command looks after, closed when it is done; said so where there is none. */
import { ClaimwrightError } from '../kernel/index.ts';

export async function withKept<T extends { close(): Promise<void> }, R>(
  open: () => Promise<T | undefined>,
  work: (kept: T) => Promise<R>,
): Promise<R> {
  const kept = await open();
  if (!kept) {
    const detail = 'there is no database: set DATABASE_URL, or CLAIMWRIGHT_EHR_URL for the embedded one';
    throw new ClaimwrightError('CW-5001', { detail });
  }
  try {
    return await work(kept);
  } finally {
    await kept.close();
  }
}
