import type { MessageRef } from '#kit';
import type { Spot } from './api.ts';

/** A message by itself does not say where it stands, and it may stand somewhere else than it was meant to. */
export const refOf = ({ channel, message }: Spot): MessageRef => `${channel}/${message}`;

export function spotOf(ref: MessageRef): Spot {
  const [channel = '', message = ''] = ref.split('/');
  return { channel, message };
}
