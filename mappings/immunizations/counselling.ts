/** Whether a physician or other qualified professional counselled about the vaccines (CPT 90460: face to face, age 18 or younger). */
import { type Evidence, evidence, type Facts, type Service } from '../../src/suggest/module.ts';

const COUNSEL = /\bcounsel\w*/i;
/** A vaccine, or the disease that it is against. */
const VACCINE =
  /\b(?:vaccin\w*|immuni[sz]\w*|components?|shots?|tetanus|diphtheria|pertussis|measles|mumps|rubella|varicella|polio|rotavirus|hpv|influenza|flu|mening\w*|pneumoc\w*|hepatitis [ab])\b/i;
/** Counselling that was declined, or done by staff, does not make 90460. A nurse practitioner is a qualified professional. */
const NOT_COUNTED =
  /\b(?:no|not|without|declined?|refused)\b[^.\n]{0,20}\bcounsel|\b(?:nurse(?! practitioner)|RN|LPN|medical assistant)\b[^.\n]{0,20}\bcounsel|\bcounsel\w*[^.\n]{0,40}\bby (?:the |a |our )?(?:nurse(?! practitioner)|RN|LPN|medical assistant)/i;

/** A vaccine's own note counts for it; a sentence of the visit's note about vaccines counts for all. */
export function counselling(facts: Facts): (s: Service) => readonly Evidence[] {
  const general = noted(facts);
  return (s) => {
    const own = s.notes.find((n) => COUNSEL.test(n.value) && !NOT_COUNTED.test(n.value));
    return own ? own.evidence : general;
  };
}

function noted({ notes }: Facts): readonly Evidence[] {
  for (const note of notes) {
    const sentence = note.text
      .split(/[.\n]/)
      .find((s) => COUNSEL.test(s) && VACCINE.test(s) && !NOT_COUNTED.test(s));
    if (sentence) return [evidence(note.id, 'content.attachment.data', sentence.trim())];
  }
  return [];
}
