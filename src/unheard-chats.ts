import type { Ground } from './assemble.ts';
import { memoryOf } from './chats.ts';
import type { Finding } from './cloud.ts';
import type { Part } from './command/checkup.ts';
import { type Config, checked, Misconfigured } from './config.ts';
import { type AnyChatAdapter, chatAdapters } from './discover.ts';
import type { Log } from './log.ts';
import { phrases, verbatim } from './phrases.ts';
import { untilAborted } from './until-aborted.ts';

const say = phrases({
  en: { set: 'Set it in the environment or in .env; .env.example explains each.' },
  ru: { set: 'Задайте это в окружении или в .env; всё объяснено в .env.example.' },
  ko: { set: '환경 변수나 .env에 설정하세요. 각 항목은 .env.example에 설명되어 있습니다.' },
});

/** The configured chats, for a process that does not listen to them: each is opened, looks at itself and is closed again. */
export async function unheardChats(config: Config, ground: Ground, log: Log): Promise<readonly Part[]> {
  const wanted = (await chatAdapters()).filter((adapter) => adapter.configured(config.env));
  const parts = await Promise.all(wanted.map((adapter) => partOf(adapter, config, ground, log)));
  return parts.flatMap((part) => part ?? []);
}

/** Undefined for a chat that knows nothing of itself, or that does not open beside these clouds. */
async function partOf(
  adapter: AnyChatAdapter,
  { env }: Config,
  { store, clouds }: Ground,
  log: Log,
): Promise<Part | undefined> {
  const { name } = adapter;
  try {
    const [settings] = checked([{ of: name, shape: adapter.config, values: env }]);
    if (adapter.refuses?.(settings, clouds)) return undefined;
    const chat = await adapter.open(settings, memoryOf(name, store), log.child({ chat: name }));
    if (!chat.check) return void (await chat.close());
    const check = chat.check.bind(chat);
    return { name, check: (signal) => untilAborted(check(signal), signal).finally(() => chat.close()) };
  } catch (error) {
    if (!(error instanceof Misconfigured)) throw error;
    return { name, check: async () => error.problems.map(found) };
  }
}

const found = ({ name, wrong }: Misconfigured['problems'][number]): Finding => ({
  what: verbatim(`${name}: ${wrong}`),
  ok: false,
  mend: (l) => say(l).set,
});
