import { describe, expect, it, onTestFinished } from 'vitest';
import { type Cloud, need } from '../../src/kit.ts';
import { publicKey } from '../contract/cloud-facets.ts';
import { practised } from './practice-cloud.ts';
import { cloudAt, soon, stub } from './stub.ts';

const stamp = { owner: 'web:local:ann', operation: 'op-1', channel: 'general' };

describe('a public address', () => {
  it('S0-D05: comes from the network that the configuration names, in one call with its machine', async () => {
    const from = await stub();
    const networks = [
      { id: 'n-wrong', name: 'a-partner', 'router:external': true },
      { id: 'n-right', name: 'external-network', 'router:external': true },
    ];
    from.on('GET /network/v2.0/networks', () => ({ json: { networks } }));
    from.on('GET /network/v2.0/ports', () => ({ json: { ports: [{ id: 'p-1', device_id: 's-1' }] } }));
    from.on('GET /network/v2.0/floatingips', () => ({ json: { floatingips: [] } }));
    from.on('POST /network/v2.0/floatingips', ({ body }) => ({
      status: 201,
      json: { floatingip: { id: 'f-1', floating_ip_address: '91.123.45.67', ...JSON.parse(body).floatingip } },
    }));

    const address = await need(cloudAt(from.url), 'addresses').give('s-1', stamp, 'op-1.address', soon());

    expect(address).toMatchObject({ ip: '91.123.45.67', machine: 's-1', stamp: { ...stamp, key: 'op-1.address' } });
    expect(from.asked('POST /network/v2.0/floatingips').map(({ body }): unknown => JSON.parse(body))).toEqual([
      {
        floatingip: {
          floating_network_id: 'n-right',
          port_id: 'p-1',
          description: 'hoist key=op-1.address operation=op-1 owner=web%3Alocal%3Aann channel=general',
        },
      },
    ]);
  });

  it('names the external networks there are when the configured one is not among them', async () => {
    const { cloud, close } = await practised({ EXTERNAL_NETWORK: 'inet' });
    onTestFinished(close);

    const findings = await cloud.check(soon());

    const finding = findings.find(({ what }) => what('en').includes('inet'));
    expect(finding).toMatchObject({ ok: false });
    expect(finding?.mend?.('en')).toContain('external-network');
  });
});

describe('the network', () => {
  async function bare(): Promise<Cloud> {
    const { cloud, close } = await practised({}, { seed: false });
    onTestFinished(close);
    return cloud;
  }

  it('is made part by part where nothing is there yet, and says what it is made of', async () => {
    const cloud = await bare();
    const networks = need(cloud, 'networks');

    const made = [];
    for (const part of networks.parts) made.push((await networks.ensure(part, `op-1.${part}`, soon())).made);
    const info = await networks.info(soon());

    // The security group `default` is there in every project.
    expect(made).toEqual([true, true, true, true, false, true]);
    expect(info.parts.map(({ part, detail }) => [part, detail])).toEqual([
      ['network', expect.any(String)],
      ['subnet', '192.168.0.0/24'],
      ['router', 'external-network'],
      ['link', '192.168.0.1'],
      ['firewall', expect.any(String)],
      ['rules', 'default'],
    ]);
    expect(info.external).toBe('external-network');
  });

  it('S0-D21: takes only "this rule exists" as no error when it adds rules', async () => {
    const answers = { SecurityGroupRuleExists: undefined, OverQuota: 'quota', SomethingElse: 'conflict' };
    for (const [type, code] of Object.entries(answers)) {
      const from = await stub();
      from.on('GET /network/v2.0/security-groups', () => ({
        json: { security_groups: [{ id: 'g-1', name: 'default' }] },
      }));
      from.on('GET /network/v2.0/security-group-rules', () => ({ json: { security_group_rules: [] } }));
      from.on('POST /network/v2.0/security-group-rules', () => ({
        status: 409,
        json: { NeutronError: { type, message: `${type}: no`, detail: '' } },
      }));
      const rules = need(cloudAt(from.url), 'networks').ensure('rules', 'op-1.rules', soon());

      if (code) await expect(rules).rejects.toMatchObject({ code });
      else await expect(rules).resolves.toMatchObject({ name: expect.any(String) });
    }
  });

  it('gives a router without a way out its gateway instead of making a second one', async () => {
    const from = await stub();
    const networks = [{ id: 'n-out', name: 'external-network', 'router:external': true }];
    from.on('GET /network/v2.0/networks', () => ({ json: { networks } }));
    from.on('GET /network/v2.0/routers', () => ({ json: { routers: [{ id: 'r-1', name: 'router' }] } }));
    from.on('PUT /network/v2.0/routers/r-1', () => ({ json: { router: { id: 'r-1' } } }));

    await need(cloudAt(from.url), 'networks').ensure('router', 'op-1.router', soon());

    const [put] = from.asked('PUT /network/v2.0/routers/r-1');
    expect(JSON.parse(put?.body ?? '')).toEqual({ router: { external_gateway_info: { network_id: 'n-out' } } });
  });
});

describe('S0-D06, S0-D22: a key of the same name', () => {
  it('is left alone when it is another key, and both fingerprints are told', async () => {
    const { cloud, close } = await practised();
    onTestFinished(close);
    const keys = need(cloud, 'keys');
    await keys.add('ansible-key', publicKey(1), soon());

    const added = keys.add('ansible-key', publicKey(2), soon());

    await expect(added).rejects.toMatchObject({ code: 'conflict' });
    await expect(added).rejects.toThrow(keys.fingerprint(publicKey(1)));
    await expect(added).rejects.toThrow(keys.fingerprint(publicKey(2)));
  });

  it('has the fingerprint that Nova computes', () => {
    // Of this key `ssh-keygen -l -E md5` says the same.
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB ann@example';

    const { fingerprint } = need(cloudAt('http://127.0.0.1:1'), 'keys');

    expect(fingerprint(key)).toBe('d6:9a:30:45:17:cf:91:c4:27:94:f3:22:92:a3:00:0e');
    expect(() => fingerprint('not a key')).toThrow('not a public key');
  });
});
