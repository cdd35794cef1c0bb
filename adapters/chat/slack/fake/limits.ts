import { messageFaults } from '../limits/message.ts';
import { homeFaults, modalFaults } from '../limits/surface.ts';

/** What Slack would refuse of a message, a modal or a home; empty when nothing. */
export interface Limits {
  messageFaults(message: { readonly text: string; readonly blocks?: readonly unknown[] }): readonly string[];
  modalFaults(view: unknown): readonly string[];
  homeFaults(view: unknown): readonly string[];
}

/** The table that the sender obeys, so that what one lets through the other takes. */
export const slackLimits: Limits = { messageFaults, modalFaults, homeFaults };
