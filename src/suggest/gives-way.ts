/** A code that is not reported because another one stands for it, and the guideline that says so. */
export interface GivesWay {
  readonly code: string;
  readonly to: string;
  readonly section: string;
  readonly why: string;
}
