/** Logging: ids, codes, counts and durations as one JSON line each. Never a resource's body, never a patient's name. */
import winston from 'winston';

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Only scalars: an object could bring a resource along. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export function createLog(level: string, stream: NodeJS.WritableStream = process.stderr): Log {
  const logger = winston.createLogger({
    level,
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [new winston.transports.Stream({ stream })],
  });
  return {
    info: (event, fields) => logger.info(event, fields),
    warn: (event, fields) => logger.warn(event, fields),
    error: (event, fields) => logger.error(event, fields),
  };
}

/** The fake: keeps what it is told. */
export function memoryLog(): Log & { readonly lines: { level: string; event: string; fields: LogFields }[] } {
  const lines: { level: string; event: string; fields: LogFields }[] = [];
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      lines.push({ level, event, fields });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/**
 * What may be logged of an error of ours: its class, code and where in our code it arose. Its message may quote what
 * a library was parsing, which may be a patient's record, so it is left out.
 */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { fault: typeof error };
  const at = error.stack?.split('\n').find((line) => line.includes('/src/') || line.includes('/mappings/'));
  return {
    fault: error.name,
    code: (error as { code?: string }).code,
    at: at
      ?.trim()
      .replace(/^at /, '')
      .replace(/\(.*\/(src|mappings)\//, '($1/'),
  };
}
