import { z } from 'zod';
import { limits } from './table.ts';
import { words } from './text.ts';
import { blockFaults, complaints } from './whole.ts';

/** The text is what notifications and screen readers say, so it is always there. */
const shape = z.object({ text: words(limits.text), blocks: z.array(z.unknown()).optional() });

/** Why Slack would not take the message; empty when it would. */
export function messageFaults(message: {
  readonly text: string;
  readonly blocks?: readonly unknown[];
}): readonly string[] {
  const checked = shape.safeParse(message);
  if (!checked.success) return complaints(checked.error);
  return blockFaults(checked.data.blocks ?? [], 'message');
}
