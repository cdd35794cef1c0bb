import type { Clock } from '#kit';
import type { Limits } from './limits.ts';

/** The workspace: who and what is in it. */
export interface World {
  readonly clock: Clock;
  readonly limits: Limits;
  /** The server's own address, known once it listens. */
  base: string;
  /** What the bot's token may do. */
  scopes: readonly string[];
  readonly members: Map<string, Member>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, readonly string[]>;
  readonly ephemerals: Ephemeral[];
  readonly triggers: Map<string, Trigger>;
  readonly responses: Map<string, ResponseUrl>;
  /** Modals of a person, the topmost last. */
  readonly modals: Map<string, Shown[]>;
  readonly homes: Map<string, Shown>;
  /** An event that the bot is subscribed to happened. */
  tell(event: Fields): void;
  id(prefix: string): string;
  ts(): string;
}

export type Fields = Readonly<Record<string, unknown>>;
export type Block = Fields & { readonly type: string };

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  readonly tz: string;
  readonly email: string;
  readonly isBot: boolean;
  readonly isAdmin: boolean;
  /** A guest of several channels, and of one. */
  readonly isRestricted: boolean;
  readonly isUltraRestricted: boolean;
  /** From another workspace, in a shared channel. */
  readonly isStranger: boolean;
  readonly isWorkflowBot: boolean;
  readonly deleted: boolean;
  readonly team: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'group' | 'im';
  /** The person of a direct message. */
  readonly user?: string;
  archived: boolean;
  readonly members: Set<string>;
  readonly posted: Map<string, Posted>;
}

export interface Posted {
  message: Message;
  /** What stood there before, the oldest first. */
  readonly before: Message[];
}

export interface Message {
  readonly type: 'message';
  readonly ts: string;
  readonly user: string;
  readonly team: string;
  readonly text: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly client_msg_id?: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly Fields[];
  readonly thread_ts?: string;
  readonly parent_user_id?: string;
  readonly metadata?: Metadata;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly reactions?: readonly Reaction[];
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Fields;
}

export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
  readonly count: number;
}

export interface Ephemeral {
  readonly channel: string;
  /** The only person who sees it. */
  readonly user: string;
  message: Message;
}

export interface Trigger {
  readonly user: string;
  readonly until: number;
  used: boolean;
}

export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was pressed. */
  readonly source?: string;
  readonly until: number;
  left: number;
}

/** A modal or a home as it stands before a person, with what the person has filled in. */
export interface Shown {
  readonly user: string;
  view: ViewShape;
  state: State;
  /** Options that a searchable select was given, by block and action. */
  readonly offered: Map<string, readonly Fields[]>;
}

export type State = Readonly<Record<string, Readonly<Record<string, Fields>>>>;

export interface ViewShape extends Fields {
  readonly id: string;
  readonly type: string;
  readonly hash: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly Block[];
  readonly notify_on_close: boolean;
  readonly root_view_id: string | null;
  readonly previous_view_id: string | null;
}
