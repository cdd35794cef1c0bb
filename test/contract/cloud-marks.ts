import { expect, it } from 'vitest';
import { has, type Lock, locales, longestReason, need } from '../../src/kit.ts';
import type { Stage } from './cloud-stage.ts';

/** Cases of the cloud contract: what Hoist writes on things that are there. */
export function markCases(stage: Stage): void {
  const { fresh, signal, until, machineOn, away, stamp } = stage;
  const lock: Lock = {
    by: 'web:local:ann',
    name: 'ann',
    reason: 'обучение до пятницы · 학습 중',
    at: '2026-11-20T10:00:00.000Z',
    until: '2026-11-23T10:00:00.000Z',
  };

  it('locks a machine, locks it anew, and unlocks it, each as often as it is asked to', async ({ skip }) => {
    if (!has(stage.cloud, 'marks')) return skip('this cloud writes nothing on machines');
    const marks = need(stage.cloud, 'marks');
    const name = fresh('locked');
    const machine = await machineOn(name, `${name}.machine`);
    const { until: _, ...forGood } = { ...lock, reason: 'я'.repeat(longestReason) };
    const there = async () => (await stage.cloud.get(machine.id, signal()))?.lock;

    await marks.lock(machine.id, lock, signal());
    await marks.lock(machine.id, lock, signal());
    const first = await there();
    const [listed] = (await Array.fromAsync(stage.cloud.list(signal()))).filter(({ id }) => id === machine.id);
    await marks.lock(machine.id, forGood, signal());
    const second = await there();
    // As one is read that was written past Hoist, which has to be put back as it was.
    const byHand = { by: '', name: '', reason: 'maintenance on Monday' };
    await marks.lock(machine.id, byHand, signal());
    const third = await there();
    await marks.unlock(machine.id, signal());
    await marks.unlock(machine.id, signal());

    expect([first, listed?.lock, second, third, await there()]).toEqual([lock, lock, forGood, byHand, undefined]);
    expect((await stage.cloud.get(machine.id, signal()))?.stamp).toEqual(machine.stamp);
    await away(machine);
  });

  it('makes another person the owner of a machine, its disk and its address, and changes nothing else', async ({
    skip,
  }) => {
    if (!has(stage.cloud, 'marks')) return skip('this cloud writes nothing on machines');
    const marks = need(stage.cloud, 'marks');
    const name = fresh('given');
    const machine = await machineOn(name, `${name}.machine`);
    await marks.lock(machine.id, lock, signal());

    await marks.own({ machine: machine.id }, 'web:local:bob', signal());
    await marks.own({ machine: machine.id }, 'web:local:bob', signal());

    const given = { ...stamp, owner: 'web:local:bob' };
    const now = await stage.cloud.get(machine.id, signal());
    expect(now).toMatchObject({ name, state: 'on', lock, stamp: { ...given, key: `${name}.machine` } });
    expect((await stage.cloud.find(`${name}.machine`, signal()))?.id).toBe(machine.id);

    if (has(stage.cloud, 'disks')) {
      const disks = need(stage.cloud, 'disks');
      const made = await disks.create({ name, size: 1, stamp }, `${name}.disk`, signal());
      await until(async () => (await disks.get(made.id, signal()))?.state === 'free');
      await marks.own({ disk: made.id }, 'web:local:bob', signal());
      expect((await disks.get(made.id, signal()))?.stamp).toEqual({ ...given, key: `${name}.disk` });
      await disks.remove(made.id, signal());
    }
    if (has(stage.cloud, 'addresses')) {
      const addresses = need(stage.cloud, 'addresses');
      const { id, ip } = await addresses.give(machine.id, stamp, `${name}.address`, signal());
      await marks.own({ address: id }, 'web:local:bob', signal());
      const [kept] = await addresses.of(machine.id, signal());
      expect(kept).toMatchObject({ id, ip, machine: machine.id, stamp: { ...given, key: `${name}.address` } });
      await addresses.release(id, signal());
    }
    await away(machine);
  });

  it('says in every language where nothing can be written on a machine that rests', async ({ skip }) => {
    if (!has(stage.cloud, 'marks') || !has(stage.cloud, 'parking')) return skip('nothing rests here');
    const name = fresh('rests');
    const machine = await machineOn(name, `${name}.machine`);
    await need(stage.cloud, 'parking').park(machine.id, signal());
    await until(async () => (await stage.cloud.get(machine.id, signal()))?.state === 'parked');

    // A platform that can write there does; one that cannot refuses in words, and the machine stays as it is.
    const refusal = await need(stage.cloud, 'marks')
      .lock(machine.id, lock, signal())
      .catch((error: unknown) => error);

    const now = await stage.cloud.get(machine.id, signal());
    if (refusal === undefined) expect(now?.lock).toEqual(lock);
    else {
      expect(refusal).toMatchObject({ code: 'conflict', hint: expect.any(Function) });
      // Only a Failure has the code that was just seen.
      const { phrase } = refusal as { phrase: (l: (typeof locales)[number]) => string };
      for (const locale of locales) expect(phrase(locale)).toContain(name);
      expect(now?.lock).toBeUndefined();
    }
    await away(machine);
  });
}
