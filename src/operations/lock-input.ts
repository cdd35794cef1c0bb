import { z } from 'zod';

/** A lock as an operation keeps it: one that a person set through Hoist. */
const lock = z.object({
  by: z.string(),
  name: z.string(),
  reason: z.string(),
  at: z.string(),
  until: z.string().exactOptional(),
});

export const lockInput = z.object({ cloud: z.string(), machine: z.string(), name: z.string(), lock });
