import { type Desk, type Log, type Phrase, phrases } from '#kit';
import { fingerprint, registration } from '../commands/registration.ts';
import { commandSetFaults } from '../limits/command.ts';
import type { Api } from '../send/api.ts';
import { isRefused } from '../send/refused.ts';
import type { Remembered } from '../send/remember.ts';

interface Parts {
  readonly api: Api;
  readonly remembered: Remembered;
  readonly application: string;
  /** Registered here only, where they are seen at once; everywhere else otherwise. */
  readonly guild: string | undefined;
  readonly log: Log;
}

const say = phrases({
  en: {
    stranger: (guild: string) =>
      `The slash commands cannot be registered: the bot is not in the server ${guild} (DISCORD_GUILD), or was invited without the scope applications.commands`,
    refused: (why: string) => `The slash commands cannot be registered: ${why}`,
  },
  ru: {
    stranger: (guild) =>
      `Слэш-команды не зарегистрированы: бота нет на сервере ${guild} (DISCORD_GUILD) или его пригласили без applications.commands`,
    refused: (why) => `Слэш-команды не зарегистрированы: ${why}`,
  },
  ko: {
    stranger: (guild) =>
      `슬래시 명령을 등록할 수 없습니다. 봇이 서버 ${guild} (DISCORD_GUILD)에 없거나 applications.commands 없이 초대되었습니다`,
    refused: (why) => `슬래시 명령을 등록할 수 없습니다: ${why}`,
  },
});

/** Registers the slash commands when they have changed; answers why that failed, should it. */
export async function registerCommands(desk: Desk, parts: Parts): Promise<Phrase | undefined> {
  const { api, remembered, application, guild, log } = parts;
  const commands = registration(await desk.catalogue(), guild === undefined ? 'everywhere' : 'guild');
  const scope = `${application} ${guild ?? ''}`.trim();
  const hash = fingerprint(commands);
  const before = await remembered.commands();
  if (before?.scope === scope && before.hash === hash) return undefined;
  try {
    const faults = commandSetFaults(commands);
    if (faults.length > 0) throw new Error(faults.join('; '));
    await api.register(application, guild, commands);
    await remembered.keepCommands(scope, hash);
    await forgetElsewhere(before?.scope);
    log.info({ commands: commands.length, guild }, 'slash commands registered');
    return undefined;
  } catch (error) {
    const why = refusedBecause(error, guild);
    log.error({ err: error }, why('en'));
    return why;
  }

  /** Registered in two places, each command would be offered twice. */
  async function forgetElsewhere(old: string | undefined): Promise<void> {
    const [app, oldGuild] = old?.split(' ') ?? [];
    if (old === undefined || old === scope || app !== application) return;
    await api.register(application, oldGuild, []).catch((error: unknown) => {
      log.warn({ err: error }, 'commands of an earlier configuration are still registered');
    });
  }
}

/** Why nothing can be registered there. */
export const refusedBecause = (error: unknown, guild: string | undefined): Phrase =>
  guild !== undefined && isRefused(error, 'missingAccess')
    ? (l) => say(l).stranger(guild)
    : (l) => say(l).refused(error instanceof Error ? error.message : String(error));
