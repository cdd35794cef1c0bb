import type { Cloud, Env } from './cloud.ts';
import { checked } from './config.ts';
import { type AnyCloudAdapter, cloudAdapters } from './discover.ts';
import { Failure } from './failure.ts';
import { phrases } from './phrases.ts';
import { laneOf } from './store.ts';

const say = phrases({
  en: { noCloud: (name: string) => `The cloud "${name}" is not configured here any more.` },
  ru: { noCloud: (name) => `Облако «${name}» здесь больше не настроено.` },
  ko: { noCloud: (name) => `"${name}" 클라우드는 더 이상 여기에 설정되어 있지 않습니다.` },
});

interface Wanted {
  readonly adapter: AnyCloudAdapter;
  readonly name: string;
  readonly settings: object;
}

/** The clouds the environment names, all checked before any is opened; without any, the one to practise on. */
export async function configuredClouds(env: Env): Promise<readonly Wanted[]> {
  const adapters = await cloudAdapters();
  const named = await Promise.all(
    adapters.map(async (adapter) => (await adapter.configured(env)).map((configured) => ({ adapter, ...configured }))),
  );
  const all = named.flat();
  const settings = checked(all.map(({ adapter, name, values }) => ({ of: name, shape: adapter.config, values })));
  return all.map(({ adapter, name }, at) => ({ adapter, name, settings: settings[at] }));
}

/** Whatever an operation is about, its input names the cloud. */
export const knows = (clouds: readonly Cloud[], input: unknown): boolean =>
  laneOf(input) === '' || clouds.some(({ name }) => name === laneOf(input));

export function cloudNamed(clouds: readonly Cloud[], name: string): Cloud {
  const found = clouds.find((cloud) => cloud.name === name);
  if (!found) throw new Failure('not-found', (l) => say(l).noCloud(name));
  return found;
}
