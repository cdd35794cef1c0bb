import { expect, it } from 'vitest';
import { bootFrom, cloud, idOf, key, makeServer, makeVolume } from './client.ts';

it('boots from a disk that is there and holds it until the server is gone', async () => {
  const client = await cloud();
  const { id, volume } = await makeServer(client);
  const { body } = await client.call('compute', `GET /servers/${id}`);
  expect(body.server).toMatchObject({ status: 'ACTIVE', 'OS-EXT-STS:task_state': null });
  expect(body.server['os-extended-volumes:volumes_attached']).toEqual([{ id: volume, delete_on_termination: false }]);
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('in-use');
  expect((await client.call('volume', `DELETE /volumes/${volume}`)).status).toBe(400);
  expect((await client.call('compute', `DELETE /servers/${id}`)).status).toBe(204);
  expect((await client.call('compute', `GET /servers/${id}`)).status).toBe(404);
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('available');
});

it('goes on building at the pace of the clock, and shows nothing before its time', async () => {
  let now = Date.UTC(2026, 0, 1);
  const client = await cloud({ now: () => now, timings: { server: 22_000 } });
  const { id, volume } = await makeServer(client);
  const building = (await client.call('compute', `GET /servers/${id}`)).body.server;
  expect(building).toMatchObject({ status: 'BUILD', addresses: {} });
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('reserved');
  now += 21_999;
  expect((await client.call('compute', `GET /servers/${id}`)).body.server.status).toBe('BUILD');
  now += 1;
  const built = (await client.call('compute', `GET /servers/${id}`)).body.server;
  expect(built.status).toBe('ACTIVE');
  expect(built.addresses.net[0]['OS-EXT-IPS:type']).toBe('fixed');
});

it('takes its own port away with the server and gives a port that was handed to it back', async () => {
  const client = await cloud();
  const network = await idOf(client, 'network', 'networks', 'net');
  const given = (await client.call('network', 'POST /ports', { port: { network_id: network } })).body.port.id;
  const first = await makeServer(client);
  const second = await makeServer(client, { networks: [{ port: given }] });
  expect((await client.call('network', `GET /ports/${given}`)).body.port).toMatchObject({ device_id: second.id });
  for (const { id } of [first, second]) await client.call('compute', `DELETE /servers/${id}`);
  const { ports } = (await client.call('network', 'GET /ports?device_owner=compute:ru-7a')).body;
  expect(ports).toEqual([]);
  expect((await client.call('network', `GET /ports/${given}`)).body.port).toMatchObject({
    device_id: '',
    status: 'DOWN',
  });
});

it('deletes the disk with the server only where that was asked for', async () => {
  const client = await cloud();
  const volume = await makeVolume(client);
  const { id } = await makeServer(client, { block_device_mapping_v2: bootFrom(volume, true) });
  await client.call('compute', `DELETE /servers/${id}`);
  await client.call('compute', 'GET /servers');
  expect((await client.call('volume', `GET /volumes/${volume}`)).status).toBe(404);
});

it('makes the disk itself when it is told to boot from an image onto one', async () => {
  const client = await cloud();
  const image = await idOf(client, 'image', 'images', 'base-image');
  const mapping = { boot_index: 0, uuid: image, source_type: 'image', destination_type: 'volume', volume_size: 12 };
  const { id } = await makeServer(client, { block_device_mapping_v2: [mapping] });
  const { server } = (await client.call('compute', `GET /servers/${id}`)).body;
  const [attached] = server['os-extended-volumes:volumes_attached'];
  const { volume } = (await client.call('volume', `GET /volumes/${attached.id}`)).body;
  expect(volume).toMatchObject({ size: 12, bootable: 'true', status: 'in-use' });
});

it('runs out of GPUs in a zone and says so in the server itself', async () => {
  const client = await cloud();
  const gpu = { flavorRef: '3073', availability_zone: 'ru-7a' };
  for (let n = 0; n < 4; n++) await makeServer(client, gpu);
  const { id, volume } = await makeServer(client, gpu);
  const { server } = (await client.call('compute', `GET /servers/${id}`)).body;
  expect(server).toMatchObject({
    status: 'ERROR',
    hostId: '',
    fault: { code: 500, message: 'No valid host was found. ' },
  });
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('reserved');
  await client.call('compute', `DELETE /servers/${id}`);
  await client.call('compute', 'GET /servers');
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('available');
});

it('gives the GPU back while the server is shelved, and may not have one when it returns', async () => {
  const client = await cloud();
  const gpu = { flavorRef: '3074', availability_zone: 'ru-7b' };
  const { id, volume } = await makeServer(client, gpu);
  const act = (server: string, verb: string) =>
    client.call('compute', `POST /servers/${server}/action`, { [verb]: null });
  expect((await act(id, 'shelve')).status).toBe(202);
  const shelved = (await client.call('compute', `GET /servers/${id}`)).body.server;
  expect(shelved).toMatchObject({ status: 'SHELVED_OFFLOADED', 'OS-EXT-AZ:availability_zone': '' });
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('reserved');
  const other = await makeServer(client, gpu);
  await act(id, 'unshelve');
  expect((await client.call('compute', `GET /servers/${id}`)).body.server.status).toBe('SHELVED_OFFLOADED');
  const { instanceActions } = (await client.call('compute', `GET /servers/${id}/os-instance-actions`)).body;
  expect(instanceActions[0]).toMatchObject({ action: 'unshelve', message: 'Error' });
  await client.call('compute', `DELETE /servers/${other.id}`);
  await client.call('compute', 'GET /servers');
  await act(id, 'unshelve');
  expect((await client.call('compute', `GET /servers/${id}`)).body.server.status).toBe('ACTIVE');
});

it.each([
  ['os-stop', 'SHUTOFF'],
  ['reboot', 'ACTIVE'],
])('does %s and refuses what makes no sense then', async (verb, status) => {
  const client = await cloud();
  const { id } = await makeServer(client);
  const act = (name: string, how: unknown = null) =>
    client.call('compute', `POST /servers/${id}/action`, { [name]: how });
  expect((await act('unshelve')).status).toBe(409);
  expect((await act(verb, verb === 'reboot' ? { type: 'SOFT' } : null)).status).toBe(202);
  expect((await client.call('compute', `GET /servers/${id}`)).body.server.status).toBe(status);
  expect((await act('nonsense')).body.badRequest.message).toBe('There is no such action: nonsense');
});

it('refuses a locked server everything but reading and unlocking', async () => {
  const client = await cloud();
  const { id } = await makeServer(client);
  await client.call('compute', `POST /servers/${id}/action`, { lock: null });
  expect((await client.call('compute', `DELETE /servers/${id}`)).status).toBe(409);
  await client.call('compute', `POST /servers/${id}/action`, { unlock: null });
  expect((await client.call('compute', `DELETE /servers/${id}`)).status).toBe(204);
});

it('keeps tags from the create on, filters by them, and hides them from old clients', async () => {
  const client = await cloud();
  const { id } = await makeServer(client, { tags: ['preemptible'], metadata: { owner: 'ann' } });
  await makeServer(client);
  const tagged = (await client.call('compute', 'GET /servers?tags=preemptible')).body.servers;
  expect(tagged.map((one: { id: string }) => one.id)).toEqual([id]);
  expect((await client.call('compute', `PUT /servers/${id}/tags/two`)).status).toBe(201);
  expect((await client.call('compute', `PUT /servers/${id}/tags/two`)).status).toBe(204);
  expect((await client.call('compute', `DELETE /servers/${id}/tags/preemptible`)).status).toBe(204);
  expect((await client.call('compute', `GET /servers/${id}/tags`)).body.tags).toEqual(['two']);
  const old = await client.call('compute', `GET /servers/${id}`, undefined, { 'openstack-api-version': 'compute 2.1' });
  expect(old.body.server).not.toHaveProperty('tags');
  expect(old.body.server.flavor.id).toBe('1011');
});

it('reads name as a regular expression and cuts long lists into pages', async () => {
  const client = await cloud();
  for (const name of ['web-1', 'web-2', 'db-1']) await makeServer(client, { name });
  const found = (await client.call('compute', 'GET /servers?name=^web')).body.servers;
  expect(found.map((one: { name: string }) => one.name).sort()).toEqual(['web-1', 'web-2']);
  const first = (await client.call('compute', 'GET /servers?limit=2')).body;
  const next = new URL(first.servers_links[0].href);
  const second = (await client.call('compute', `GET /servers${next.search}`)).body;
  const all = [...first.servers, ...second.servers].map((one: { name: string }) => one.name);
  expect(all.sort()).toEqual(['db-1', 'web-1', 'web-2']);
  expect((await client.call('compute', 'GET /servers?name=(')).status).toBe(400);
});

it.each([
  [{ flavorRef: 'none' }, 'Flavor none could not be found.'],
  [{ key_name: 'nobody' }, 'Invalid key_name provided.'],
  [{ availability_zone: 'mars-1a' }, 'The requested availability zone is not available'],
  [{ networks: [{ uuid: 'x' }] }, 'Network x could not be found.'],
  [{ networks: [{ port: 'x' }] }, 'Port id x could not be found.'],
  [{ security_groups: [{ name: 'x' }] }, "Unable to find security_group with name or id 'x'"],
  [{ block_device_mapping_v2: bootFrom('x') }, 'Block Device Mapping is Invalid: failed to get volume x.'],
  [{ block_device_mapping_v2: undefined }, 'Missing imageRef attribute'],
  [{ colour: 'red' }, "Additional properties are not allowed ('colour' was unexpected)"],
  [{ networks: undefined }, "'networks' is a required property"],
])('refuses a server with %j and leaves nothing behind', async (wrong, words) => {
  const client = await cloud();
  await expect(makeServer(client, wrong)).rejects.toThrow(words);
  const { servers, ports, volumes } = client.practice.inventory();
  expect(servers).toEqual([]);
  expect(ports).toHaveLength(1);
  expect(volumes.map(({ status }) => status)).toEqual(['available']);
});

it('refuses to boot from a disk that is not bootable or not free', async () => {
  const client = await cloud();
  const empty = await makeVolume(client, { imageRef: null, size: 1 });
  await client.call('volume', 'GET /volumes');
  await expect(makeServer(client, { block_device_mapping_v2: bootFrom(empty) })).rejects.toThrow('is not bootable');
  const { volume } = await makeServer(client);
  await expect(makeServer(client, { block_device_mapping_v2: bootFrom(volume) })).rejects.toThrow(
    'status must be available or downloading to reserve, but the current status is in-use',
  );
});

it('keeps one key of a name and writes its fingerprint as Nova does', async () => {
  const client = await cloud();
  const add = () => client.call('compute', 'POST /os-keypairs', { keypair: { name: 'laptop', public_key: key } });
  expect((await add()).body.keypair.fingerprint).toBe('0f:aa:eb:61:3e:65:72:ae:9d:3b:01:7a:91:43:e2:cb');
  const twice = await add();
  expect(twice.status).toBe(409);
  expect(twice.body.conflictingRequest.message).toBe("Key pair 'laptop' already exists.");
});

it('attaches a second disk and refuses to take the first one off', async () => {
  const client = await cloud();
  const { id, volume } = await makeServer(client);
  const more = await makeVolume(client, { imageRef: null, size: 1 });
  await client.call('volume', 'GET /volumes');
  const at = `/servers/${id}/os-volume_attachments`;
  const attached = await client.call('compute', `POST ${at}`, { volumeAttachment: { volumeId: more } });
  expect(attached.body.volumeAttachment.device).toBe('/dev/sdb');
  expect((await client.call('volume', `GET /volumes/${more}`)).body.volume.status).toBe('in-use');
  expect((await client.call('compute', `DELETE ${at}/${volume}`)).status).toBe(400);
  expect((await client.call('compute', `DELETE ${at}/${more}`)).status).toBe(202);
  expect((await client.call('volume', `GET /volumes/${more}`)).body.volume.status).toBe('available');
});
