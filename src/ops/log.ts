/** The log on winston: one JSON line an event, on standard error, so that standard output stays for answers. */
import winston from 'winston';
import type { Log } from '../kernel/index.ts';

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
