import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const named = z.object({ id: z.string(), name: z.string().nullish() });
const found = z.object({
  servers: z.array(
    named.extend({
      name: z.string(),
      status: z.string(),
      tags: z.array(z.string()),
      key_name: z.string().nullable(),
      metadata: z.record(z.string(), z.string()),
      'OS-EXT-AZ:availability_zone': z.string(),
      'os-extended-volumes:volumes_attached': z.array(z.object({ id: z.string(), delete_on_termination: z.boolean() })),
    }),
  ),
  volumes: z.array(named.extend({ name: z.string(), status: z.string(), size: z.number(), volume_type: z.string() })),
  images: z.array(
    named.extend({
      name: z.string(),
      status: z.string(),
      size: z.number().nullable(),
      os_hash_algo: z.string().nullish(),
      os_hash_value: z.string().nullish(),
    }),
  ),
  keypairs: z.array(z.object({ name: z.string(), fingerprint: z.string() })),
  floatingips: z.array(z.object({ id: z.string(), floating_ip_address: z.string(), port_id: z.string().nullable() })),
  ports: z.array(z.object({ id: z.string(), device_id: z.string(), device_owner: z.string() })),
  networks: z.array(named),
  subnets: z.array(named.extend({ cidr: z.string() })),
  routers: z.array(named),
  security_groups: z.array(named),
  security_group_rules: z.array(z.object({ id: z.string(), protocol: z.string().nullable() })),
});
export type Found = z.infer<typeof found>;

/** What begins with the prefix, as the stock Python SDK sees it: nothing of Hoist is between it and the cloud. */
export const witness = (prefix: string): Found => found.parse(run('show', prefix));

/** Removes what begins with the prefix, and says what there was. */
export const sweep = (prefix: string): readonly string[] => z.array(z.string()).parse(run('sweep', prefix));

function run(verb: 'show' | 'sweep', prefix: string): unknown {
  const script = join(import.meta.dirname, 'witness.py');
  // The packages of the system belong to the Python of the system.
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', [script, verb, prefix], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`witness.py ${verb} (needs python3-openstacksdk): ${stderr}`);
  return JSON.parse(stdout);
}
