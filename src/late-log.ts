import { type Log, openLog } from './log.ts';

/**
 * For a terminal command, which has something to log only when something is wrong: the log is opened then.
 * `debug` and `info` are the bot's and are left out.
 */
export function lateLog(options: {
  readonly level: string;
  readonly file: string;
}): Log & { flushed(): Promise<void> } {
  let opened: Promise<Log> | undefined;
  const written: Promise<void>[] = [];
  const write = (level: 'warn' | 'error', bound: object) => (data: object, message: string) => {
    opened ??= openLog(options);
    written.push(opened.then((log) => log[level]({ ...bound, ...data }, message)));
  };
  const bind = (bound: object): Log => ({
    debug: () => undefined,
    info: () => undefined,
    warn: write('warn', bound),
    error: write('error', bound),
    child: (more) => bind({ ...bound, ...more }),
  });
  return { ...bind({}), flushed: async () => void (await Promise.allSettled(written)) };
}
