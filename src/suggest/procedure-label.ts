/** What a line calls its code: the site's own release in force, where one is loaded; else this project's words; else the caller's. */
import type { ServiceDate } from '../kernel/index.ts';
import { procedureCode, type Terminology } from '../terminology/index.ts';

export function procedureLabel(
  code: string,
  { terminology, on }: { readonly terminology: Terminology; readonly on: ServiceDate },
  otherwise: string,
): string {
  const normal = procedureCode(code);
  if (!normal) return otherwise;
  const { procedures } = terminology;
  return procedures.lookup(normal, on)?.label ?? procedures.label(normal) ?? otherwise;
}
