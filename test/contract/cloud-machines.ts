import { expect, it } from 'vitest';
import type { Machine } from '../../src/kit.ts';
import type { Stage } from './cloud-stage.ts';

/** Cases of the cloud contract: making, finding, removing machines. */
export function machineCases(stage: Stage): void {
  const { fresh, signal, until, specFor, machineOn, away, stamp } = stage;

  it('makes one machine when the same wish arrives twice', async () => {
    const name = fresh('twice');
    const spec = await specFor(name);

    const first = await stage.cloud.create(spec, `${name}.machine`, signal());
    const second = await stage.cloud.create(spec, `${name}.machine`, signal());

    expect(second.id).toBe(first.id);
    expect(await stage.lab.count(name)).toBe(1);
    await away(first);
  });

  it('finds a machine by its key with everything that was stamped on it', async () => {
    const name = fresh('stamped');
    const lease = '2026-11-20T18:15:00.000Z';
    const spec = { ...(await specFor(name)), stamp: { ...stamp, lease } };
    const made = await stage.cloud.create(spec, `${name}.machine`, signal());

    const found = await stage.cloud.find(`${name}.machine`, signal());

    expect(found?.id).toBe(made.id);
    expect(found?.stamp).toEqual({ ...stamp, lease, key: `${name}.machine` });
    expect(await stage.cloud.find(`${name}.other`, signal())).toBeUndefined();
    await away(made);
  });

  it('removes what is there, and is content with what is not', async () => {
    const name = fresh('removed');
    const machine = await machineOn(name, `${name}.machine`);

    await stage.cloud.remove(machine.id, signal());
    await stage.cloud.remove(machine.id, signal());
    await until(async () => (await stage.cloud.get(machine.id, signal())) === undefined);
    await stage.cloud.remove(machine.id, signal());

    expect(await stage.lab.count(name)).toBe(0);
  });

  it('switches a machine off and on again, and does not mind being asked twice', async () => {
    const name = fresh('power');
    const { id } = await machineOn(name, `${name}.machine`);
    const state = (wanted: Machine['state']) => async () => (await stage.cloud.get(id, signal()))?.state === wanted;

    await stage.cloud.power(id, 'off', signal());
    await until(state('off'));
    await stage.cloud.power(id, 'off', signal());
    await stage.cloud.power(id, 'on', signal());
    await until(state('on'));
    await stage.cloud.power(id, 'on', signal());

    const machine = await stage.cloud.get(id, signal());
    expect(machine?.state).toBe('on');
    if (machine) await away(machine);
  });

  it('lists every machine once', async () => {
    const names = [fresh('listed'), fresh('listed'), fresh('listed')];
    const made = [];
    for (const each of names) made.push(await stage.cloud.create(await specFor(each), `${each}.machine`, signal()));

    const listed: string[] = [];
    for await (const machine of stage.cloud.list(signal())) listed.push(machine.name);

    expect(listed.filter((each) => names.includes(each)).sort()).toEqual([...names].sort());
    for (const machine of made) await away(machine);
  });

  it('says of a machine nobody knows that it is not there', async () => {
    expect(await stage.cloud.get('00000000-0000-4000-8000-000000000000', signal())).toBeUndefined();
    await expect(stage.cloud.power('00000000-0000-4000-8000-000000000000', 'on', signal())).rejects.toMatchObject({
      code: 'not-found',
    });
  });
}
