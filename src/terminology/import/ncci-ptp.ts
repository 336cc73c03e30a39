/**
 * The quarterly NCCI PTP files of CMS: a notice, a title, a heading over several lines, then per edit column 1, column 2,
 * `*` when older than 1996, first and last day (YYYYMMDD; `*` for none), modifier indicator, rationale. All of a quarter's
 * parts make one edition; every row is checked before any is used.
 */
import { cellsOf, DEEPEST_HEADER, type TextRecord, textRecords } from '../ncci/delimited.ts';
import type { Separator } from '../ncci/file-name.ts';
import { codeNumber } from '../ncci/code-number.ts';
import { compactDay, dateOf, NEVER } from '../ncci/day-number.ts';
import { INDICATOR_BITS, MOST_CODES, MOST_RATIONALES, NOT_APPLICABLE, type PtpColumns } from '../ncci/ptp-columns.ts';
import { type PtpDraft, ptpDraft } from '../ncci/ptp-draft.ts';
import { refuse } from './fault.ts';
