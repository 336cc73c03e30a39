/** Place of service of a line (CMS place-of-service code set; 837P SV105). */
import type { Facts, Setting } from '../chart/index.ts';
import type { ServiceSuggestion } from '../suggest/index.ts';

// Nursing facility is 31 (skilled) or 32 (not), which the setting does not say; neither does `unknown` say anything.
const BY_SETTING: Readonly<Partial<Record<Setting, string>>> = {
  office: '11',
  home: '12',
  'urgent-care': '20',
  inpatient: '21',
  observation: '22',
  emergency: '23',
};

/** The rule's own place, else the recorded one, else the setting's; undefined when none of them tells. */
export function placeOfService(service: ServiceSuggestion, { visit }: Facts): string | undefined {
  return [service.placeOfService, visit.recordedPlaceOfService?.value, bySetting(visit)].find((code) =>
    /^\d\d$/.test(code ?? ''),
  );
}

function bySetting({ setting, patientAt }: Facts['visit']): string | undefined {
  if (setting.value !== 'telehealth') return BY_SETTING[setting.value];
  return patientAt && { home: '10', elsewhere: '02' }[patientAt];
}
