import type { APIActionRowComponent, APIButtonComponentWithCustomId } from 'discord.js';
import type { Button, Invocation } from '#kit';
import { buttonStyle, component, limits } from '../limits/table.ts';
import { shown } from './shown.ts';

/** What a button carries, in at most 100 characters; the value of a choice in a select is the same. */
export type Write = (invocation: Invocation) => string;

export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** One row's worth of buttons is this many, and so many rows can be of buttons alone. */
export const perRow = limits.rowButtons.most;
export const mostButtons = perRow * 5;

/** Remembers what is in a message already: Discord refuses two parts with one custom_id. */
export function unused(write: Write): (press: Invocation) => string | undefined {
  const used = new Set<string>();
  return (press) => {
    const id = write(press);
    if (used.has(id)) return undefined;
    used.add(id);
    return id;
  };
}

export function drawButton({ label, style }: Button, id: string): APIButtonComponentWithCustomId {
  const styles = { primary: buttonStyle.primary, danger: buttonStyle.danger, plain: buttonStyle.secondary };
  return {
    type: component.button,
    style: styles[style ?? 'plain'],
    label: shown(label, limits.buttonLabel.most),
    custom_id: id,
  };
}

export const buttonRows = (buttons: readonly APIButtonComponentWithCustomId[]): readonly ButtonRow[] =>
  Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, n) => ({
    type: component.row,
    components: buttons.slice(n * perRow, (n + 1) * perRow),
  }));
