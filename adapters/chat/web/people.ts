import type { Person, PersonId } from '#kit';

/** The page has no accounts: who sits at this computer chooses whom to be. */
export const roles = ['requester', 'approver', 'outsider'] as const;
export type Role = (typeof roles)[number];

export const rooms = ['general', 'dm'] as const;
export type Room = (typeof rooms)[number];

export const personOf = (role: Role): Person => ({ id: `web:local:${role}`, name: role });

/** Everybody shares the channel; each has a conversation with the bot of their own. */
export const channelOf = (room: Room, role: Role): string => (room === 'dm' ? privateTo(personOf(role).id) : room);

export const privateTo = (id: PersonId): string => `dm:${id}`;
