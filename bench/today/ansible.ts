import { appendFileSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const mended = join(import.meta.dirname, 'mended-openstack.py');

// Where Debian and pip put the collection.
const places = [
  '/usr/lib/python3/dist-packages/ansible_collections/openstack/cloud',
  '/usr/share/ansible/collections/ansible_collections/openstack/cloud',
];

/** A home with a copy of the collection that is mended; undefined where it is not installed. */
export function ansibleHome(folder: string): Readonly<Record<string, string>> | undefined {
  const installed = places.find((place) => existsSync(place));
  if (!installed) return undefined;
  const copy = join(folder, 'collections/ansible_collections/openstack/cloud');
  cpSync(installed, copy, { recursive: true });
  appendFileSync(join(copy, 'plugins/module_utils/openstack.py'), `\n\n${readFileSync(mended, 'utf8')}`);
  return {
    HOME: folder,
    ANSIBLE_HOME: join(folder, 'ansible'),
    ANSIBLE_COLLECTIONS_PATH: join(folder, 'collections'),
    ANSIBLE_LOCAL_TEMP: join(folder, 'ansible/local'),
    ANSIBLE_REMOTE_TEMP: join(folder, 'ansible/remote'),
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_NOCOWS: '1',
  };
}
