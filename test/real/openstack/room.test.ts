import { expect, it } from 'vitest';
import { lab } from './lab.ts';

const here = lab('room');

it('takes everything back when no card is left, says so, and starts where there is one', async () => {
  const { bot, prefix, image } = here;
  const names = [1, 2, 3, 4, 5].map((each) => `${prefix}-${each}`);
  const line = (name: string) =>
    `gpu start ${image} --name ${name} --flavor GL10.16-131072-0-2GPU-A100 --no-floating-ip`;

  const outs = await Promise.all(names.map((name) => bot.say(line(name))));

  const [started, refused] = [outs.filter(({ ok }) => ok), outs.filter(({ ok }) => !ok)];
  const [first] = refused;
  expect(refused.length).toBeGreaterThan(0);
  for (const out of refused) {
    expect(out.kept?.head.state).toBe('undone');
    expect(out.text).toMatch(/^✗ \S+ did not start: No A100 is free in ru-7a/);
    expect(out.text).toMatch(/The cloud said: .*No valid host was found/);
    expect(out.text).toMatch(/↺ Disk +undone/);
    expect(out.text).toContain('Nothing is left behind');
  }
  const { servers, volumes } = here.seen();
  const ready = names.filter((_, at) => outs[at]?.ok);
  expect(servers.map(({ name }) => name).sort()).toEqual(ready);
  expect(volumes.map(({ name }) => name).sort()).toEqual(ready.map((name) => `${name}-boot`));

  const elsewhere = await bot.press(first!, 'Try ru-7b');
  expect(elsewhere.text).toContain('is ready');
  const moved = here.seen();
  expect(moved.servers.filter((each) => each['OS-EXT-AZ:availability_zone'] === 'ru-7b')).toHaveLength(1);
  expect(moved.volumes.filter(({ volume_type }) => volume_type === 'fast.ru-7b')).toHaveLength(1);

  const undone = await Promise.all([...started, elsewhere].map(({ id }) => bot.say(`op undo ${id} --sure`)));
  expect(undone.map(({ kept }) => kept?.head.state)).toEqual(undone.map(() => 'undone'));
  const { servers: left, volumes: disks, keypairs } = here.seen();
  expect([left, disks, keypairs]).toEqual([[], [], []]);
});
