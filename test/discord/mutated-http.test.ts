import fc from 'fast-check';
import { expect, it } from 'vitest';
import { publicKeyOf } from '../../adapters/chat/discord/receive/signature.ts';
import { mutated } from './odd.ts';
import { isQuiet } from './quiet.ts';
import { talk } from './talk.ts';

const seed = Number(process.env.HOIST_SEED ?? 7);

/** The chat with an address of its own, which the small Discord has accepted. */
async function overHttp() {
  const stage = await talk({}, ({ endpoint }) => ({
    config: { DISCORD_PUBLIC_KEY: publicKeyOf(endpoint.publicKey), DISCORD_PORT: 0 },
  }));
  const url = `http://127.0.0.1:${stage.chat.endpoint()}/`;
  await stage.discord.endpoint.use(url);
  return { ...stage, url };
}

it('takes every signed delivery, however odd, and does the next one', async () => {
  const { discord, url, chat, clock } = await overHttp();
  const { interaction } = await discord.slash('gpu start', { image: 'base-image' });
  const statuses: Record<number, number> = {};
  let count = 0;

  await fc.assert(
    fc.asyncProperty(mutated(interaction.payload), async (payload) => {
      const own = payload.id === interaction.id ? { id: `77${count++}` } : {};
      const { status } = await discord.endpoint.deliver({ ...payload, ...own }, {}, url);
      statuses[status] = (statuses[status] ?? 0) + 1;
      expect([200, 202]).toContain(status);
    }),
    { numRuns: 150, seed },
  );
  while (!(await isQuiet(chat))) await clock.pass(1_000);

  console.log(`150 odd deliveries: ${JSON.stringify(statuses)}`);
  expect((await discord.slash('gpu list')).kind).toBe('message');
});

it('refuses what is no delivery with a reason', async () => {
  const { discord, desk, url } = await overHttp();
  const bodies = fc.oneof(fc.string(), fc.json(), fc.constantFrom('', '{', '\u0000', 'null', '[]', '"x"'));

  await fc.assert(
    fc.asyncProperty(bodies, fc.constantFrom('', 'zz', 'ab'.repeat(64)), async (body, signature) => {
      const headers = {
        'x-signature-timestamp': '1',
        ...(signature === '' ? {} : { 'x-signature-ed25519': signature }),
      };
      const answer = await fetch(url, { method: 'POST', body, headers });
      expect([answer.status, await answer.text()]).toEqual([401, 'bad or old signature']);
    }),
    { numRuns: 100, seed },
  );
  const large = await fetch(url, { method: 'POST', body: 'x'.repeat(2_000_000) });

  expect([large.status, await large.text()]).toEqual([413, 'too large']);
  expect(desk.heard).toEqual([]);
  expect((await discord.slash('gpu list')).kind).toBe('message');
});
