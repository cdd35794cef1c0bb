import { once } from 'node:events';
import type { Server } from 'node:http';
import { type Chat, type Desk, Failure, type Log, type Memory, phrases } from '#kit';
import { isLoopback } from './guard.ts';
import { type Messages, openMessages } from './messages.ts';
import { personOf, roles } from './people.ts';
import { createPageServer } from './server.ts';

const say = phrases({
  en: {
    taken: (port: number) => `port ${port} is already in use, so the web page cannot be served there`,
    other: 'set WEB_PORT to a free port, or stop what uses this one',
  },
  ru: {
    taken: (port) => `порт ${port} уже занят, веб-страницу там не открыть`,
    other: 'задайте в WEB_PORT свободный порт или остановите того, кто его занял',
  },
  ko: {
    taken: (port) => `포트 ${port}번이 이미 사용 중이라 웹 페이지를 열 수 없습니다`,
    other: 'WEB_PORT에 비어 있는 포트를 지정하거나 사용 중인 프로그램을 끝내세요',
  },
});

export interface WebConfig {
  readonly WEB_HOST: string;
  readonly WEB_PORT: number;
  readonly WEB_REAL_CLOUDS: readonly string[];
}

/** A page on this computer that is a chat: its messages live in the bot's memory and outlive both. */
export async function openWeb(
  config: WebConfig,
  memory: Memory,
  log: Log,
  now: () => number = Date.now,
): Promise<Chat> {
  let closing = new AbortController();
  let opened: Promise<Messages> | undefined;
  const messages = () => (opened ??= openMessages(memory, { most: 500, now }));
  let server: Server | undefined;
  let address: string | undefined;

  async function listen(desk: Desk): Promise<void> {
    closing = new AbortController();
    server = createPageServer(await messages(), desk, log, closing.signal);
    server.listen(config.WEB_PORT, config.WEB_HOST);
    try {
      await once(server, 'listening');
    } catch (cause) {
      await close();
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
      throw new Failure('conflict', (l) => say(l).taken(config.WEB_PORT), { hint: (l) => say(l).other, cause });
    }
    const bound = server.address();
    if (bound === null || typeof bound === 'string' || !isLoopback(bound.address)) {
      await close();
      throw new Error('the web page was not bound to loopback');
    }
    address = `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
  }

  async function close(): Promise<void> {
    closing.abort();
    // Until it listens again another process may have the page, and say things there.
    opened = undefined;
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  return {
    name: 'web',
    once: true,
    listen,
    close,
    address: () => address,
    async who(account) {
      const role = roles.find((each) => personOf(each).id === account);
      return role && { name: role, bot: false };
    },
    async post({ channel, thread }, view, key) {
      const { id } = await (await messages()).put({ id: `post:${key}`, channel, thread, body: { view } });
      return id;
    },
    async edit({ channel, thread }, ref, view) {
      // One that was let go for its age comes back when there is news of it.
      const all = await messages();
      await all.put({ ...(all.get(ref) ?? { id: ref, channel, thread }), body: { view } });
    },
    async ask({ channel, thread }, who, form) {
      await (await messages()).put({
        id: `asked:${who.id}:${form.command}`,
        channel,
        thread,
        only: who.id,
        body: { form },
      });
    },
  };
}
