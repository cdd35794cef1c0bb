import type { APIActionRowComponent, APISelectMenuOption, APIStringSelectComponent } from 'discord.js';
import { visible } from '#kit';
import { component, limits } from '../limits/table.ts';
import { clip } from './clip.ts';
import { shown } from './shown.ts';

export type SelectRow = APIActionRowComponent<APIStringSelectComponent>;

export interface Offered {
  readonly label: string;
  readonly about?: string;
  readonly value: string;
}

/** A select of up to 25 things to do; what is chosen comes back as its only value. */
export const selectRow = (id: string, placeholder: string, offered: readonly Offered[]): SelectRow => ({
  type: component.row,
  components: [
    {
      type: component.stringSelect,
      custom_id: id,
      placeholder: clip(visible(placeholder), limits.selectPlaceholder.most),
      options: offered.map(selectOption),
    },
  ],
});

export function selectOption({ label, about, value }: Offered): APISelectMenuOption {
  return {
    label: shown(label, limits.option.most),
    value,
    ...(about?.trim() ? { description: clip(visible(about), limits.optionDescription.most) } : {}),
  };
}
