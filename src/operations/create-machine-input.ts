import { z } from 'zod';
import { source } from './boot-source.ts';
import { login } from './keypair.ts';
import { price } from './price.ts';
import { owned } from './stamp.ts';

/** Everything is found and checked; what is left is to make it. */
export const createMachineInput = owned.extend({
  cloud: z.string(),
  name: z.string(),
  source,
  flavor: z.object({
    id: z.string(),
    name: z.string(),
    gpu: z.object({ model: z.string(), count: z.number() }).exactOptional(),
    /** GiB that live on the host and go with the machine. */
    localDisk: z.number(),
  }),
  zone: z.string().exactOptional(),
  spot: z.boolean(),
  /** Milliseconds after which the cloud takes a spot machine away at the latest. */
  spotAtMost: z.number().exactOptional(),
  login,
  address: z.boolean(),
  /** Can the bot see whether the guest answers? */
  probe: z.boolean(),
  price: price.exactOptional(),
  onDemand: price.exactOptional(),
  /** Who logs in. */
  user: z.string(),
  /** When a person said it may go, as milliseconds since 1970, and how long that is. */
  until: z.object({ at: z.number(), lasting: z.number() }).exactOptional(),
  /** How it stood with the quotas when it was begun. */
  quotas: z.array(z.object({ en: z.string(), ru: z.string(), ko: z.string() })).exactOptional(),
  /** Others have to agree before anything is made. */
  asks: z.literal(true).exactOptional(),
  /** The words that asked for it, to be said again with one of them changed. */
  command: z.enum(['gpu start', 'gpu setup']),
  asked: z.record(z.string(), z.string()),
});
export type CreateMachine = z.infer<typeof createMachineInput>;

export interface CreatedMachine {
  readonly machine: string;
  readonly ip?: string;
  readonly privateIp?: string;
  readonly disk?: string;
  /** undefined where nobody could look. */
  readonly answers?: boolean;
}
