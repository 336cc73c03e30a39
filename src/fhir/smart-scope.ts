/** The grammar of SMART scopes over resources (SMART App Launch 2.2, scopes-and-launch-context.html), v1 and v2. */

export interface SmartScope {
  readonly context: 'system' | 'user' | 'patient';
  /** A resource type, or `*`. */
  readonly type: string;
  /** Of `cruds`, in this order: create, read, update, delete, search. */
  readonly letters: string;
  /** Whether a query narrows it. */
  readonly narrowed: boolean;
}

const V2 = /^(system|user|patient)\/(\*|[A-Za-z]{1,64})\.(c?r?u?d?s?)(\?.*)?$/;
const V1 = /^(system|user|patient)\/(\*|[A-Za-z]{1,64})\.(read|write|\*)$/;
/** What the words of v1 stand for, as 2.2 says. */
const LETTERS: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

export const isV1 = (scope: string): boolean => V1.test(scope);

/** Undefined for what is no scope over resources, such as `openid`. */
export function smartScope(text: string): SmartScope | undefined {
  const v1 = V1.exec(text);
  if (v1) return scope(v1, LETTERS[v1[3] ?? ''] ?? '', false);
  const v2 = V2.exec(text);
  return v2 && v2[3] !== '' ? scope(v2, v2[3] ?? '', v2[4] !== undefined) : undefined;
}

const scope = (match: RegExpExecArray, letters: string, narrowed: boolean): SmartScope => ({
  context: match[1] as SmartScope['context'],
  type: match[2] ?? '',
  letters,
  narrowed,
});

/** Which of the letters the scopes give for the type, together. */
export const lettersFor = (scopes: readonly SmartScope[], type: string, letters: string): string =>
  [...letters]
    .filter((l) => scopes.some((s) => (s.type === '*' || s.type === type) && s.letters.includes(l)))
    .join('');
