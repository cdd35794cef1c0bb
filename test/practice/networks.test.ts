import { expect, it } from 'vitest';
import { type Client, cloud, idOf, makeServer } from './client.ts';

const network = (client: Client, line: string, body?: unknown) => client.call('network', line, body);

it('stands ready for a first machine with a public address', async () => {
  const client = await cloud();
  const { id } = await makeServer(client);
  const [port] = (await network(client, `GET /ports?device_id=${id}`)).body.ports;
  const external = await idOf(client, 'network', 'networks', 'external-network');
  const wish = { floating_network_id: external, port_id: port.id, description: 'mine' };
  const given = await network(client, 'POST /floatingips', { floatingip: wish });
  const { server } = (await client.call('compute', `GET /servers/${id}`)).body;
  const ip = given.body.floatingip.floating_ip_address;
  expect(given.status).toBe(201);
  expect(server.addresses.net).toContainEqual(expect.objectContaining({ addr: ip, 'OS-EXT-IPS:type': 'floating' }));
  expect((await network(client, `GET /floatingips/${given.body.floatingip.id}`)).body.floatingip.status).toBe('ACTIVE');
});

it('frees the address when the server goes, and keeps it', async () => {
  const client = await cloud();
  const { id } = await makeServer(client);
  const [port] = (await network(client, `GET /ports?device_id=${id}`)).body.ports;
  const external = await idOf(client, 'network', 'networks', 'external-network');
  const wish = { floating_network_id: external, port_id: port.id };
  const address = (await network(client, 'POST /floatingips', { floatingip: wish })).body.floatingip.id;
  await client.call('compute', `DELETE /servers/${id}`);
  const { floatingip } = (await network(client, `GET /floatingips/${address}`)).body;
  expect(floatingip).toMatchObject({ port_id: null, fixed_ip_address: null, router_id: null, status: 'DOWN' });
});

it('builds a way to the outside from nothing and takes it down in reverse only', async () => {
  const client = await cloud({ seed: false });
  const external = await idOf(client, 'network', 'networks', 'external-network');
  const net = (await network(client, 'POST /networks', { network: { name: 'own' } })).body.network.id;
  const wish = { network_id: net, ip_version: 4, cidr: '10.1.0.0/24' };
  const { subnet } = (await network(client, 'POST /subnets', { subnet: wish })).body;
  const gateway = { external_gateway_info: { network_id: external } };
  const router = (await network(client, 'POST /routers', { router: { name: 'way', ...gateway } })).body.router.id;
  const port = (await network(client, 'POST /ports', { port: { network_id: net } })).body.port;
  const early = { floatingip: { floating_network_id: external, port_id: port.id } };
  expect(subnet).toMatchObject({
    gateway_ip: '10.1.0.1',
    allocation_pools: [{ start: '10.1.0.2', end: '10.1.0.254' }],
  });
  expect((await network(client, 'POST /floatingips', early)).body.NeutronError.type).toBe(
    'ExternalGatewayForFloatingIPNotFound',
  );
  const join = () => network(client, `PUT /routers/${router}/add_router_interface`, { subnet_id: subnet.id });
  expect((await join()).status).toBe(200);
  expect((await join()).body.NeutronError.message).toMatch(/already has a port on subnet/);
  expect((await network(client, 'POST /floatingips', early)).status).toBe(201);
  expect((await network(client, `DELETE /routers/${router}`)).body.NeutronError.type).toBe('RouterInUse');
  expect((await network(client, `DELETE /subnets/${subnet.id}`)).body.NeutronError.type).toBe('SubnetInUse');
  expect((await network(client, `DELETE /networks/${net}`)).body.NeutronError.type).toBe('NetworkInUse');
  const part = () => network(client, `PUT /routers/${router}/remove_router_interface`, { subnet_id: subnet.id });
  expect((await part()).body.NeutronError.type).toBe('RouterInterfaceInUseByFloatingIP');
  await network(client, `DELETE /ports/${port.id}`);
  expect((await part()).status).toBe(200);
  expect((await network(client, `DELETE /routers/${router}`)).status).toBe(204);
  expect((await network(client, `DELETE /networks/${net}`)).status).toBe(204);
  expect(client.practice.inventory().subnets.map(({ name }) => name)).toEqual(['external-subnet']);
});

it('names the rule that is there already, the whole internet being no prefix at all', async () => {
  const client = await cloud();
  const group = await network(client, 'POST /security-groups', { security_group: { name: 'web' } });
  const rule = { security_group_id: group.body.security_group.id, direction: 'ingress', protocol: 'tcp' };
  const open = (more: object) =>
    network(client, 'POST /security-group-rules', {
      security_group_rule: { ...rule, port_range_min: 22, port_range_max: 22, ...more },
    });
  const first = await open({ remote_ip_prefix: '0.0.0.0/0' });
  const second = await open({});
  expect(first.status).toBe(201);
  expect(second.status).toBe(409);
  expect(second.body.NeutronError).toMatchObject({
    type: 'SecurityGroupRuleExists',
    message: `Security group rule already exists. Rule id is ${first.body.security_group_rule.id}.`,
  });
  expect((await open({ port_range_min: 90 })).body.NeutronError.type).toBe('SecurityGroupInvalidPortRange');
});

it('runs out of public addresses', async () => {
  const client = await cloud({ quotas: { floatingip: 1000 } });
  const external = await idOf(client, 'network', 'networks', 'external-network');
  const take = () => network(client, 'POST /floatingips', { floatingip: { floating_network_id: external } });
  const taken = await Promise.all(Array.from({ length: 238 }, take));
  const last = await take();
  expect(new Set(taken.map(({ body }) => body.floatingip.floating_ip_address)).size).toBe(238);
  expect(last.status).toBe(409);
  expect(last.body.NeutronError.type).toBe('IpAddressGenerationFailure');
});

it.each([
  ['floatingip', 'floatingips'],
  ['network', 'networks'],
  ['security_group', 'security-groups'],
] as const)('counts %s against the quota', async (one, path) => {
  const client = await cloud({ quotas: { [one]: 0 } });
  const external = await idOf(client, 'network', 'networks', 'external-network');
  const wish = one === 'floatingip' ? { floating_network_id: external } : { name: 'more' };
  const reply = await network(client, `POST /${path}`, { [one]: wish });
  expect(reply.status).toBe(409);
  expect(reply.body.NeutronError).toMatchObject({
    type: 'OverQuota',
    message: `Quota exceeded for resources: ['${one}'].`,
  });
});

it('filters by any field, gives only the fields asked for, and refuses unknown ones', async () => {
  const client = await cloud();
  const found = await network(client, 'GET /networks?router:external=true&fields=name');
  expect(found.body.networks).toEqual([{ name: 'external-network' }]);
  expect((await network(client, 'GET /networks?colour=red')).body.NeutronError.message).toBe(
    "['colour'] is invalid attribute for filtering",
  );
});

it('tags and finds by tag', async () => {
  const client = await cloud();
  const id = await idOf(client, 'network', 'networks', 'net');
  expect((await network(client, `PUT /networks/${id}/tags/blue`)).status).toBe(201);
  expect((await network(client, 'GET /networks?tags=blue&fields=id')).body.networks).toEqual([{ id }]);
  expect((await network(client, 'GET /networks?tags=red')).body.networks).toEqual([]);
  expect((await network(client, `DELETE /networks/${id}/tags/blue`)).status).toBe(204);
  expect((await network(client, `DELETE /networks/${id}/tags/blue`)).status).toBe(404);
});

it('leaves what belongs to the provider alone', async () => {
  const client = await cloud();
  const external = await idOf(client, 'network', 'networks', 'external-network');
  expect((await network(client, `DELETE /networks/${external}`)).status).toBe(403);
  expect((await network(client, 'POST /ports', { port: { network_id: external } })).status).toBe(403);
  expect((await network(client, 'GET /subnets')).body.subnets.map(({ name }: { name: string }) => name)).toEqual([
    'subnet',
  ]);
});
