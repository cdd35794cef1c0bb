import { expect, it } from 'vitest';
import { type Cloud, Failure, type Machine, verbatim } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { observedCloud } from '../../src/observe/clouds.ts';
import { type Called, each, unobserved } from '../../src/observe/observer.ts';

const { signal } = new AbortController();
const fail = (): never => {
  throw new Error('broken');
};
const never = () => Promise.reject(new Error('not asked'));
const nobody = { unsupported: verbatim('not here') };

/** A cloud of which only some verbs are asked, beside what it told of them. */
function told(some: Partial<Cloud>) {
  const calls: Called[] = [];
  const lines: object[] = [];
  let now = 0;
  const cloud: Cloud = {
    name: 'north',
    about: { kind: 'small', zone: undefined, defaults: { diskSize: 1, address: false, login: 'root' } },
    ...{ create: never, find: never, get: never, remove: never, power: never, images: never, check: never },
    async *list() {},
    ...{ disks: nobody, addresses: nobody, networks: nobody, imageStore: nobody, flavors: nobody, keys: nobody },
    ...{ prices: nobody, marks: nobody, parking: nobody, spot: nobody, guest: nobody },
    close: async () => undefined,
    ...some,
  };
  const log = { ...silent, warn: (data: object) => lines.push(data) };
  const observer = { ...unobserved, called: (call: Called) => calls.push(call) };
  return { cloud: observedCloud(cloud, { observer, log, now: () => now++ }), calls, lines };
}

it('answers what the cloud answers, and tells how long that took', async () => {
  const machine = { id: 'm-1' } as Machine; // Nobody looks at the rest of it.
  const { cloud, calls, lines } = told({ find: async () => machine });

  expect(await cloud.find('key', signal)).toBe(machine);
  expect(calls).toEqual([{ cloud: 'north', verb: 'find', at: 0, took: 1 }]);
  expect(lines).toEqual([]);
});

it('names a call of a facet after the facet, and leaves what answers at once alone', async () => {
  const disks = { ...{ create: never, get: never, remove: never, types: never }, typeName: () => 'fast' };
  const { cloud, calls } = told({ disks: { ...disks, find: async () => undefined, async *list() {} } });
  if ('unsupported' in cloud.disks) throw new Error('it was there');

  await cloud.disks.find('key', signal);

  expect(cloud.disks.typeName('f', undefined)).toBe('fast');
  expect(calls.map(({ verb }) => verb)).toEqual(['disks.find']);
  expect('unsupported' in cloud.guest && cloud.guest.unsupported('en')).toBe('not here');
});

it('tells of a list when it was read, also by somebody who has soon seen enough', async () => {
  const { cloud, calls } = told({
    async *list() {
      for (const id of ['m-1', 'm-2']) yield { id } as Machine; // Nobody looks at the rest of it.
    },
  });

  const all = await Array.fromAsync(cloud.list(signal), ({ id }) => id);
  for await (const _ of cloud.list(signal)) break;

  expect(all).toEqual(['m-1', 'm-2']);
  expect(calls.map(({ verb, code }) => [verb, code])).toEqual([
    ['list', undefined],
    ['list', undefined],
  ]);
});

it('tells what went wrong, and logs it with the number that the cloud gave the call', async () => {
  const failure = new Failure('unavailable', verbatim('busy'), { request: 'req-7' });
  const { cloud, calls, lines } = told({
    find: () => Promise.reject(failure),
    // biome-ignore lint/correctness/useYield: it fails before there is anything.
    async *list() {
      throw new TypeError('ours');
    },
  });

  await expect(cloud.find('key', signal)).rejects.toBe(failure);
  await expect(Array.fromAsync(cloud.list(signal))).rejects.toThrow('ours');

  expect(calls.map(({ code }) => code)).toEqual(['unavailable', 'bug']);
  expect(lines).toEqual([
    { cloud: 'north', verb: 'find', took: 1, code: 'unavailable', request: 'req-7' },
    { cloud: 'north', verb: 'list', took: 1, code: 'bug' },
  ]);
});

it('takes no call for failed that was told to stop, but one that took too long', async () => {
  const { cloud, calls, lines } = told({ find: async (_, stop) => Promise.reject(stop.reason) });
  const late = new DOMException('took too long', 'TimeoutError');

  await expect(cloud.find('key', AbortSignal.abort(new Error('somebody wrote')))).rejects.toThrow('somebody wrote');
  await expect(cloud.find('key', AbortSignal.abort(late))).rejects.toBe(late);

  expect(calls.map(({ code }) => code)).toEqual(['cancelled', 'timed-out']);
  expect(lines).toHaveLength(1);
});

it('goes on where somebody who is told breaks, and tells the others', () => {
  const broken: unknown[] = [];
  const heard: string[] = [];
  const breaks = { ...unobserved, begun: () => fail() };
  const hears = { ...unobserved, begun: (operation: string) => void heard.push(operation) };

  each([breaks, hears], (error) => broken.push(error)).begun('thing.start');

  expect(heard).toEqual(['thing.start']);
  expect(broken).toEqual([new Error('broken')]);
});
