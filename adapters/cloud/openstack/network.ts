import { Failure, phrases, said } from '#kit';
import type { Context } from './context.ts';
import { type Network, neutron } from './network-wire.ts';

const say = phrases({
  en: {
    noNetwork: (name: string) => `There is no network "${name}" yet.`,
    setUp: 'Set up the network',
    noExternal: (name: string) => `There is no external network "${name}".`,
    external: (names: string) => `External networks here: ${names}. Set EXTERNAL_NETWORK to one of them.`,
    severalNetworks: (name: string) => `Several networks are named "${name}".`,
    nameOne: 'Rename one of them, or set NETWORK_NAME to the id of the right one.',
  },
  ru: {
    noNetwork: (name) => `Сети «${name}» ещё нет.`,
    setUp: 'Настроить сеть',
    noExternal: (name) => `Внешней сети «${name}» нет.`,
    external: (names) => `Внешние сети здесь: ${names}. Укажите одну из них в EXTERNAL_NETWORK.`,
    severalNetworks: (name) => `Имя «${name}» носят несколько сетей.`,
    nameOne: 'Переименуйте одну из них или укажите в NETWORK_NAME id нужной.',
  },
  ko: {
    noNetwork: (name) => `"${name}" 네트워크가 아직 없습니다.`,
    setUp: '네트워크 설정',
    noExternal: (name) => `"${name}" 외부 네트워크가 없습니다.`,
    external: (names) => `이곳의 외부 네트워크: ${names}. 그중 하나를 EXTERNAL_NETWORK에 설정하세요.`,
    severalNetworks: (name) => `"${name}" 이름의 네트워크가 여러 개입니다.`,
    nameOne: '하나의 이름을 바꾸거나 NETWORK_NAME에 원하는 네트워크의 id를 설정하세요.',
  },
});

/** The private network of the machines, or how to make it. */
export async function networkId(context: Context, signal: AbortSignal): Promise<string> {
  const found = await privateNetwork(context, signal);
  if (found) return found.id;
  const name = context.config.NETWORK_NAME;
  throw new Failure('not-found', (l) => say(l).noNetwork(name), {
    next: [{ label: said((l) => say(l).setUp), press: { command: 'net setup', args: {} } }],
  });
}

export async function privateNetwork({ api, config }: Context, signal: AbortSignal): Promise<Network | undefined> {
  const name = config.NETWORK_NAME;
  const inside = async (filter: { readonly name: string } | { readonly id: string }) =>
    (await neutron(api).list('network', filter, signal)).filter((each) => !each['router:external']);
  const named = await inside({ name });
  const [first, second] = named.length > 0 ? named : await inside({ id: name });
  if (second) throw new Failure('conflict', (l) => say(l).severalNetworks(name), { hint: (l) => say(l).nameOne });
  return first;
}

/** The network that public addresses come from, by its configured name: a cloud may have several. */
export async function externalId({ api, config }: Context, signal: AbortSignal): Promise<string> {
  const name = config.EXTERNAL_NETWORK;
  const outside = await neutron(api).list('network', { 'router:external': 'true' }, signal);
  const found = outside.find((each) => each.name === name || each.id === name);
  if (found) return found.id;
  const names = outside.map((each) => each.name ?? each.id).join(', ') || '—';
  throw new Failure('not-found', (l) => say(l).noExternal(name), { hint: (l) => say(l).external(names) });
}
