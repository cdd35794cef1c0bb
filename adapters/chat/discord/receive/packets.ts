import { type Client, Events, GatewayDispatchEvents } from 'discord.js';
import { z } from 'zod';
import type { Log } from '#kit';

/** What arrives, as it came over the wire. */
export interface Packets {
  interaction(payload: unknown): void;
  message(payload: unknown): void;
}

/**
 * What people do is read from the wire; discord.js would read it once more into objects of its own, and throw where
 * nobody can catch it should there be something in it that it does not expect. So it gets it without its name.
 */
export function readPackets(client: Client, packets: Packets, log: Log): void {
  client.on(Events.Raw, (packet: unknown) => {
    const read = heardPacket.safeParse(packet);
    if (!read.success) return;
    if (read.data.t === GatewayDispatchEvents.InteractionCreate) packets.interaction(read.data.d);
    else packets.message(read.data.d);
    // It was read as an object just above.
    Object.assign(packet as object, { t: 'TAKEN' });
  });
  surviveOddOnes(client, log);
}

/** Channels and roles are for discord.js to read; there is no other way to catch what it throws at an odd one. */
function surviveOddOnes({ ws }: Client, log: Log): void {
  const handle: unknown = Reflect.get(ws, 'handlePacket');
  if (typeof handle !== 'function') return;
  const survive = (...packet: readonly unknown[]): unknown => {
    try {
      return Reflect.apply(handle, ws, packet);
    } catch (error) {
      log.error({ err: error }, 'discord.js could not read a packet');
      return true;
    }
  };
  Reflect.set(ws, 'handlePacket', survive);
}

const heardPacket = z.object({
  t: z.literal([GatewayDispatchEvents.InteractionCreate, GatewayDispatchEvents.MessageCreate]),
  d: z.unknown(),
});
