import { z } from 'zod';
import { type Cloud, Failure, type Key, type Machine, type Parking, type Power, phrases } from '#kit';
import { type Context, gone } from './context.ts';
import { statusOf } from './errors.ts';
import { machineOf, parkedBy, type Server, server, serverFrom } from './machine.ts';
import { networkId } from './network.ts';
import { all, pages } from './pager.ts';
import { drop } from './removal.ts';
import { letGo } from './reservation.ts';
import { metadataOf } from './stamp.ts';

const say = phrases({
  en: {
    diskFirst: 'In this cloud a machine starts from a disk: make one of the image first.',
    noTags: (version: string) => `This cloud's compute service (2.${version}) is too old for spot machines.`,
  },
  ru: {
    diskFirst: 'В этом облаке машина запускается с диска: сначала создайте его из образа.',
    noTags: (version) => `Сервис compute этого облака (2.${version}) слишком стар для прерываемых машин.`,
  },
  ko: {
    diskFirst: '이 클라우드의 머신은 디스크로 부팅합니다. 먼저 이미지로 디스크를 만드세요.',
    noTags: (version) => `이 클라우드의 compute 서비스(2.${version})는 오래되어 스팟 머신을 지원하지 않습니다.`,
  },
});

type Machines = Pick<Cloud, 'create' | 'find' | 'get' | 'list' | 'remove' | 'power'>;

export function machines(context: Context): Machines & { readonly parking: Parking } {
  const { api, config } = context;
  const read = (from: Server) => machineOf(from, config.GPU_FLAVORS ?? new Map());

  async function* list(signal: AbortSignal) {
    for await (const each of pages(api, 'compute', 'servers', '/servers/detail?limit=500', server, signal)) {
      yield read(each);
    }
  }

  /** Metadata cannot be searched by a member of a project, so the list is read; of several the oldest that stays counts. */
  async function find(key: Key, signal: AbortSignal) {
    const found = (await all(list(signal))).filter((each) => each.stamp?.key === key);
    return found.sort(byAge).find(staying) ?? found[0];
  }

  async function wire(id: string, signal: AbortSignal): Promise<Server | undefined> {
    try {
      return (await api.read('compute', { method: 'GET', path: path(id) }, one, signal)).server;
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await context.reallyGone('compute', '/servers', 'servers', id, error, signal);
      return undefined;
    }
  }

  const get = async (id: string, signal: AbortSignal) => {
    const found = await wire(id, signal);
    return found && read(found);
  };

  const act = (id: string, action: object, signal: AbortSignal) =>
    api.call('compute', { method: 'POST', path: `${path(id)}/action`, json: action }, signal);

  return {
    list,
    find,
    get,
    async create(spec, key, signal) {
      const { boot, spot } = spec;
      if (!('disk' in boot)) throw new Failure('unsupported', (l) => say(l).diskFirst);
      if (spot) await spotPossible(context, signal);
      const zone = context.zone(spec.zone);
      const before = await find(key, signal);
      if (before && staying(before)) return before;
      const network = await networkId(context, signal);
      const metadata = metadataOf(spec.stamp, key);
      const body = serverFrom(
        { ...spec, boot, ...(zone ? { zone } : {}) },
        { network, firewall: config.SECURITY_GROUP, metadata },
      );
      const post = async () =>
        (await api.read('compute', { method: 'POST', path: '/servers', json: body }, accepted, signal)).server.id;
      const id = await post().catch(async (error: unknown) => {
        // The disk may still be reserved for a machine that went while it was being built.
        if (statusOf(error) !== 400 || !(await letGo(context, boot.disk, signal))) throw error;
        return post();
      });
      // Where a pool has no spot machines, the tag is silently ignored: what came back is what counts.
      const really = spot ? await wire(id, signal) : undefined;
      return read(
        really ?? { id, name: spec.name, status: 'BUILD', metadata: body.server.metadata, ...availability(zone) },
      );
    },
    async remove(id, signal) {
      await drop(context, 'compute', path(id), () => get(id, signal), signal);
    },
    async power(id, to, signal) {
      const there = await needed(wire, id, signal);
      const machine = read(there);
      // Nova answers 409 to a machine that is on its way there: the reply to an earlier wish was lost.
      if (underWay[to].test(taskOf(there))) return;
      // And to one that is already there.
      if (!machine.changing && ((to === 'on' && machine.state === 'on') || (to === 'off' && machine.state === 'off')))
        return;
      await act(id, to === 'restart' && machine.state === 'off' ? actions.on : actions[to], signal);
    },
    parking: {
      async park(id, signal) {
        const machine = await needed(wire, id, signal);
        if (resting(machine) || underWay.parked.test(taskOf(machine))) return;
        // Before it rests: Nova changes no metadata of a machine that is shelved.
        const json = { metadata: parkedBy(machine) };
        await api.call('compute', { method: 'POST', path: `${path(id)}/metadata`, json }, signal);
        await act(id, { shelve: null }, signal);
      },
      async unpark(id, signal) {
        if (resting(await needed(wire, id, signal))) await act(id, { unshelve: null }, signal);
      },
    },
  };
}

const path = (id: string) => `/servers/${encodeURIComponent(id)}`;
const one = z.object({ server });
const accepted = z.object({ server: z.object({ id: z.string() }) });
const availability = (zone: string | undefined) => (zone ? { 'OS-EXT-AZ:availability_zone': zone } : {});

const actions = {
  on: { 'os-start': null },
  off: { 'os-stop': null },
  restart: { reboot: { type: 'SOFT' } },
} as const satisfies Record<Power, object>;

const underWay = { on: /^powering-on$/, off: /^powering-off$/, restart: /^reboot/, parked: /^shelving/ };
const taskOf = (from: Server): string => from['OS-EXT-STS:task_state'] ?? '';

const resting = (from: Server) =>
  /^(SHELVED|SHELVED_OFFLOADED|EXPIRED)$/.test(from.status ?? '') && !from['OS-EXT-STS:task_state'];
const staying = ({ state }: Machine) => state !== 'removing';
const byAge = (a: Machine, b: Machine) => (a.createdAt ?? '').localeCompare(b.createdAt ?? '');

async function needed<T>(
  look: (id: string, signal: AbortSignal) => Promise<T | undefined>,
  id: string,
  signal: AbortSignal,
) {
  const found = await look(id, signal);
  if (found === undefined) throw gone(id);
  return found;
}

async function spotPossible({ api, profile }: Context, signal: AbortSignal): Promise<void> {
  if ('unsupported' in profile.spot) throw new Failure('unsupported', profile.spot.unsupported);
  const version = await api.version(signal);
  if (version < 52) throw new Failure('unsupported', (l) => say(l).noTags(String(version)));
}
