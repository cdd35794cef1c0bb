import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cloudNamed } from '../../adapters/cloud/openstack/clouds-yaml.ts';
import { kindOf } from '../../adapters/cloud/openstack/configured.ts';
import openstack from '../../adapters/cloud/openstack/index.ts';
import selectel from '../../adapters/cloud/selectel/index.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const at = mkdtempSync(join(tmpdir(), 'hoist-clouds-'));
  onTestFinished(() => rmSync(at, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(at, name, '..'), { recursive: true });
    writeFileSync(join(at, name), text);
  }
  return at;
}

const yaml = `
clouds:
  lab:
    auth:
      auth_url: http://127.0.0.1:5000/v3
      username: lab-user
      project_name: lab
      user_domain_name: Default
      project_domain_name: Default
    region_name: ru-7
    interface: internal
    verify: false
    hoist: { OS_AVAILABILITY_ZONE: ru-7a, DISK_SIZE_GB: 40 }
  work:
    auth_type: v3applicationcredential
    auth:
      auth_url: https://cloud.api.selcloud.ru/identity/v3
      application_credential_id: 12345
      application_credential_secret: abc
    regions: [ru-9, ru-7]
  named:
    profile: selectel
    auth: { auth_url: "https://keystone.example/v3", username: u, password: p }
`;
const secure = 'clouds: { lab: { auth: { password: sesame } } }\n';

describe('clouds.yaml', () => {
  it('is read with secure.yaml laid over it, in the names of the variables', () => {
    const at = folder({ 'clouds.yaml': yaml, 'secure.yaml': secure });

    expect(
      cloudNamed('lab', { OS_CLIENT_CONFIG_FILE: join(at, 'clouds.yaml') }, '/nowhere', '/nowhere').values,
    ).toEqual({
      OS_AUTH_URL: 'http://127.0.0.1:5000/v3',
      OS_USERNAME: 'lab-user',
      OS_PASSWORD: 'sesame',
      OS_PROJECT_NAME: 'lab',
      OS_USER_DOMAIN_NAME: 'Default',
      OS_PROJECT_DOMAIN_NAME: 'Default',
      OS_REGION_NAME: 'ru-7',
      OS_INTERFACE: 'internal',
      OS_INSECURE: 'true',
      OS_AVAILABILITY_ZONE: 'ru-7a',
      DISK_SIZE_GB: '40',
    });
  });

  it.each(['clouds.yaml', 'clouds.yml'])('is found as %s in the working folder before the home folder', (name) => {
    const cwd = folder({ [name]: 'clouds: { a: { region_name: here } }' });
    const home = folder({ '.config/openstack/clouds.yaml': 'clouds: { a: { region_name: home }, b: {} }' });

    expect(cloudNamed('a', {}, cwd, home).values.OS_REGION_NAME).toBe('here');
    expect(cloudNamed('a', {}, '/nowhere', home).values.OS_REGION_NAME).toBe('home');
  });

  it('takes a name with nothing behind it for one that is not there', () => {
    const empty =
      'clouds:\n  lab:\n    region_name:\n    hoist: ~\n    auth: {auth_url: "http://k/v3", user_id: , password: ~}\n';
    const at = folder({ 'clouds.yaml': empty });

    expect(
      cloudNamed('lab', { OS_CLIENT_CONFIG_FILE: join(at, 'clouds.yaml') }, '/nowhere', '/nowhere').values,
    ).toEqual({ OS_AUTH_URL: 'http://k/v3' });
  });

  it('names the clouds it has when the one asked for is not among them', () => {
    const at = folder({ 'clouds.yaml': yaml });

    expect(() => cloudNamed('lba', {}, at, '/nowhere')).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining('no cloud "lba"') }),
    );
    expect(() => cloudNamed('lab', {}, '/nowhere', '/nowhere')).toThrow('there is no clouds.yaml');
  });

  it.each([
    ['is no YAML', 'clouds:\n  lab:\n    password: "sesame\n   x: ]'],
    ['is YAML of another shape', 'clouds: [ { password: sesame } ]'],
    ['has a cloud of another shape', 'clouds: { lab: { auth: sesame } }'],
  ])('that %s is refused by name, without a word of what is in it', (_, text) => {
    const at = folder({ 'clouds.yaml': text });

    const read = () => cloudNamed('lab', {}, at, '/nowhere');

    expect(read).toThrow(expect.objectContaining({ code: 'usage', message: expect.not.stringContaining('sesame') }));
    expect(read).toThrow('clouds.yaml cannot be read');
  });
});

describe('the clouds that the environment names', () => {
  const rc = { OS_USERNAME: 'u', OS_PASSWORD: 'p', OS_PROJECT_ID: 'x' };
  const env = (more: Readonly<Record<string, string>>) => {
    const at = folder({ 'clouds.yaml': yaml, 'secure.yaml': secure });
    return { OS_CLIENT_CONFIG_FILE: join(at, 'clouds.yaml'), ...more };
  };

  it('are none without variables', async () => {
    expect([...(await openstack.configured({})), ...(await selectel.configured({}))]).toEqual([]);
  });

  it.each([
    ['https://cloud.api.selcloud.ru/identity/v3', undefined, 'selectel'],
    ['https://cloud.api.selcloud.com/identity/v3', undefined, 'selectel'],
    ['https://cloud.api.servercore.com/identity/v3', undefined, 'selectel'],
    ['https://api.selvpc.ru.example/identity/v3', undefined, 'openstack'],
    ['https://selcloud.ru.evil.example/v3', undefined, 'openstack'],
    ['http://127.0.0.1:5000/v3', 'selectel', 'selectel'],
    ['https://cloud.api.selcloud.ru/identity/v3', 'openstack', 'openstack'],
    ['nonsense', undefined, 'openstack'],
  ])('at %s with profile %s is %s', (url, profile, kind) => {
    expect(kindOf(url, profile)).toBe(kind);
  });

  it('are one for OS_AUTH_URL, of the kind that its address tells', async () => {
    const at = { ...rc, OS_AUTH_URL: 'https://cloud.api.selcloud.ru/identity/v3', GPU_FLAVOR_ID: '3031', HOME: '/x' };

    expect(await openstack.configured(at)).toEqual([]);
    const [found] = await selectel.configured(at);
    expect(found?.name).toBe('selectel');
    expect(found?.values).toEqual({ ...rc, OS_AUTH_URL: at.OS_AUTH_URL, GPU_FLAVOR_ID: '3031' });
    expect(selectel.config.parse(found?.values)).toMatchObject({ DISK_TYPE: 'universal', DISK_SIZE_GB: 10 });
  });

  it('are several for HOIST_CLOUDS, each with its own login and with what is set for all', async () => {
    const set = env({ ...rc, HOIST_CLOUDS: 'lab, work,named', NETWORK_NAME: 'team', DISK_SIZE_GB: '20' });

    const [plain, special] = [await openstack.configured(set), await selectel.configured(set)];

    expect(plain.map(({ name }) => name)).toEqual(['lab']);
    expect(special.map(({ name }) => name)).toEqual(['work', 'named']);
    expect(plain[0]?.values).toMatchObject({ OS_USERNAME: 'lab-user', NETWORK_NAME: 'team', DISK_SIZE_GB: '40' });
    expect(special[0]?.values).toMatchObject({ OS_APPLICATION_CREDENTIAL_ID: '12345', OS_REGION_NAME: 'ru-9' });
    expect(special[0]?.values).not.toHaveProperty('OS_USERNAME');
  });

  it('are one for OS_CLOUD', async () => {
    expect(await openstack.configured(env({ OS_CLOUD: 'lab' }))).toMatchObject([{ name: 'lab' }]);
  });
});

describe('S0-D02: the configuration', () => {
  it('names each variable of the login that is missing', () => {
    const missing = (values: object) =>
      openstack.config.safeParse({ OS_AUTH_URL: 'http://a/v3', ...values }).error?.issues.map(({ path }) => path[0]);

    expect(missing({})).toEqual(['OS_USERNAME', 'OS_PASSWORD']);
    expect(missing({ OS_USER_ID: 'u' })).toEqual(['OS_PASSWORD']);
    expect(missing({ OS_APPLICATION_CREDENTIAL_ID: 'c' })).toEqual(['OS_APPLICATION_CREDENTIAL_SECRET']);
    expect(missing({ OS_USERNAME: 'u', OS_PASSWORD: 'p' })).toBeUndefined();
  });

  it.each([
    ['SUBNET_CIDR', '192.168.0.0'],
    ['DISK_SIZE_GB', 'ten'],
    ['ALLOCATE_FLOATING_IP', 'perhaps'],
    ['GPU_FLAVORS', '3031'],
    ['PRICES', 'flavor:x=1'],
    ['PRICES', 'RUB flavor:x=cheap'],
  ])('refuses %s=%s', (name, value) => {
    const values = { OS_AUTH_URL: 'http://a/v3', OS_USERNAME: 'u', OS_PASSWORD: 'p', [name]: value };

    expect(openstack.config.safeParse(values).error?.issues[0]?.path).toEqual([name]);
  });

  it('keeps secrets out of what is printed', () => {
    const config = openstack.config.parse({ OS_AUTH_URL: 'http://a/v3', OS_USERNAME: 'u', OS_PASSWORD: 'sesame' });

    expect(`${JSON.stringify(config)} ${config.OS_PASSWORD}`).not.toContain('sesame');
  });
});
