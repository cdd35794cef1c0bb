import { expect, it } from 'vitest';
import { facetNames } from '../../src/cloud.ts';
import { type Facet, Failure, has, locales, type Machine, need } from '../../src/kit.ts';
import type { Stage } from './cloud-stage.ts';

/** Cases of the cloud contract: what a cloud offers beside machines. */
export function facetCases(stage: Stage): void {
  const { fresh, signal, until, specFor, machineOn, away, diskThat, stamp } = stage;

  it('works in every facet, or says why not in every language', () => {
    for (const facet of facetNames) {
      const part: Facet<object> = stage.cloud[facet];
      if (has(stage.cloud, facet)) expect(part, facet).toEqual(expect.any(Object));
      else if ('unsupported' in part) {
        // A facet that carries `unsupported` carries a phrase there, by the port's own type.
        const why = (part as { unsupported: (l: (typeof locales)[number]) => string }).unsupported;
        for (const locale of locales) expect(why(locale).length, `${facet} ${locale}`).toBeGreaterThan(10);
        expect(() => need(stage.cloud, facet)).toThrow(Failure);
      }
    }
  });

  it('tells the doctor what works, in every language', async () => {
    const findings = await stage.cloud.check(signal());

    expect(findings.length).toBeGreaterThan(0);
    for (const { what, ok, mend } of findings) {
      for (const locale of locales) expect(what(locale)).not.toBe('');
      if (!ok) for (const locale of locales) expect(mend?.(locale) ?? '').not.toBe('');
    }
  });

  it('makes one disk for one key, keeps it when the machine goes, and forgets it when removed', async ({ skip }) => {
    if (!has(stage.cloud, 'disks')) return skip('this cloud has no disks of their own');
    const disks = need(stage.cloud, 'disks');
    const name = fresh('disk');
    const spec = { name, size: 1, stamp };

    const first = await disks.create(spec, `${name}.disk`, signal());
    const second = await disks.create(spec, `${name}.disk`, signal());
    expect(second.id).toBe(first.id);
    expect((await disks.find(`${name}.disk`, signal()))?.stamp).toEqual({ ...stamp, key: `${name}.disk` });

    const free = await until(diskThat(first.id, ({ state }) => state === 'free'));
    expect(free).toMatchObject({ name, size: 1, usedBy: [] });
    await disks.remove(first.id, signal());
    await disks.remove(first.id, signal());
    await until(async () => (await disks.get(first.id, signal())) === undefined);
    await disks.remove(first.id, signal());
    expect(await disks.find(`${name}.disk`, signal())).toBeUndefined();
  });

  it('keeps the disk of a machine that is removed', async ({ skip }) => {
    if (!has(stage.cloud, 'disks')) return skip('this cloud has no disks of their own');
    const name = fresh('keeps');
    const machine = await machineOn(name, `${name}.machine`);
    const [disk] = machine.disks;
    expect(await need(stage.cloud, 'disks').get(disk!, signal())).toMatchObject({
      state: 'used',
      usedBy: [machine.id],
    });

    await away(machine);

    const kept = await until(diskThat(disk!, ({ state }) => state === 'free'));
    expect(kept.id).toBe(disk);
  });

  it('can use and remove the disk of a machine that went while it was being built', async ({ skip }) => {
    if (!has(stage.cloud, 'disks')) return skip('this cloud has no disks of their own');
    const disks = need(stage.cloud, 'disks');
    const name = fresh('rushed');
    const spec = await specFor(name);
    if (!('disk' in spec.boot)) return skip('machines of this cloud do not start from a disk');
    const { disk } = spec.boot;
    await away(await stage.cloud.create(spec, `${name}.first`, signal()));
    await until(diskThat(disk, ({ state }) => state === 'free'));

    await away(await stage.cloud.create(spec, `${name}.second`, signal()));
    await until(diskThat(disk, ({ state }) => state === 'free'));
    await disks.remove(disk, signal());

    await until(async () => (await disks.get(disk, signal())) === undefined);
  });

  it('gives one public address for one key, shows it on the machine, and takes it back', async ({ skip }) => {
    if (!has(stage.cloud, 'addresses')) return skip('this cloud has no public addresses of their own');
    const addresses = need(stage.cloud, 'addresses');
    const name = fresh('address');
    const machine = await machineOn(name, `${name}.machine`);

    const first = await addresses.give(machine.id, stamp, `${name}.address`, signal());
    const second = await addresses.give(machine.id, stamp, `${name}.address`, signal());

    expect(second).toMatchObject({ id: first.id, ip: first.ip, machine: machine.id });
    expect((await addresses.find(`${name}.address`, signal()))?.stamp).toMatchObject({ key: `${name}.address` });
    expect((await addresses.of(machine.id, signal())).map(({ ip }) => ip)).toEqual([first.ip]);
    const shown = await until(async () =>
      (await stage.cloud.get(machine.id, signal()))?.addresses.find(({ kind }) => kind === 'public'),
    );
    expect(shown.ip).toBe(first.ip);
    await addresses.release(first.id, signal());
    await addresses.release(first.id, signal());
    expect(await addresses.find(`${name}.address`, signal())).toBeUndefined();
    await away(machine);
  });

  it('keeps a key once, knows its fingerprint, and never overwrites another of that name', async ({ skip }) => {
    if (!has(stage.cloud, 'keys')) return skip('this cloud keeps no keys');
    const keys = need(stage.cloud, 'keys');
    const name = fresh('key');
    const [mine, other] = [publicKey(1), publicKey(2)];

    await keys.add(name, mine, signal());
    await keys.add(name, mine, signal());

    expect((await keys.get(name, signal()))?.fingerprint).toBe(keys.fingerprint(mine));
    await expect(keys.add(name, other, signal())).rejects.toMatchObject({ code: 'conflict' });
    await keys.remove(name, signal());
    await keys.remove(name, signal());
    expect(await keys.get(name, signal())).toBeUndefined();
  });

  it('parks a machine and brings it back', async ({ skip }) => {
    if (!has(stage.cloud, 'parking')) return skip('this cloud cannot park');
    const { park, unpark } = need(stage.cloud, 'parking');
    const name = fresh('parked');
    const { id } = await machineOn(name, `${name}.machine`);
    const state = (wanted: Machine['state']) => async () => (await stage.cloud.get(id, signal()))?.state === wanted;

    await park(id, signal());
    await until(state('parked'));
    await park(id, signal());
    await unpark(id, signal());
    await until(state('on'));
    await unpark(id, signal());

    const machine = await stage.cloud.get(id, signal());
    expect(machine?.state).toBe('on');
    if (machine) await away(machine);
  });

  it('offers sizes that tell cores and memory, and the one that the suite uses', async ({ skip }) => {
    if (!has(stage.cloud, 'flavors')) return skip('this cloud has no list of sizes');
    const flavors = await need(stage.cloud, 'flavors').list(signal());

    expect(flavors.map(({ id }) => id)).toContain(stage.lab.flavor);
    expect(flavors.every(({ cores, memory }) => cores > 0 && memory > 0)).toBe(true);
  });
}

/** An ed25519 public key in OpenSSH's form, of 32 equal bytes. */
export function publicKey(byte: number): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.alloc(32, byte))]);
  return `ssh-ed25519 ${blob.toString('base64')} ann@example`;
}
