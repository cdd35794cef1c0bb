import { createInterface } from 'node:readline';
import { openStack, until } from './openstack.ts';

/**
 * What `gpu start base-image` asks of the cloud, back to back and with nothing around it: the least that it can take.
 * What Hoist asks at the same time is asked at the same time here too, and waiting ends within 50 ms.
 * Reads one line per machine, `{"name": …, "flavor": …}`, and answers each with its milliseconds.
 */
const api = await openStack(process.env as Record<string, string>);
const zone = 'ru-7a';
const origin = new URL(process.env.OS_AUTH_URL ?? '').origin;
console.log('ready');

for await (const line of createInterface({ input: process.stdin })) {
  const wish: { readonly name: string; readonly flavor: string } = JSON.parse(line);
  const began = performance.now();
  void start(wish).then(() => console.log(JSON.stringify({ name: wish.name, took: performance.now() - began })));
}
process.exit(0);

async function start({ name, flavor }: { readonly name: string; readonly flavor: string }): Promise<void> {
  const [images, flavors] = await Promise.all([
    api.get('image', '/v2/images?name=base-image'),
    api.get('compute', '/flavors/detail'),
    api.get('compute', '/servers/detail'),
    api.get('volumev3', '/volumes/detail'),
  ]);
  await Promise.all([api.get('volumev3', '/types'), api.get('volumev3', '/types/default')]);

  await api.get('volumev3', `/volumes/detail?name=${name}`);
  const [image] = images.images;
  const volume = { name, size: 10, imageRef: image.id, volume_type: `universal.${zone}`, availability_zone: zone };
  const { id: disk } = (await api.post('volumev3', '/volumes', { volume })).volume;
  await until(async () => (await api.get('volumev3', `/volumes/${disk}`)).volume.status === 'available');

  await api.get('compute', `/servers/detail?name=${name}`);
  const { networks } = await api.get('network', '/v2.0/networks?name=net');
  const boot = { uuid: disk, source_type: 'volume', destination_type: 'volume', boot_index: 0 };
  const server = {
    name,
    flavorRef: flavors.flavors.find((one: { readonly name: string }) => one.name === flavor).id,
    networks: [{ uuid: networks[0].id }],
    availability_zone: zone,
    block_device_mapping_v2: [boot],
  };
  const { id: machine } = (await api.post('compute', '/servers', { server })).server;
  await until(async () => (await api.get('compute', `/servers/${machine}`)).server.status === 'ACTIVE');

  await api.get('network', '/v2.0/floatingips');
  const { ports } = await api.get('network', `/v2.0/ports?device_id=${machine}`);
  const { networks: outside } = await api.get('network', '/v2.0/networks?router:external=true');
  const floatingip = { floating_network_id: outside[0].id, port_id: ports[0].id };
  const { floating_ip_address: ip } = (await api.post('network', '/v2.0/floatingips', { floatingip })).floatingip;
  await until(async () => (await fetch(`${origin}/practice/answers/${ip}`)).ok);
}
