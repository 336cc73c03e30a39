/** The port by which submitted claims are kept: one for each Claim.identifier, once and for good. With a fake and a folder on disk. */
import { join } from 'node:path';
import type { Bundle, Claim, ClaimResponse } from '../../fhir/index.ts';
import { ClaimwrightError, parseJson } from '../../kernel/index.ts';
import { diskFiles, type Files } from '../channels/files.ts';

export interface Submission {
  /** Made from Claim.identifier; hexadecimal. */
  readonly key: string;
  /** Of the content, so that the same is told from another. */
  readonly sha256: string;
  readonly at: string;
  readonly body: Claim | Bundle;
  /** What was answered, and is answered again. */
  readonly response: ClaimResponse;
}

export interface Submissions {
  find(key: string): Promise<Submission | undefined>;
  /**
   * Keeps it unless one of the key is there; answers the one that is kept. When it resolves, it is on the disk: only then
   * may it be acknowledged.
   */
  accept(submission: Submission): Promise<Submission>;
}

export function memorySubmissions(): Submissions {
  const kept = new Map<string, Submission>();
  return {
    find: async (key) => kept.get(key),
    accept: async (submission) => {
      const known = kept.get(submission.key);
      if (known) return known;
      kept.set(submission.key, submission);
      return submission;
    },
  };
}

/** One file for each; the folder is made with the first. */
export function folderSubmissions(folder: string, files: Files = diskFiles): Submissions {
  const pathOf = (key: string): string => {
    if (!/^[0-9a-f]{64}$/.test(key))
      throw new ClaimwrightError('CW-5002', { detail: 'a submission key is no hash' });
    return join(folder, `${key}.json`);
  };
  const find = async (key: string): Promise<Submission | undefined> => {
    const path = pathOf(key);
    if (!(await files.exists(path))) return undefined;
    return parseJson(Buffer.from(await files.read(path)).toString('utf8')) as Submission;
  };
  return {
    find,
    accept: async (submission) => {
      await files.ensure(folder);
      const bytes = Buffer.from(JSON.stringify(submission), 'utf8');
      if (await files.create(pathOf(submission.key), bytes)) return submission;
      const known = await find(submission.key);
      if (!known) throw new ClaimwrightError('CW-5002', { detail: 'a submission is there and is not' });
      return known;
    },
  };
}
