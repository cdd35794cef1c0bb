import { appendFileSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

// Where Debian and pip put the collection.
const places = [
  '/usr/lib/python3/dist-packages/ansible_collections/openstack/cloud',
  '/usr/share/ansible/collections/ansible_collections/openstack/cloud',
];

/**
 * Debian's openstack.cloud 1.10 and its openstacksdk 0.101 do not fit together: the collection wants an SDK below 0.99,
 * and answers with objects that Ansible cannot write down. In a copy both are mended, at the end of the one file.
 * undefined where the collection is not installed.
 */
export function ansibleHome(folder: string): Readonly<Record<string, string>> | undefined {
  const installed = places.find((place) => existsSync(place));
  if (!installed) return undefined;
  const copy = join(folder, 'collections/ansible_collections/openstack/cloud');
  cpSync(installed, copy, { recursive: true });
  appendFileSync(join(copy, 'plugins/module_utils/openstack.py'), mended);
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

const mended = `

MAXIMUM_SDK_VERSION = None


def _written_down(value):
    value = value.to_dict() if hasattr(value, 'to_dict') else value
    if isinstance(value, dict):
        return dict((key, _written_down(each)) for key, each in value.items())
    return [_written_down(each) for each in value] if isinstance(value, (list, tuple)) else value


_begin = OpenStackModule.__init__


def _begin_mended(self):
    _begin(self)
    answer = self.ansible.exit_json
    self.exit = self.exit_json = self.ansible.exit_json = lambda **result: answer(**_written_down(result))


OpenStackModule.__init__ = _begin_mended
`;
