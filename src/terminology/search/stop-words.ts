/** Words that say nothing of a diagnosis, and those that deny what follows. */
const STOP = new Set(
  'an the of in on at to by for from and or due is are was has have had having my her his their been pt patient since when while during into all some'.split(
    ' ',
  ),
);
/** Heard, never asked for: `hepatitis A`, `diabetes with neuropathy`; but `a fall from a ladder`. */
const FAINT = new Set(['a', 'with', 'w']);
const DENIALS = new Set(['without', 'wo', 'no', 'not', 'non', 'sans']);

export const isStopWord = (word: string): boolean => STOP.has(word);
export const isFaint = (word: string): boolean => FAINT.has(word);
export const denies = (word: string): boolean => DENIALS.has(word);
