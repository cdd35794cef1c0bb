import { expect, it, onTestFinished } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { readPolicy } from '../../src/access/policy-file.ts';
import { standingsOf } from '../../src/access/standings.ts';
import { type Cloud, Full, type Head, type Machine, type Store } from '../../src/kit.ts';

const now = 1_000_000;
const ann = { id: 'web:local:ann', name: 'ann' };
const where = { chat: 'web', channel: 'general' };
const policyOf = (quota: string) =>
  readPolicy(
    `groups: {team: [web:local:ann, slack:T1:S-TEAM]}\nrules: [{rule: all, may: '*'}]\nquotas: [${quota}]`,
    'hoist.yaml',
  );

const fresh = (id: string, takes: Head['takes'] = []): Omit<Head, 'state' | 'length'> => ({
  ...{ id, operation: 'machine.create', input: {}, who: ann, where, locale: 'en', likeness: 'x', at: now },
  ...(takes.length > 0 ? { takes } : {}),
});

const machine = (id: string, owner: string, more: Partial<Machine> = {}): Machine => ({
  ...{ id, name: id, state: 'on', word: 'ACTIVE', addresses: [], disks: [], spot: false },
  stamp: { owner, operation: `op-${id}`, key: `op-${id}.machine`, channel: 'web/general' },
  ...more,
});

/** Of a cloud only its list is asked for here. */
const cloudWith = (list: () => AsyncIterable<Machine>): Cloud =>
  ({ name: 'practice', about: { kind: 'small' }, list }) as unknown as Cloud;

function opened(): Store {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  return store;
}

const count = (store: Store, cloud: Cloud, quota: string, who: Parameters<typeof standingsOf>[0]['who'] = ann) =>
  standingsOf({ policy: policyOf(quota), store, cloud, who, where, now, signal: new AbortController().signal });

it('loses no machine whose operation ends while the cloud is being counted', async () => {
  const store = opened();
  const [before] = await count(
    store,
    cloudWith(async function* () {}),
    '{rule: one each, machines: 1}',
  );
  const takes = [{ of: before!.of, amount: 1 }];
  await store.begin(fresh('op-1', takes), 'event 1', now);
  const late = cloudWith(async function* () {
    yield machine('theirs', 'web:local:bob');
    // The list was read; now the machine is made, and its operation is over.
    await store.append('op-1', 0, { at: now, kind: 'ended', outcome: 'done' }, { state: 'done' });
  });

  const limits = await count(store, late, '{rule: one each, machines: 1}');

  expect(limits[0]).toMatchObject({ counted: 0 });
  await expect(store.begin(fresh('op-2', takes), 'event 2', now, limits)).rejects.toBeInstanceOf(Full);
});

it('counts what is stamped and there, and nobody’s and what is being removed not', async () => {
  const list = async function* () {
    yield machine('one', ann.id);
    yield machine('gone', ann.id, { state: 'removing' });
    yield machine('theirs', 'web:local:bob');
    const { stamp: _, ...bare } = machine('by hand', ann.id);
    yield bare;
  };

  const [standing] = await count(opened(), cloudWith(list), '{rule: seven each, machines: 7}');

  expect(standing).toMatchObject({ counted: 1, seen: ['op-one', 'one'], most: 7 });
});

it('counts of a channel only what was started from there', async () => {
  const list = async function* () {
    yield machine('one', ann.id);
    yield machine('two', ann.id, { stamp: { owner: ann.id, operation: 'op-2', key: 'k', channel: 'slack/C1' } });
  };
  const store = opened();

  expect(await count(store, cloudWith(list), "{rule: here, channels: 'web:general', machines: 7}")).toMatchObject([
    { counted: 1 },
  ]);
  expect(await count(store, cloudWith(list), "{rule: there, channels: 'slack:*', machines: 7}")).toEqual([]);
});

it('counts for a group also who is in it by a group of their chat, from when they spoke', async () => {
  const list = async function* () {
    yield machine('one', ann.id);
    yield machine('two', 'slack:T1:U9');
  };
  const store = opened();
  const quota = '{rule: team, who: team, of: group, machines: 7}';

  expect(await count(store, cloudWith(list), quota)).toMatchObject([{ counted: 1 }]);
  const gus = { id: 'slack:T1:U9', belongs: ['slack:T1:S-TEAM'] };
  expect(await count(store, cloudWith(list), quota, gus)).toMatchObject([{ counted: 2 }]);
  expect(await count(store, cloudWith(list), quota)).toMatchObject([{ counted: 2 }]);
});

it('asks no cloud where there is no quota for them', async () => {
  const list = (): AsyncIterable<Machine> => {
    throw new Error('asked');
  };

  expect(await count(opened(), cloudWith(list), '{rule: bobs, who: web:local:bob, machines: 1}')).toEqual([]);
});
