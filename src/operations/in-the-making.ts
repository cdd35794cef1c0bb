import { z } from 'zod';
import type { Turn } from '#kit';

const wished = z.object({
  cloud: z.string(),
  name: z.string(),
  source: z.object({ from: z.string(), id: z.string() }),
});

/** Machines that operations are making right now, and the disks they will hold. */
export async function machinesInTheMaking(turn: Turn): Promise<readonly z.infer<typeof wished>[]> {
  const going = await turn.operations.list({ states: ['going', 'waiting'], limit: 1000 });
  return going
    .filter(({ operation }) => operation === 'machine.create')
    .flatMap(({ input }) => {
      const { data } = wished.safeParse(input);
      return data?.cloud === turn.cloud.name ? [data] : [];
    });
}
