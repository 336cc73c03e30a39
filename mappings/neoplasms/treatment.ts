/** Signs of treatment directed at a neoplasm: drugs, infusions, radiation (guidelines I.C.2.d, I.C.2.m). */
import { type Facts, type Service, stated } from '../../src/suggest/module.ts';
import type { Words } from './tables.ts';

const VOID = ['stopped', 'cancelled', 'entered-in-error', 'draft', 'not-done'];

export const treatments = ({ services }: Facts, words: Words): readonly Service[] =>
  services.filter((s) => s.action !== 'stopped' && !VOID.includes(s.status) && isTreatment(s, words));

/** Infusions and radiation of this day, which may be all that the visit was for. */
export const administrations = ({ services }: Facts, words: Words): readonly Service[] =>
  services.filter(
    (s) => !VOID.includes(s.status) && s.concept.codings.some((c) => isAdministration(c.code, words)),
  );

const isTreatment = (s: Service, words: Words): boolean =>
  namesOf(s).some((text) => stated(text, words.drugs)) ||
  s.concept.codings.some((c) => isAdministration(c.code, words));

const namesOf = (s: Service): readonly string[] => [
  s.concept.words,
  ...s.concept.codings.map((c) => c.display ?? ''),
];

const isAdministration = (code: string, { treatmentCodes }: Words): boolean =>
  treatmentCodes.some((range) => {
    const [from = '', to = from] = range.split('..');
    return code.length === from.length && code >= from && code <= to;
  });
