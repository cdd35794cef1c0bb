import type { types } from '@slack/bolt';

/** The state that Slack hands in when a person fills the form so: what has no value is there too, empty. */
export function filledIn(modal: types.ModalView, typed: Readonly<Record<string, string | true>>): unknown {
  return Object.fromEntries(
    modal.blocks.flatMap((block) => {
      if (!('element' in block) || block.block_id === undefined) return [];
      const value = typed[block.block_id.slice('field:'.length)];
      const { type, action_id: action = '' } = block.element;
      return [[block.block_id, { [action]: { type, ...stateOf(type, value, block.element) } }] as const];
    }),
  );
}

function stateOf(type: string, value: string | true | undefined, element: object): object {
  const option = value === undefined ? null : { text: { type: 'plain_text', text: `${value}` }, value: `${value}` };
  switch (type) {
    case 'checkboxes': {
      const [only] = 'options' in element && Array.isArray(element.options) ? element.options : [];
      return { selected_options: value === undefined ? [] : [only] };
    }
    case 'static_select':
    case 'external_select':
      return { selected_option: option };
    default:
      return { value: value ?? null };
  }
}
