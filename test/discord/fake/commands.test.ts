import { describe, expect, it } from 'vitest';
import { botOf, discordWith, gpuCommand, onSlash } from './client.ts';

const named = (at: number) => ({ name: `command-${at}`, description: 'One of many' });
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (error) => error.code,
  );

describe('the commands of the app', () => {
  it('are put as a whole: what stays keeps its id, what is not named is gone', async () => {
    const discord = await discordWith();
    const { application } = await botOf(discord);

    const before = await application.commands.set([named(1), named(2)]);
    const after = await application.commands.set([{ ...named(2), description: 'Another' }, gpuCommand]);

    const idOf = (commands: typeof before, name: string) => commands.find((each) => each.name === name)?.id;
    expect(idOf(after, 'command-2')).toBe(idOf(before, 'command-2'));
    expect([...(await application.commands.fetch()).values()].map(({ name }) => name)).toEqual(['command-2', 'gpu']);
  });

  it('show their translations only to who asks for them', async () => {
    const discord = await discordWith();
    const { application, rest } = await botOf(discord);
    const path = `/applications/${application.id}/commands` as const;
    await rest.put(path, { body: [{ ...named(1), description_localizations: { ko: '여럿 중 하나' } }] });

    const plain = await rest.get(path);
    const translated = await rest.get(path, { query: new URLSearchParams({ with_localizations: 'true' }) });

    expect(JSON.stringify(plain)).not.toContain('여럿');
    expect(translated).toMatchObject([{ name: 'command-1', description_localizations: { ko: '여럿 중 하나' } }]);
  });

  it('of a guild are used there before those of all', async () => {
    const discord = await discordWith();
    const client = await botOf(discord);
    await client.application.commands.set([named(1)]);
    await client.application.commands.set([{ ...named(1), description: 'Here' }], discord.guild.id);
    onSlash(client, (interaction) => interaction.reply(interaction.commandGuildId ?? 'for all'));
    discord.person('100');

    const [here, direct] = [await discord.slash('command-1'), await discord.slash('command-1', {}, { direct: true })];

    expect([here, direct].map(({ message }) => message?.content)).toEqual([discord.guild.id, 'for all']);
  });

  it.each([
    ['a name in capitals', { ...named(1), name: 'GPU' }],
    ['a language that Discord does not speak', { ...named(1), description_localizations: { xx: 'no' } }],
    [
      'more than 8000 characters',
      {
        ...named(1),
        options: Array.from({ length: 25 }, (_, at) => ({
          type: 3,
          name: `option-${at}`,
          description: 'x'.repeat(100),
          choices: Array.from({ length: 5 }, (_, choice) => ({ name: `${choice}`.repeat(40), value: 'y'.repeat(40) })),
        })),
      },
    ],
  ])('are refused as a whole for %s', async (_, command) => {
    const discord = await discordWith();
    const { application, rest } = await botOf(discord);
    const put = (body: unknown) => rest.put(`/applications/${application.id}/commands`, { body });

    const refused = await codeOf(put([named(2), command]));

    expect(refused).toBe(50035);
    expect(await application.commands.fetch()).toHaveLength(0);
  });

  it('can be made 200 times a day, and what was there before does not count', async () => {
    let now = Date.UTC(2026, 10, 20);
    const discord = await discordWith({ now: () => now, limits: { commandCreatesADay: 3 }, rates: 'none' });
    const { application } = await botOf(discord);

    await application.commands.set([named(1), named(2)]);
    const changed = await codeOf(application.commands.set([named(1), named(2), named(3)]));
    const fourth = await codeOf(application.commands.create(named(4)));
    now += 25 * 60 * 60_000;
    const tomorrow = await codeOf(application.commands.create(named(4)));

    expect([changed, fourth, tomorrow]).toEqual(['taken', 30034, 'taken']);
  });
});
