import { chatContract } from '../contract/chat.ts';
import { annAt } from './seat.ts';
import { chatOn, startDiscord } from './stage.ts';

chatContract('discord', async (desk) => {
  // What this says in a second a person reads in an hour; the pace has tests of its own.
  const discord = await startDiscord({ rates: 'none' });
  return annAt(discord, await chatOn(discord), desk);
});
