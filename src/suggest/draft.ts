/** Short ways for a module to write a suggestion; the defaults are the cautious ones. */
import { fiscalYear, type ServiceDate } from '../kernel/index.ts';
import { icd10CmCode, type Terminology } from '../terminology/index.ts';
import type { Citation, DiagnosisSuggestion, ServiceSuggestion } from './model.ts';

/** A section of the ICD-10-CM Official Guidelines of the fiscal year the date of service lies in. */
export const guideline = (section: string, on: ServiceDate): Citation => ({
  source: `ICD-10-CM Official Guidelines FY ${fiscalYear(on)}`,
  section,
});

type DiagnosisDraft = Pick<DiagnosisSuggestion, 'code' | 'problems' | 'confidence' | 'evidence' | 'rule'> &
  Partial<DiagnosisSuggestion>;

/** A diagnosis with its title and release filled in from the terminology in force on the date. */
export function diagnosis(
  draft: DiagnosisDraft,
  terminology: Terminology,
  on: ServiceDate,
): DiagnosisSuggestion {
  const code = icd10CmCode(draft.code);
  const status = code ? terminology.icd10cm.status(code, on) : undefined;
  const known = status?.kind === 'active' || status?.kind === 'header' ? status : undefined;
  return {
    kind: 'diagnosis',
    title: known?.entry.title ?? draft.evidence[0]?.words ?? draft.code,
    release: known?.release.id,
    alternatives: [],
    queries: [],
    replaces: [],
    placement: 'any',
    ...draft,
  };
}

type ServiceDraft = Pick<
  ServiceSuggestion,
  'system' | 'code' | 'label' | 'date' | 'confidence' | 'evidence' | 'rule'
> &
  Partial<ServiceSuggestion>;

export function service(draft: ServiceDraft): ServiceSuggestion {
  return {
    kind: 'service',
    modifiers: [],
    units: 1,
    placeOfService: undefined,
    problems: [],
    alternatives: [],
    queries: [],
    worksheet: undefined,
    replaces: [],
    ...draft,
  };
}
