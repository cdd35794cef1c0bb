import { z } from 'zod';
import { limits } from './table.ts';
import { plain, words } from './text.ts';
import { blockFaults, complaints } from './whole.ts';

const { view: of } = limits;

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(of.privateMetadata).optional(),
  callback_id: words(of.callbackId).optional(),
  external_id: z.string().max(of.externalId).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(of.title),
    submit: plain(of.submit).optional(),
    close: plain(of.close).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  })
  .refine((it) => it.submit !== undefined || !it.blocks.some(isInput), {
    path: ['submit'],
    error: 'is required when there is an input',
  });

const home = z.strictObject({ type: z.literal('home'), ...common });

/** Why Slack would not open the modal; empty when it would. */
export function modalFaults(view: unknown): readonly string[] {
  const checked = modal.safeParse(view);
  return checked.success ? blockFaults(checked.data.blocks, 'modal') : complaints(checked.error);
}

/** Why Slack would not publish the Home tab; empty when it would. */
export function homeFaults(view: unknown): readonly string[] {
  const checked = home.safeParse(view);
  return checked.success ? blockFaults(checked.data.blocks, 'home') : complaints(checked.error);
}

function isInput(block: unknown): boolean {
  return typeof block === 'object' && block !== null && 'type' in block && block.type === 'input';
}
