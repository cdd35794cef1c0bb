import { z } from 'zod';
import { type Defaults, type Finding, type Phrase, phrases } from '#kit';
import { services } from './catalog.ts';
import type { Context } from './context.ts';
import { flavors } from './flavors.ts';
import { keys } from './keys.ts';
import { externalId, privateNetwork } from './network.ts';
import { neutron } from './network-wire.ts';
import { none, present, tried } from './probe.ts';

const say = phrases({
  en: {
    login: (host: string) => `Login at ${host}`,
    services: (region: string) => `Compute, disks, images and network in ${region}`,
    version: (have: number) => `Compute API 2.${have}`,
    oldVersion: 'Spot machines and GPU names need 2.61 at least; ask the cloud for a newer Nova.',
    zone: (zone: string) => `Zone ${zone}`,
    zones: (names: string) => `Set OS_AVAILABILITY_ZONE to one of: ${names}.`,
    noZone: 'No zone is configured: the cloud chooses one.',
    external: (name: string) => `External network ${name}`,
    network: (name: string) => `Network ${name}`,
    firewall: (name: string) => `Security group ${name}`,
    netSetup: 'Run `net setup` once.',
    key: (name: string) => `SSH key ${name}`,
    newKey: (name: string) => `SSH key ${name}: added with the first machine`,
    noKey: 'No SSH key is set: only a login that the image has will work',
    keyFile: (file: string) => `No public key in ${file}`,
    setKey: 'Set SSH_KEY_FILE to a public key, for example ~/.ssh/id_ed25519.pub.',
    otherKey: (name: string) =>
      `Another key has this name in the cloud. Set SSH_KEY_NAME to a new name, or remove ${name}.`,
    quota: (cores: string) => `Quota: ${cores} cores used`,
    flavor: (name: string) => `Size ${name}`,
    flavors: (variable: string) => `Set ${variable} to a name or an id from \`gpu flavors\`.`,
  },
  ru: {
    login: (host) => `Вход на ${host}`,
    services: (region) => `Машины, диски, образы и сеть в ${region}`,
    version: (have) => `API compute 2.${have}`,
    oldVersion: 'Для прерываемых машин и названий GPU нужна версия не ниже 2.61; попросите у облака новый Nova.',
    zone: (zone) => `Зона ${zone}`,
    zones: (names) => `Задайте OS_AVAILABILITY_ZONE, одну из: ${names}.`,
    noZone: 'Зона не задана: её выбирает облако.',
    external: (name) => `Внешняя сеть ${name}`,
    network: (name) => `Сеть ${name}`,
    firewall: (name) => `Группа безопасности ${name}`,
    netSetup: 'Выполните один раз `net setup`.',
    key: (name) => `SSH-ключ ${name}`,
    newKey: (name) => `SSH-ключ ${name}: появится с первой машиной`,
    noKey: 'SSH-ключ не задан: войти можно, только если вход есть в самом образе',
    keyFile: (file) => `В ${file} нет открытого ключа`,
    setKey: 'Укажите в SSH_KEY_FILE открытый ключ, например ~/.ssh/id_ed25519.pub.',
    otherKey: (name) => `В облаке под этим именем другой ключ. Задайте в SSH_KEY_NAME новое имя или удалите ${name}.`,
    quota: (cores) => `Квота: занято ядер ${cores}`,
    flavor: (name) => `Конфигурация ${name}`,
    flavors: (variable) => `Укажите в ${variable} имя или id из \`gpu flavors\`.`,
  },
  ko: {
    login: (host) => `${host} 로그인`,
    services: (region) => `${region}의 컴퓨트, 디스크, 이미지, 네트워크`,
    version: (have) => `컴퓨트 API 2.${have}`,
    oldVersion: '스팟 머신과 GPU 이름에는 2.61 이상이 필요합니다. 클라우드에 최신 Nova를 요청하세요.',
    zone: (zone) => `영역 ${zone}`,
    zones: (names) => `OS_AVAILABILITY_ZONE을 다음 중 하나로 설정하세요: ${names}.`,
    noZone: '영역이 설정되지 않아 클라우드가 선택합니다.',
    external: (name) => `외부 네트워크 ${name}`,
    network: (name) => `네트워크 ${name}`,
    firewall: (name) => `보안 그룹 ${name}`,
    netSetup: '`net setup`을 한 번 실행하세요.',
    key: (name) => `SSH 키 ${name}`,
    newKey: (name) => `SSH 키 ${name}: 첫 머신과 함께 추가됩니다`,
    noKey: 'SSH 키가 설정되지 않아 이미지에 있는 로그인 방법만 쓸 수 있습니다',
    keyFile: (file) => `${file} 파일에 공개 키가 없습니다`,
    setKey: 'SSH_KEY_FILE에 공개 키를 지정하세요. 예: ~/.ssh/id_ed25519.pub.',
    otherKey: (name) =>
      `클라우드에 같은 이름의 다른 키가 있습니다. SSH_KEY_NAME을 새 이름으로 바꾸거나 ${name} 키를 삭제하세요.`,
    quota: (cores) => `할당량: 코어 ${cores} 사용 중`,
    flavor: (name) => `사양 ${name}`,
    flavors: (variable) => `${variable}에 \`gpu flavors\`에 나오는 이름이나 id를 설정하세요.`,
  },
});

/** One finding a thing, in the order in which they depend on one another; without a login there is only that one. */
export async function findings(context: Context, defaults: Defaults, signal: AbortSignal): Promise<readonly Finding[]> {
  const { api, config, region } = context;
  const host = new URL(config.OS_AUTH_URL).host;
  const login = await tried(
    (l) => say(l).login(host),
    async () => none(await api.project(signal)),
  );
  if (!login.ok) return [login];
  const rest = [
    tried(
      (l) => say(l).services(region ?? host),
      async () => {
        for (const service of services) await api.address(service, signal);
        return undefined;
      },
    ),
    version(context, signal),
    zone(context, signal),
    tried(
      (l) => say(l).external(config.EXTERNAL_NETWORK),
      async () => none(await externalId(context, signal)),
    ),
    present(
      (l) => say(l).network(config.NETWORK_NAME),
      (l) => say(l).netSetup,
      () => privateNetwork(context, signal),
    ),
    present(
      (l) => say(l).firewall(config.SECURITY_GROUP),
      (l) => say(l).netSetup,
      async () => (await neutron(api).list('security_group', { name: config.SECURITY_GROUP }, signal))[0],
    ),
    key(context, defaults, signal),
    quota(context, signal),
    ...(['GPU_FLAVOR_ID', 'SETUP_FLAVOR_ID'] as const).flatMap((name) => flavor(context, name, signal)),
  ];
  return [login, ...(await Promise.all(rest))];
}

const version = ({ api }: Context, signal: AbortSignal) =>
  tried(
    (l) => say(l).version(0),
    async () => {
      const have = await api.version(signal);
      const what: Phrase = (l) => say(l).version(have);
      return have >= 61 ? { what, ok: true } : { what, ok: false, mend: (l) => say(l).oldVersion };
    },
  );

const zones = z.object({
  availabilityZoneInfo: z.array(
    z.object({ zoneName: z.string(), zoneState: z.object({ available: z.boolean() }).nullish() }),
  ),
});

function zone({ api, config }: Context, signal: AbortSignal): Promise<Finding> {
  const wanted = config.OS_AVAILABILITY_ZONE;
  if (!wanted) return Promise.resolve({ what: (l) => say(l).noZone, ok: true });
  const what: Phrase = (l) => say(l).zone(wanted);
  return tried(what, async () => {
    const found = await api.read('compute', { method: 'GET', path: '/os-availability-zone' }, zones, signal);
    const names = found.availabilityZoneInfo.filter((each) => each.zoneState?.available !== false);
    const list = names.map(({ zoneName }) => zoneName);
    return list.includes(wanted) ? undefined : { what, ok: false, mend: (l) => say(l).zones(list.join(', ')) };
  });
}

function key(context: Context, { keyName, publicKey }: Defaults, signal: AbortSignal): Promise<Finding> {
  const file = context.config.SSH_KEY_FILE;
  if (!keyName || !publicKey) {
    const what: Phrase = (l) => (file === undefined ? say(l).noKey : say(l).keyFile(file));
    return Promise.resolve({ what, ok: false, mend: (l) => say(l).setKey });
  }
  const what: Phrase = (l) => say(l).key(keyName);
  return tried(what, async () => {
    const { get, fingerprint } = keys(context);
    const there = await get(keyName, signal);
    if (!there) return { what: (l) => say(l).newKey(keyName), ok: true };
    return there.fingerprint === fingerprint(publicKey)
      ? undefined
      : { what, ok: false, mend: (l) => say(l).otherKey(keyName) };
  });
}

const limits = z.object({
  limits: z.object({ absolute: z.object({ maxTotalCores: z.number(), totalCoresUsed: z.number() }) }),
});

const quota = ({ api }: Context, signal: AbortSignal) =>
  tried(
    (l) => say(l).quota('?'),
    async () => {
      const { absolute } = (await api.read('compute', { method: 'GET', path: '/limits' }, limits, signal)).limits;
      const most = absolute.maxTotalCores < 0 ? '∞' : absolute.maxTotalCores;
      return { what: (l) => say(l).quota(`${absolute.totalCoresUsed}/${most}`), ok: true };
    },
  );

/** As commands do: by id or by name. */
function flavor(context: Context, variable: 'GPU_FLAVOR_ID' | 'SETUP_FLAVOR_ID', signal: AbortSignal) {
  const wanted = context.config[variable];
  if (!wanted) return [];
  return [
    present(
      (l) => say(l).flavor(wanted),
      (l) => say(l).flavors(variable),
      async () => (await flavors(context).list(signal)).find(({ id, name }) => id === wanted || name === wanted),
    ),
  ];
}
