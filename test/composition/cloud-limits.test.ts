import { expect, it } from 'vitest';
import { limitedCloud } from '../../src/cloud-limits.ts';
import { type Cloud, type Disk, facetNames, type Machine, need, verbatim } from '../../src/kit.ts';
import { virtualClock } from '../engine/virtual-clock.ts';

const never = new AbortController().signal;

/** A cloud that answers when it is told to, and says what it was asked. */
function slowCloud(name = 'slow') {
  const asked: string[] = [];
  const open: (() => void)[] = [];
  const call = (what: string): Promise<undefined> => {
    asked.push(what);
    return new Promise((resolve) => open.push(() => resolve(undefined)));
  };
  async function* pages(what: string) {
    for (const page of [1, 2]) {
      await call(`${what} ${page}`);
      // Nobody here looks at what is on a page.
      yield { id: `${what} ${page}` } as never;
    }
  }
  const reason = { unsupported: verbatim('not here') };
  // Of a cloud only these parts are asked for here.
  const cloud = {
    ...Object.fromEntries(facetNames.map((facet) => [facet, reason])),
    name,
    about: { kind: 'slow' },
    get: (id: string) => call(`get ${id}`),
    list: (): AsyncIterable<Machine> => pages('list'),
    disks: {
      get: (id: string) => call(`disk ${id}`),
      list: (): AsyncIterable<Disk> => pages('disks'),
      typeName: (short: string) => `${short}.zone`,
    },
    guest: { answers: (ip: string) => call(`ssh ${ip}`) },
    close: async () => void asked.push('close'),
  } as unknown as Cloud;
  return { cloud, asked, answer: () => open.shift()?.() };
}

const settle = () => virtualClock().settle();
const many = { atOnce: 100, perSecond: 10_000 };

it('lets so many calls through at once, and the next in the order they came', async () => {
  const slow = slowCloud();
  const cloud = limitedCloud(slow.cloud, { ...many, atOnce: 2 }, virtualClock());

  const calls = ['a', 'b', 'c', 'd'].map((id) => cloud.get(id, never));
  await settle();
  expect(slow.asked).toEqual(['get a', 'get b']);
  slow.answer();
  await settle();

  expect(slow.asked).toEqual(['get a', 'get b', 'get c']);
  for (let i = 0; i < 3; i++) {
    slow.answer();
    await settle();
  }
  await Promise.all(calls);
});

it('counts all parts of a cloud together, and each cloud by itself', async () => {
  const [hangs, answers] = [slowCloud('hangs'), slowCloud('answers')];
  const [first, second] = [hangs, answers].map(({ cloud }) =>
    limitedCloud(cloud, { ...many, atOnce: 1 }, virtualClock()),
  );
  void first!.get('a', never);
  void need(first!, 'disks').get('b', never);
  void second!.get('c', never);
  await settle();

  expect([hangs.asked, answers.asked]).toEqual([['get a'], ['get c']]);
});

it('lets whoever waits leave with the signal, without its place', async () => {
  const slow = slowCloud();
  const cloud = limitedCloud(slow.cloud, { ...many, atOnce: 1 }, virtualClock());
  const given = new AbortController();
  void cloud.get('a', never);
  const waiting = cloud.get('b', given.signal);
  const next = cloud.get('c', never);

  given.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  await expect(cloud.get('d', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  slow.answer();
  await settle();
  slow.answer();

  await next;
  expect(slow.asked).toEqual(['get a', 'get c']);
});

it('gives a place back when the call fails', async () => {
  const slow = slowCloud();
  let fails = true;
  const failing = { ...slow.cloud, get: async () => (fails ? Promise.reject(new Error('503')) : undefined) };
  const cloud = limitedCloud(failing, { ...many, atOnce: 1 }, virtualClock());

  await expect(cloud.get('a', never)).rejects.toThrow('503');
  fails = false;

  await expect(cloud.get('b', never)).resolves.toBeUndefined();
});

it('lets no more through in a second than that, and a little later the others', async () => {
  const clock = virtualClock();
  const slow = slowCloud();
  const cloud = limitedCloud(slow.cloud, { atOnce: 100, perSecond: 2 }, clock);

  for (const id of ['a', 'b', 'c', 'd']) void cloud.get(id, never);
  await clock.settle();
  expect(slow.asked).toHaveLength(2);
  await clock.pass(499);
  expect(slow.asked).toHaveLength(2);
  await clock.pass(1);
  expect(slow.asked).toHaveLength(3);
  await clock.pass(500);

  expect(slow.asked).toHaveLength(4);
});

it('counts a list as one call, however many things are on its pages', async () => {
  const slow = slowCloud();
  async function* thousands() {
    // Nobody here looks at what is in the list.
    for (let nth = 0; nth < 5_000; nth++) yield { id: String(nth) } as never;
  }
  const cloud = limitedCloud({ ...slow.cloud, list: thousands }, { atOnce: 1, perSecond: 2 }, virtualClock());

  expect(await Array.fromAsync(cloud.list(never))).toHaveLength(5_000);
});

it('holds a place for each page that is read and none between them', async () => {
  const slow = slowCloud();
  const cloud = limitedCloud(slow.cloud, { ...many, atOnce: 1 }, virtualClock());
  const machines = cloud.list(never)[Symbol.asyncIterator]();
  const first = machines.next();
  await settle();
  void cloud.get('a', never);
  slow.answer();
  await first;
  await settle();
  const second = machines.next();
  await settle();
  expect(slow.asked).toEqual(['list 1', 'get a']);
  slow.answer();
  await settle();
  slow.answer();

  await second;
  expect(await machines.next()).toMatchObject({ done: true });
  expect(slow.asked).toEqual(['list 1', 'get a', 'list 2']);
});

it('keeps what is no call to the cloud as it was', async () => {
  const slow = slowCloud();
  const cloud = limitedCloud(slow.cloud, { ...many, atOnce: 1 }, virtualClock());
  void cloud.get('a', never);
  await settle();

  void need(cloud, 'guest').answers('10.0.0.1', never);
  expect(need(cloud, 'disks').typeName('fast', undefined)).toBe('fast.zone');
  expect(() => need(cloud, 'parking')).toThrow('not here');
  expect(cloud.name).toBe('slow');
  await cloud.close();

  expect(slow.asked).toEqual(['get a', 'ssh 10.0.0.1', 'close']);
});
