/** What a recorded service says in its own words, and whether it already carries a CPT or HCPCS code: for modules that read services. */
import type { Facts, Service } from '../chart/index.ts';
import { SYSTEM } from '../fhir/index.ts';
import { procedureCode } from '../terminology/index.ts';

/** Beyond these nobody writes a procedure's name. */
const CAP = 4_000;

/** Lower case, letters and digits and decimal points, one space between words and at both ends. */
export const plainly = (text: string): string =>
  ` ${text
    .slice(0, CAP)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')
    .replace(/\.(?!\d)/g, ' ')
    .trim()} `.replace(/ {2,}/g, ' ');

/** Whether one of the phrases, already plain, stands in plain text as whole words. */
export const speaksOf = (plain: string, phrases: readonly string[]): boolean =>
  phrases.some((p) => plain.includes(` ${p} `));

/** The name of a service: its words and the displays of its codings. */
export const nameIn = ({ concept }: Service): string =>
  [concept.words, ...concept.codings.map((c) => c.display ?? '')].join('; ');

/** The name, the body sites and the notes. */
export const wordsAbout = (s: Service): string =>
  [
    nameIn(s),
    ...s.bodySite.map((b) => [b.words, ...b.codings.map((c) => c.display ?? '')].join(' ')),
    ...s.notes.map((n) => n.value),
  ].join('; ');

export const hasProcedureCode = ({ concept }: Service): boolean =>
  concept.codings.some(
    (c) => (c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs) && procedureCode(c.code) !== undefined,
  );

/** Procedures done in this encounter that nobody has coded yet, on days of the encounter. */
export const uncodedProcedures = (facts: Facts): readonly Service[] =>
  facts.services.filter((s) => s.kind === 'procedure' && s.status === 'completed' && !hasProcedureCode(s));

/** The setting where the hospital, not the practice, owns the equipment and the drugs (CMS Pub. 100-04 ch. 26 §10.5). */
export const isFacility = ({ visit }: Facts): boolean =>
  ['inpatient', 'observation', 'emergency', 'nursing-facility'].includes(visit.setting.value);
