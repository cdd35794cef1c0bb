import { z } from 'zod';
import { newImage } from './image-making.ts';
import { removal } from './removal.ts';

/** `name` is that of the image. */
export const saveMachineInput = newImage.extend({
  machine: z.string(),
  machineName: z.string(),
  disk: z.object({ id: z.string(), name: z.string() }),
  /** Something runs on the disk now. */
  running: z.boolean(),
  /** It is shut down first, so that the image is what a clean shutdown leaves. */
  quiet: z.boolean(),
  /** Where the image goes on the bot's host. */
  file: z.string().exactOptional(),
  over: z.boolean(),
  /** What goes once everything is saved. */
  cleanup: removal.exactOptional(),
  /** The addresses of the machine, and whether they go with it. */
  ips: z.array(z.string()).exactOptional(),
  release: z.boolean().default(true),
});
export type SaveMachine = z.infer<typeof saveMachineInput>;
