import { type Button, type Column, flagOf, type Row } from '#kit';

/**
 * The buttons of a table's rows as buttons of the table: those that differ only in their row become one, with the name
 * of a column in the place of what differs. Sixty machines do not need sixty lines to be stopped.
 */
export function rowButtons(columns: readonly Column[], rows: readonly Row[]): readonly Button[] {
  const alike = new Map<string, Placed[]>();
  for (const row of rows) {
    for (const button of row.buttons ?? []) {
      const { command, args } = button.press;
      const kind = JSON.stringify([button.label, command, Object.keys(args)]);
      alike.set(kind, [...(alike.get(kind) ?? []), { row, button }]);
    }
  }
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [others.length === 0 ? named(first) : general(first, others, columns)] : [],
  );
}

interface Placed {
  readonly row: Row;
  readonly button: Button;
}

/** One of its kind says which row it is for. */
const named = ({ row, button }: Placed): Button => ({
  ...button,
  label: `${button.label} ${row.cells[0] ?? ''}`.trim(),
});

function general(first: Placed, others: readonly Placed[], columns: readonly Column[]): Button {
  const all = [first, ...others];
  const { command, args } = first.button.press;
  const placeOf = (name: string): string => {
    const at = columns.findIndex((_, at) => all.every(({ row, button }) => row.cells[at] === button.press.args[name]));
    // Of what stands there among other words, the name of the column says nothing.
    if (at < 0 && all.every(({ row, button }) => row.cells[0]?.split(' ').includes(button.press.args[name] ?? '')))
      return `<${flagOf(name).slice(2)}>`;
    // What no column shows is an id: the first column has the name, which says the same to a command.
    return `<${columns[Math.max(0, at)]?.name ?? name}>`;
  };
  const spelled = Object.entries(args).map(([name, value]) => {
    const same = others.every(({ button }) => button.press.args[name] === value);
    return [name, same ? value : placeOf(name)] as const;
  });
  return { ...first.button, press: { command, args: Object.fromEntries(spelled) } };
}
