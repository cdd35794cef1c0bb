"""What a project of an OpenStack holds, as the stock Python SDK sees it: one process, one JSON document.

    witness.py show PREFIX     everything whose name begins with PREFIX, or whose description or metadata holds it
    witness.py sweep PREFIX    removes that and says what it found

The login comes from OS_* or clouds.yaml.
"""
import json
import sys
import time

import openstack

NETWORK_KINDS = (
    ('floatingips', '/floatingips'),
    ('ports', '/ports'),
    ('routers', '/routers'),
    ('subnets', '/subnets'),
    ('networks', '/networks'),
    ('security_group_rules', '/security-group-rules'),
    ('security_groups', '/security-groups'),
)
# The first that knows `tags` and `delete_on_termination`, and embeds the flavor.
COMPUTE = '2.72'


def everything(cloud):
    def read(service, path, **more):
        return getattr(cloud, service).get(path, **more).json()

    project = cloud.current_project_id
    found = {
        'servers': read('compute', '/servers/detail', microversion=COMPUTE)['servers'],
        'keypairs': [each['keypair'] for each in read('compute', '/os-keypairs', microversion=COMPUTE)['keypairs']],
        'volumes': read('block_storage', '/volumes/detail')['volumes'],
        'images': read('image', '/images?limit=500')['images'],
    }
    for kind, path in NETWORK_KINDS:
        found[kind] = [each for each in read('network', path)[kind] if each.get('project_id') == project]
    return found


def ours(found, prefix):
    def named(each):
        marks = [each.get('name') or '', each.get('description') or '']
        return marks[0].startswith(prefix) or prefix in marks[1]

    kept = {kind: [each for each in all if named(each)] for kind, all in found.items()}
    held = {each['id'] for each in kept['servers'] + kept['routers'] + kept['networks']}
    groups = {each['id'] for each in kept['security_groups']}
    kept['ports'] = [each for each in found['ports'] if each['device_id'] in held or each['network_id'] in held]
    kept['security_group_rules'] = [each for each in found['security_group_rules'] if each['security_group_id'] in groups]
    return kept


def sweep(cloud, prefix):
    found = ours(everything(cloud), prefix)
    left = [f"{kind} {each.get('name') or each.get('id')}" for kind, all in found.items() for each in all]
    network, compute, disks = cloud.network, cloud.compute, cloud.block_storage
    for each in found['floatingips']:
        network.delete_ip(each['id'])
    for each in found['servers']:
        compute.delete_server(each['id'])
    until(lambda: not ours(everything(cloud), prefix)['servers'])
    for each in found['volumes']:
        for hold in disks.get(f"/attachments?volume_id={each['id']}", microversion='3.27').json()['attachments']:
            disks.delete(f"/attachments/{hold['id']}", microversion='3.27')
        until(lambda: disks.get_volume(each['id']).status in ('available', 'error'))
        disks.delete_volume(each['id'])
    for each in found['images']:
        cloud.image.delete_image(each['id'])
    for each in found['keypairs']:
        compute.delete_keypair(each['name'])
    for each in found['ports']:
        if each['device_owner'].startswith('network:router_interface'):
            network.remove_interface_from_router(each['device_id'], port_id=each['id'])
        elif not each['device_owner'].startswith('network:'):
            network.delete_port(each['id'])
    for each in found['routers']:
        network.delete_router(each['id'])
    for each in found['networks']:
        network.delete_network(each['id'])
    for each in found['security_groups']:
        network.delete_security_group(each['id'])
    return left


def until(there, patience=300):
    end = time.monotonic() + patience
    while not there():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(1)


if __name__ == '__main__':
    verb, prefix = sys.argv[1:]
    connection = openstack.connect()
    answer = ours(everything(connection), prefix) if verb == 'show' else sweep(connection, prefix)
    json.dump(answer, sys.stdout)
