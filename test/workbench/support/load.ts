/** The page's modules are plain JavaScript: a computed address keeps the type checker out of them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PUBLIC } from './stub.ts';

export const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(PUBLIC, name)).href)) as T;
