import { z } from 'zod';
import { everyComponent, otherSelect, sharedIds, stringSelect, textDisplay } from './components.ts';
import { broken, chars, count, faultsOf, list, twice, words } from './rules.ts';
import { component, limits } from './table.ts';

/** Why Discord would refuse this modal; empty when it would open it. */
export const modalFaults = (body: unknown): readonly string[] => faultsOf(modal, body);

const id = z.int().nullish();
const asked = { id, custom_id: chars(limits.customId), required: z.boolean().nullish() };

const textInput = z
  .object({
    type: z.literal(component.textInput),
    ...asked,
    style: z.literal([1, 2]),
    label: words(limits.label).nullish(),
    min_length: count(limits.input).nullish(),
    max_length: count({ ...limits.input, least: 1 }).nullish(),
    value: chars(limits.input).nullish(),
    placeholder: chars(limits.inputPlaceholder).nullish(),
  })
  .superRefine(({ min_length, max_length, value }, context) => {
    const most = max_length ?? limits.input.most;
    if ((min_length ?? 0) > most) broken(context, 'min_length is more than max_length');
    if ((value?.length ?? 0) > most) broken(context, 'the value is longer than max_length');
  });

const choice = z.object({
  label: words(limits.option),
  value: chars(limits.option),
  description: chars(limits.optionDescription).nullish(),
  default: z.boolean().nullish(),
});

const radios = z
  .object({ type: z.literal(component.radios), ...asked, options: list(choice, limits.radioOptions) })
  .superRefine(({ options }, context) => {
    twice(
      context,
      'value',
      options.map(({ value }) => value),
    );
    if (options.filter((each) => each.default).length > 1) broken(context, 'more than one is chosen by default');
  });

const checkboxes = z
  .object({
    type: z.literal(component.checkboxes),
    ...asked,
    options: list(choice, limits.checkboxes),
    min_values: count({ ...limits.checkboxes, least: 0 }).nullish(),
    max_values: count(limits.checkboxes).nullish(),
  })
  .superRefine(({ options, min_values, max_values }, context) => {
    twice(
      context,
      'value',
      options.map(({ value }) => value),
    );
    const most = max_values ?? options.length;
    if (most > options.length) broken(context, 'max_values is more than there are options');
    if ((min_values ?? 0) > most) broken(context, 'min_values is more than max_values');
  });

const checkbox = z.object({
  type: z.literal(component.checkbox),
  id,
  custom_id: chars(limits.customId),
  default: z.boolean().nullish(),
});

const upload = z.object({
  type: z.literal(component.upload),
  ...asked,
  min_values: count(limits.uploads).nullish(),
  max_values: count({ ...limits.uploads, least: 1 }).nullish(),
});

const inLabel = [textInput, stringSelect, otherSelect, radios, checkboxes, checkbox, upload] as const;

const label = z
  .object({
    type: z.literal(component.label),
    id,
    label: words(limits.label),
    description: chars(limits.labelDescription).nullish(),
    component: z.discriminatedUnion('type', inLabel),
  })
  .superRefine(({ component: it }, context) => {
    if ('disabled' in it && it.disabled) broken(context, 'nothing in a modal can be disabled');
    if ('min_values' in it && it.min_values === 0 && it.required !== false)
      broken(context, 'min_values is 0, but something is required');
    if (it.type === component.textInput && it.label) broken(context, 'a text input in a label has none of its own');
  });

/** The older way, still taken: a row with one text input that has a label of its own. */
const inputRow = z.object({
  type: z.literal(component.row),
  id,
  components: z
    .array(textInput.refine((it) => Boolean(it.label), 'a text input in a row needs a label'))
    .length(1, 'a row of a modal holds one text input'),
});

const modal = z
  .object({
    title: words(limits.modalTitle),
    custom_id: chars(limits.customId),
    components: list(z.discriminatedUnion('type', [label, textDisplay, inputRow]), limits.modalComponents),
  })
  .superRefine(({ components }, context) => sharedIds(components.flatMap(everyComponent), context));
