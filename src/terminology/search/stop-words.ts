/** Words that say nothing of a diagnosis, or little, or all. */
const STOP = new Set(
  'an the of in on at to by for from and or due is are was has have had having my her his their been pt patient since when while during into all some ro year'.split(
    ' ',
  ),
);
/** Heard, never asked for: `hepatitis A`, `diabetes with neuropathy`; but `a fall from a ladder`. */
const FAINT = new Set(['a', 'with', 'w']);
/** They help to tell one phrase from another (`kidney disease`), but no title is far from the question for lack of them. */
const LIGHT = new Set(
  'congestive disease disorder syndrome condition problem trouble symptom finding type nature caused associated related level status severity'.split(
    ' ',
  ),
);
/** They change what kind of code is meant, whatever else is said. */
const DECISIVE = new Set(
  'history hx family screening screen exposure exposed sequela poisoning overdose underdosing adverse allergy'.split(
    ' ',
  ),
);

export const isStopWord = (word: string): boolean => STOP.has(word);
export const isFaint = (word: string): boolean => FAINT.has(word);
export const isLight = (word: string): boolean => LIGHT.has(word);
export const isDecisive = (word: string): boolean => DECISIVE.has(word);
