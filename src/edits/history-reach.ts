/** How far back the history of earlier claims goes: what lies before it cannot be told from nothing. */
import type { ServiceDate } from '../kernel/index.ts';
import type { EditSubject } from './model.ts';

/** Whether everything that was claimed on the day and since is in the history. */
export const reachesBack = (
  { history, historyFrom }: Pick<EditSubject, 'history' | 'historyFrom'>,
  day: ServiceDate,
): boolean => history !== undefined && (historyFrom === undefined || historyFrom <= day);
