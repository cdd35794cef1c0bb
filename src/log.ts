import { causeForLog } from './observe/cause.ts';

/** Facts in fields, a constant message: `log.info({ step, took }, 'step done')`. */
export interface Log {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
  /** The same log with these fields in every line. */
  child(data: object): Log;
}

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** Names of fields whose values never reach a log, wherever they sit in a line. */
const hidden = ['password', 'token', 'secret', 'authorization', 'user_data', 'userData', 'cloudInit', 'filled'];

/** Where lines go: the error stream, or a file. pino is loaded only by who really logs: a terminal command does not. */
export async function openLog(options: { readonly level: string; readonly file?: string }): Promise<Log> {
  const { pino } = await import('pino');
  const log: Log = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: causeForLog,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '•••' },
    },
    pino.destination({ dest: options.file ?? 2, sync: true, mkdir: true }),
  );
  return log;
}
