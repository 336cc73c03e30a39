/** The logging port: an event's name and scalar fields. Ids, codes, counts and durations; never a resource or a name. */

/** Only scalars: an object could bring a resource along. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** The fake: keeps what it is told. */
export function memoryLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (event: string, fields: LogFields = {}): void => {
      lines.push({ level, event, fields });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** Where this program's own code lies: a stack line is believed only when it names a file below it. */
const HOME = new URL('../../', import.meta.url).pathname;
const FRAME = /^ {4}at (?:async )?(?:[\w.$<>#]+ )?\(?(?:file:\/\/)?(\/[^\s():]+:\d+:\d+)\)?$/;

/**
 * What may be logged of an error: its class, code and where in our code it arose. Its message may quote what a library
 * was parsing, which may be a patient's record, so it is left out, also where the stack repeats it.
 */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { fault: typeof error };
  const stack = error.stack ?? '';
  const frames = stack.slice(Math.max(0, stack.indexOf(error.message)) + error.message.length).split('\n');
  const at = frames
    .map((line) => FRAME.exec(line)?.[1])
    .find((file) => file?.startsWith(`${HOME}src/`) || file?.startsWith(`${HOME}mappings/`));
  return { fault: error.name, code: (error as { code?: string }).code, at: at?.slice(HOME.length) };
}
