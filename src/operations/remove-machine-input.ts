import { z } from 'zod';
import { price } from './price.ts';
import { removal } from './removal.ts';

const heldDisk = z.object({ id: z.string(), name: z.string(), size: z.number(), price: price.exactOptional() });

/** What is known of the machine before it goes. */
export const removeMachineInput = z.object({
  cloud: z.string(),
  machine: z.string(),
  name: z.string(),
  plan: removal,
  /** Something goes that no new machine brings back. */
  ask: z.boolean(),
  release: z.boolean(),
  ips: z.array(z.string()),
  kept: z.array(heldDisk),
  died: z.array(heldDisk),
  /** Milliseconds since it was made, and what an hour of it costs; not where it rested in between. */
  ran: z.number().exactOptional(),
  price: price.exactOptional(),
});
export type RemoveMachine = z.infer<typeof removeMachineInput>;
export type HeldDisk = z.infer<typeof heldDisk>;

export interface RemovedMachine {
  readonly machine: string;
  readonly released: readonly string[];
  /** What was agreed to in the end, where somebody was asked. */
  readonly order?: RemoveMachine;
}
