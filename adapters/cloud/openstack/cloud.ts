import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Cloud, Defaults } from '#kit';
import { addresses } from './address.ts';
import { openApi } from './api.ts';
import { machines } from './compute.ts';
import type { OpenstackConfig } from './config.ts';
import { contextOf, regionIn } from './context.ts';
import { disks } from './disks.ts';
import { flavors } from './flavors.ts';
import { sshGuest } from './guest.ts';
import { images } from './image.ts';
import { imageStore } from './image-store.ts';
import { keys } from './keys.ts';
import { marks } from './marks.ts';
import { networkParts } from './network-parts.ts';
import type { Profile } from './profile.ts';

/** A cloud that speaks OpenStack. Nothing is asked of it before the first call. */
export function openstackCloud(
  config: OpenstackConfig,
  name: string,
  profile: Profile,
  now: () => number = Date.now,
): Cloud {
  const region = regionIn(config, profile);
  const api = openApi(config, region, now);
  const context = contextOf(api, config, profile, region);
  const { parking, ...verbs } = machines(context);
  const defaults = defaultsIn(config);
  return {
    name,
    about: { kind: profile.kind, ...projectIn(config), zone: config.OS_AVAILABILITY_ZONE, defaults },
    ...verbs,
    images: (signal) => images(context, signal),
    check: async (signal) => (await import('./check.ts')).findings(context, defaults, signal),
    disks: disks(context),
    addresses: addresses(context),
    networks: networkParts(context),
    imageStore: imageStore(context),
    flavors: flavors(context),
    keys: keys(context),
    prices: profile.prices(config),
    marks: marks(context, verbs.get),
    parking,
    spot: profile.spot,
    guest: sshGuest(),
    close: () => api.close(),
  };
}

/** A name is what people would write into a rule; where only the id is known, it is that. */
function projectIn({ OS_PROJECT_NAME: name, OS_PROJECT_ID: id }: OpenstackConfig): { readonly project?: string } {
  const project = name ?? id;
  return project ? { project } : {};
}

function defaultsIn(config: OpenstackConfig): Defaults {
  const publicKey = config.SSH_KEY_FILE && publicKeyIn(config.SSH_KEY_FILE);
  return {
    diskSize: config.DISK_SIZE_GB,
    address: config.ALLOCATE_FLOATING_IP,
    login: config.SSH_LOGIN,
    ...(config.GPU_FLAVOR_ID ? { gpuFlavor: config.GPU_FLAVOR_ID } : {}),
    ...(config.SETUP_FLAVOR_ID ? { setupFlavor: config.SETUP_FLAVOR_ID } : {}),
    ...(config.DISK_TYPE ? { diskType: config.DISK_TYPE } : {}),
    ...(config.BASE_IMAGE_NAME ? { baseImage: config.BASE_IMAGE_NAME } : {}),
    ...(publicKey ? { keyName: config.SSH_KEY_NAME, publicKey } : {}),
  };
}

/** The first line of the file that is a key; a file that is not there is for `check` to say. */
function publicKeyIn(file: string): string | undefined {
  const path = file.replace(/^~(?=\/)/, homedir());
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .find((line) => /^(ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/=]{16,}/.test(line));
}
