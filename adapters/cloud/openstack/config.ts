import { z } from 'zod';
import { hidden } from '#kit';
import { gpuOverrides } from './gpu.ts';
import { priceTable } from './price-table.ts';

const text = z.string().trim().min(1);
const told = <T extends z.ZodType>(shape: T, description: string, example?: string): T =>
  shape.meta({ description, ...(example === undefined ? {} : { examples: [example] }) });

// OS_* are the names every OpenStack client reads, so a downloaded RC file works as it is.
const access = {
  OS_AUTH_URL: told(z.url(), 'Keystone v3 of the cloud', 'https://cloud.api.selcloud.ru/identity/v3'),
  OS_USERNAME: told(text.optional(), 'Service user', 'hoist'),
  OS_USER_ID: told(text.optional(), 'Service user by id, instead of its name'),
  OS_PASSWORD: told(hidden().optional(), 'Password of the service user'),
  OS_USER_DOMAIN_NAME: told(text.optional(), 'Domain of the user; at Selectel the account number', '123456'),
  OS_USER_DOMAIN_ID: told(text.optional(), 'Domain of the user by id'),
  OS_PROJECT_ID: told(text.optional(), 'Project in which everything is made'),
  OS_PROJECT_NAME: told(text.optional(), 'Project by name, instead of its id'),
  OS_PROJECT_DOMAIN_NAME: told(text.optional(), 'Domain of the project; at Selectel the account number', '123456'),
  OS_PROJECT_DOMAIN_ID: told(text.optional(), 'Domain of the project by id'),
  OS_APPLICATION_CREDENTIAL_ID: told(text.optional(), 'Application credential, instead of user and password'),
  OS_APPLICATION_CREDENTIAL_NAME: told(text.optional(), 'Application credential by name, beside the user'),
  OS_APPLICATION_CREDENTIAL_SECRET: told(hidden().optional(), 'Secret of the application credential'),
  OS_REGION_NAME: told(text.optional(), 'Region; at Selectel the pool', 'ru-7'),
  OS_INTERFACE: told(z.enum(['public', 'internal', 'admin']).default('public'), 'Which endpoints to use', 'public'),
  OS_CACERT: told(text.optional(), 'File with the certificate authority of the cloud'),
  OS_INSECURE: told(z.stringbool().default(false), 'Do not check certificates', 'false'),
};

const choices = {
  OS_AVAILABILITY_ZONE: told(text.optional(), 'Zone in which machines and disks are made', 'ru-7a'),
  GPU_FLAVOR_ID: told(text.optional(), 'Size of a GPU machine when nobody says which; see `gpu flavors`'),
  SETUP_FLAVOR_ID: told(text.optional(), 'Size of the machine without GPU that `gpu setup` starts'),
  GPU_FLAVORS: told(
    gpuOverrides.optional(),
    'GPUs of flavors whose name does not tell, as flavor=model or flavor=modelxcount',
    '3031=A100x2,3041=T4',
  ),
  DISK_SIZE_GB: told(
    z.coerce.number().int().min(1).max(65_536).default(10),
    'Size of a new disk at least, in GB',
    '10',
  ),
  DISK_TYPE: told(text.optional(), 'Type of a new disk, with or without its zone', 'universal'),
  BASE_IMAGE_NAME: told(text.optional(), 'Image for `gpu setup`', 'Ubuntu 24.04 LTS 64-bit'),
  NETWORK_NAME: told(text.default('net'), 'Private network of the machines', 'net'),
  SUBNET_CIDR: told(z.cidrv4().default('192.168.0.0/24'), 'Addresses of the private network', '192.168.0.0/24'),
  EXTERNAL_NETWORK: told(text.default('external-network'), 'Where public addresses come from', 'external-network'),
  ROUTER_NAME: told(text.default('router'), 'Router between the two', 'router'),
  ALLOCATE_FLOATING_IP: told(z.stringbool().default(true), 'Does a new machine get a public address?', 'true'),
  SECURITY_GROUP: told(text.default('default'), 'Firewall of the machines', 'default'),
  SSH_KEY_FILE: told(text.optional(), 'Public key for new machines', '~/.ssh/id_ed25519.pub'),
  SSH_KEY_NAME: told(text.default('ansible-key'), 'Name of that key in the cloud', 'ansible-key'),
  SSH_LOGIN: told(text.default('root'), 'Whom to log in as', 'root'),
  PRICES: told(
    priceTable.optional(),
    'What things cost an hour, where the cloud has no price list',
    'RUB flavor:GL10=210 spot:GL10=92 disk:universal=0.0254 image=0.01 address=0.245',
  ),
};

export const complete = (config: { readonly [name: string]: unknown }, ctx: z.RefinementCtx) => {
  const set = (...names: readonly string[]) => names.every((name) => config[name] !== undefined);
  const credential = set('OS_APPLICATION_CREDENTIAL_ID') || set('OS_APPLICATION_CREDENTIAL_NAME');
  const lacks = credential
    ? ['OS_APPLICATION_CREDENTIAL_SECRET'].filter((name) => !set(name))
    : [...(set('OS_USER_ID') ? [] : ['OS_USERNAME']), 'OS_PASSWORD'].filter((name) => !set(name));
  for (const name of lacks) ctx.addIssue({ code: 'custom', path: [name], message: 'is missing' });
};

export const openstackVariables = z.object({ ...access, ...choices });
export const openstackConfig = openstackVariables.superRefine(complete);
export type OpenstackConfig = z.infer<typeof openstackConfig>;

export const accessNames: readonly string[] = Object.keys(access);
export const choiceNames: readonly string[] = Object.keys(choices);
