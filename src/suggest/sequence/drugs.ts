/** T36–T65 by what their 5th or 6th character says: poisoning, adverse effect, underdosing (guideline I.C.19.e). */

/** The character that tells the intent: the last before the 7th, where placeholders make up the length. */
function intent(code: string): string | undefined {
  const plain = code.replace('.', '');
  if (!/^T(?:3[6-9]|4\d|50)/.test(plain)) return undefined;
  const fifth = plain[4];
  const sixth = plain[5];
  // T36.0X5A has it sixth; T50.995A too; a five-character family such as T36.95XA has it fifth.
  return sixth !== undefined && sixth !== 'X' ? sixth : fifth;
}

const isSequela = (code: string): boolean => code.replace('.', '').length === 7 && code.endsWith('S');

/** A wrong drug, dose or way, by accident or intent; a toxic effect of T51–T65 is reported like one (I.C.19.e.6). */
export const isPoisoning = (code: string): boolean =>
  !isSequela(code) && (/^T(?:5[1-9]|6[0-5])/.test(code) || /^[1-4]$/.test(intent(code) ?? ''));

export const isAdverseEffect = (code: string): boolean => intent(code) === '5';
export const isUnderdosing = (code: string): boolean => intent(code) === '6';

/** The cause of a late effect: an injury, poisoning or external code with the 7th character S. */
export const isSequelaCause = (code: string): boolean => /^[ST]/.test(code) && isSequela(code);
