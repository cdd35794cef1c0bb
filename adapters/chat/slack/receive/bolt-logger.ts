import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '#kit';

/** What Slack's libraries say from warnings on. Below that they print whole payloads, and those are people's words. */
export function boltLogger(log: Log): Logger {
  const written = (parts: readonly unknown[]) => ({ said: parts.map(String).join(' ').replace(token, '•••') });
  return {
    debug() {},
    info() {},
    warn: (...parts) => log.warn(written(parts), 'slack library'),
    error: (...parts) => log.error(written(parts), 'slack library'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

const token = /\bx(?:ox[a-z]|app)-[\w-]+/g;
