/** Which official file a member is, by the names its publisher gives it or by what it holds. */
import type { MemberKind } from './importer.ts';
import { IMPORTERS } from './importers.ts';

export type { MemberKind } from './importer.ts';

export function memberKind(path: string, bytes?: Uint8Array): MemberKind | undefined {
  for (const importer of IMPORTERS) {
    const kind = importer.recognises(path, bytes);
    if (kind) return kind;
  }
  return undefined;
}
