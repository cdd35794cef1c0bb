import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a suite against a real system needs, and how to get it. */
export interface Suite {
  /** Whether the real thing can be reached from here. */
  there(): boolean;
  /** One sentence for where it is not. */
  readonly start: string;
  /** A machine of our own can install it, so that its absence there is a failure. */
  readonly installable: boolean;
}

const { env } = process;
const program = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

export const suites: Readonly<Record<string, Suite>> = {
  openstack: {
    there: () => Boolean(env.OS_AUTH_URL ?? env.OS_CLOUD),
    start:
      'Set OS_AUTH_URL and the other OS_* variables (or OS_CLOUD and a clouds.yaml) of an OpenStack to test against.',
    installable: false,
  },
  'openstack-client': {
    there: () => program('openstack'),
    start: 'Install the client: apt-get install python3-openstackclient.',
    installable: true,
  },
  browser: {
    there: () => existsSync(env.CHROMIUM ?? '/usr/bin/chromium'),
    start: 'Install a browser: apt-get install chromium, or name one in CHROMIUM.',
    installable: true,
  },
  redis: {
    there: () => Boolean(env.REDIS_URL) || program('redis-server') || program('valkey-server'),
    start: 'Set REDIS_URL, or install a server: apt-get install redis-server.',
    installable: true,
  },
  takeover: {
    there: () => program('redis-server') || program('valkey-server'),
    start: 'Install a server: apt-get install redis-server.',
    installable: true,
  },
  libvirt: {
    there: () => Boolean(env.LIBVIRT_URI),
    start: 'Set LIBVIRT_URI to a libvirt host that may be used for tests.',
    installable: false,
  },
  kubernetes: {
    there: () => Boolean(env.KUBECONFIG),
    start: 'Set KUBECONFIG to a cluster that may be used for tests.',
    installable: false,
  },
};
