import { ok, refuse } from './answer.ts';
import { routes } from './routes.ts';

/** What Neutron says it can do. Clients ask by alias or by name, so both are spelt as they are. */
const names: Readonly<Record<string, string>> = {
  'address-scope': 'Address scope',
  agent: 'agent',
  'allowed-address-pairs': 'Allowed Address Pairs',
  availability_zone: 'Availability Zone',
  binding: 'Port Binding',
  'default-subnetpools': 'Default Subnetpools',
  'ext-gw-mode': 'Neutron L3 Configurable external gateway mode',
  'external-net': 'Neutron external network',
  extra_dhcp_opt: 'Neutron Extra DHCP options',
  extraroute: 'Neutron Extra Route',
  'fip-port-details': 'Floating IP Port Details Extension',
  network_availability_zone: 'Network Availability Zone',
  pagination: 'Pagination support',
  'port-security': 'Port Security',
  'project-id': 'project_id field enabled',
  provider: 'Provider Network',
  quotas: 'Quota management support',
  quota_details: 'Quota details management support',
  router: 'Neutron L3 Router',
  router_availability_zone: 'Router Availability Zone',
  'security-group': 'security-group',
  sorting: 'Sorting support',
  'standard-attr-description': 'standard-attr-description',
  'standard-attr-revisions': 'Resource revision numbers',
  'standard-attr-tag': 'Tag support for resources with standard attribute: port, subnet, network, router, floatingip',
  'standard-attr-timestamp': 'Resource timestamps',
  subnet_allocation: 'Subnet Allocation',
};

export const extensionRoutes = routes('network', {
  'GET /v2.0/extensions': () => ok({ extensions: Object.keys(names).map(shown) }),
  'GET /v2.0/extensions/:alias': ({ params: { alias = '' } }) => {
    if (!names[alias])
      throw refuse(
        404,
        `The resource could not be found.<br /><br />\nExtension with alias ${alias} does not exist`,
        'NoRoute',
      );
    return ok({ extension: shown(alias) });
  },
});

const shown = (alias: string) => ({
  name: names[alias] ?? alias,
  alias,
  description: '',
  updated: '2020-01-01T10:00:00-00:00',
  links: [],
});
