import type { APIButtonComponentWithCustomId } from 'discord.js';
import type { Button, Locale, Row } from '#kit';
import { limits } from '../limits/table.ts';
import { drawButton, perRow } from './buttons.ts';
import { type Offered, type SelectRow, selectRow } from './select.ts';
import { choose, rowWords, type Table } from './table.ts';

/** How the buttons in the rows of a table are offered. */
export type Controls =
  /** Each row with its own; `undefined` where a row has none. */
  | {
      readonly kind: 'beside';
      readonly rows: readonly (readonly APIButtonComponentWithCustomId[])[];
      readonly cost: number;
    }
  /** One list to choose from for each thing that can be done. */
  | { readonly kind: 'selects'; readonly selects: readonly SelectRow[]; readonly left: number; readonly cost: number };

type Fresh = (press: Button['press']) => string | undefined;

/** More rows than this are read as a table rather than one by one. */
const few = 6;
const selectCost = 2;

/** Buttons beside the rows where rows and room allow; else selects; what no select has room for is counted. */
export function controlsOf({ rows }: Table, room: number, fresh: Fresh, first: number, locale: Locale): Controls {
  const drawn = rows.map((row) => ({ row, buttons: named(row, fresh) }));
  const cost = drawn.reduce((sum, { buttons }) => sum + costBeside(buttons.length), 1);
  if (rows.length <= few && cost <= room && drawn.every(({ buttons }) => buttons.length <= perRow))
    return {
      kind: 'beside',
      rows: drawn.map(({ buttons }) => buttons.map(({ button, id }) => drawButton(button, id))),
      cost,
    };
  const groups = grouped(drawn.flatMap(({ row, buttons }) => buttons.map((each) => ({ ...each, row }))));
  const fits = Math.max(0, Math.floor((room - 2) / selectCost));
  const selects = groups
    .flatMap(({ action, of }) => slices(of).map((offered) => ({ action, offered })))
    .slice(0, fits)
    .map(({ action, offered }, at) => {
      const words = choose(locale);
      return selectRow(`choose:${first + at}`, action === undefined ? words.any : words.which(action), offered);
    });
  const all = drawn.reduce((sum, { buttons }) => sum + buttons.length, 0);
  const offered = selects.reduce((sum, { components: [select] }) => sum + (select?.options.length ?? 0), 0);
  return { kind: 'selects', selects, left: all - offered, cost: selects.length * selectCost + 2 };
}

interface Named {
  readonly button: Button;
  readonly id: string;
}

const named = (row: Row, fresh: Fresh): readonly Named[] =>
  (row.buttons ?? []).flatMap((button) => {
    const id = fresh(button.press);
    return id === undefined ? [] : [{ button, id }];
  });

/** A text; a section with its button; a text and a row of buttons. */
const costBeside = (buttons: number): number => (buttons === 0 ? 1 : buttons === 1 ? 3 : 2 + buttons);

/** One group for each thing that can be done, while there are few; otherwise everything in one. */
function grouped(all: readonly (Named & { readonly row: Row })[]) {
  const actions = [...new Set(all.map(({ button }) => button.label))];
  if (actions.length > 3) {
    const of = all.map(({ button, id, row }) => ({
      ...asOffered(row, id),
      label: `${button.label} · ${rowWords(row).name}`,
    }));
    return [{ action: undefined, of }];
  }
  return actions.map((action) => ({
    action,
    of: all.filter(({ button }) => button.label === action).map(({ id, row }) => asOffered(row, id)),
  }));
}

function asOffered(row: Row, value: string): Offered {
  const { name, about } = rowWords(row);
  return { label: name, about, value };
}

function slices(all: readonly Offered[]): readonly (readonly Offered[])[] {
  const most = limits.selectOptions.most;
  return Array.from({ length: Math.ceil(all.length / most) }, (_, n) => all.slice(n * most, (n + 1) * most));
}
