import type { types } from '@slack/bolt';
import type { Button, Row } from '#kit';
import { limits } from '../limits/table.ts';
import { note, type Pressing, typedLines } from './buttons.ts';
import { oneLine, plainText } from './escape.ts';
import { words } from './words.ts';

/** Selects beside each other, one for each thing that can be done. */
const mostSelects = 5;

interface Offer {
  /** The row's first cell: what it is called. */
  readonly name: string;
  readonly button: Button;
}

/** What can be done with the rows of a table, which has no buttons of its own: choose what, then to which. */
export function pickBlocks(rows: readonly Row[], most: number, at: Pressing): readonly types.KnownBlock[] {
  const offers = rows.flatMap(({ cells, buttons }) =>
    (buttons ?? []).map((button): Offer => ({ name: oneLine(cells[0] ?? ''), button })),
  );
  const kinds = [...Map.groupBy(offers, ({ button }) => oneLine(button.label))];
  const selects = kinds.slice(0, mostSelects).map(([label, same]) => select(label, same, most, at));
  const elements = selects.flatMap(({ element }) => element ?? []);
  const rest = [...selects.flatMap((each) => each.rest), ...kinds.slice(mostSelects).flatMap(([, same]) => same)];
  return [
    ...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]),
    ...typedLines(
      rest.map(({ button }) => button),
      at.locale,
    ),
  ];
}

function select(label: string, offers: readonly Offer[], most: number, at: Pressing) {
  const { locale, write } = at;
  const written = offers.map((offer) => ({ offer, value: write(offer.button.press, limits.option.value) }));
  const fit = written.filter(({ value }) => value !== '' && value.length <= limits.option.value);
  const taken = fit.slice(0, Math.min(most, limits.select.options));
  const rest = written.filter((each) => !taken.includes(each)).map(({ offer }) => offer);
  if (taken.length === 0) return { rest };
  const element: types.StaticSelect = {
    type: 'static_select',
    action_id: at.nextId(),
    placeholder: plainText(words(locale).pick(label), limits.placeholder),
    options: taken.map(({ offer, value }) => ({
      text: plainText(offer.name || offer.button.press.command, limits.option.text),
      value,
    })),
    // A slip of the finger chooses; a button with that style is at least aimed at.
    ...(offers.some(({ button }) => button.style === 'danger') ? { confirm: sure(label, at) } : {}),
  };
  return { element, rest };
}

const sure = (label: string, { locale }: Pressing): types.ConfirmationDialog => ({
  title: plainText(label, limits.confirm.title),
  text: plainText(words(locale).sure, limits.confirm.text),
  confirm: plainText(words(locale).goOn, limits.confirm.confirm),
  deny: plainText(words(locale).cancel, limits.confirm.deny),
  style: 'danger',
});

/** How many there are besides those that are shown. */
export const moreNote = (count: number, { locale }: Pressing): readonly types.ContextBlock[] =>
  count > 0 ? [note(words(locale).more(count), 100)] : [];
