import type { Fillable } from './form-state.ts';
import type { Channel, Fields, Message, Shown, World } from './model.ts';

/** Where something to press stands: a message by its timestamp or as somebody still sees it, the form on top, or the home. */
export type Where = string | 'form' | 'home' | Message;

/** Where a pressed thing stands. */
export type Surface =
  | { readonly channel: Channel; readonly message: Message; readonly ephemeral: boolean }
  | { readonly shown: Shown };

export function whereOf(world: World, user: string, where: Where): Surface {
  if (typeof where === 'object') {
    const at = whereOf(world, user, where.ts);
    return 'message' in at ? { ...at, message: where } : at;
  }
  const shown =
    where === 'form' ? world.modals.get(user)?.at(-1) : where === 'home' ? world.homes.get(user) : undefined;
  if (shown) return { shown };
  for (const channel of world.channels.values()) {
    const message = channel.posted.get(where)?.message;
    if (message) return { channel, message, ephemeral: false };
  }
  const own = world.ephemerals.find((one) => one.message.ts === where && one.user === user);
  const channel = own && world.channels.get(own.channel);
  if (!channel) throw new Error(`${user} does not see ${where}`);
  return { channel, message: own.message, ephemeral: true };
}

export const blocksOf = (at: Surface): readonly Fields[] =>
  'shown' in at ? at.shown.view.blocks : (at.message.blocks ?? []);

/** What can be filled there. Nobody keeps the state of a message's fields, so it begins anew. */
export function fieldsAt(at: Surface, user: string): Fillable {
  if ('shown' in at) return at.shown;
  return { user, view: { blocks: at.message.blocks ?? [] }, state: {}, offered: new Map() };
}
