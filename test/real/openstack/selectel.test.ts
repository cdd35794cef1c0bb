import { expect, it } from 'vitest';
import { selectelProfile } from '../../../adapters/cloud/selectel/profile.ts';
import { lab } from './lab.ts';

const here = lab('selectel', { profile: selectelProfile, env: () => ({ DISK_TYPE: 'universal' }) });

it('puts the tag of a spot machine on it as it is made, reads it back, and knows it from one on demand', async () => {
  const { bot, prefix, image } = here;

  const [spot, whole] = await Promise.all([
    bot.say(`gpu start ${image} --spot --name ${prefix}-spot --no-floating-ip`),
    bot.say(`gpu start ${image} --on-demand --name ${prefix}-whole --no-floating-ip --flavor SL1.1-1024`),
  ]);

  expect([spot.ok, whole.ok]).toEqual([true, true]);
  expect(spot.text).toMatch(/₽\/h spot/);
  expect(whole.text).toMatch(/₽\/h on demand/);
  const { servers, volumes } = here.seen();
  expect(servers.map(({ name, tags }) => [name, tags]).sort()).toEqual([
    [`${prefix}-spot`, ['preemptible']],
    [`${prefix}-whole`, []],
  ]);
  expect(volumes.map(({ volume_type }) => volume_type)).toEqual(['universal.ru-7a', 'universal.ru-7a']);
  const { data } = await bot.say('gpu list');
  expect(data).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: `${prefix}-spot`, spot: true }),
      expect.objectContaining({ name: `${prefix}-whole`, spot: false }),
    ]),
  );

  const stopped = await bot.say(`gpu stop ${prefix}-spot`);
  expect(stopped.text).toMatch(/Kept: disk \S+-boot, 1 GB, ≈ [\d.]+ ₽\/h until deleted \(≈ [\d.]+ ₽\/month\)\./);
  const undone = await Promise.all([spot, whole].map(({ id }) => bot.say(`op undo ${id} --sure`)));
  expect(undone.map(({ kept }) => kept?.head.state)).toEqual(['undone', 'undone']);
});
