/**
 * What Slack takes, in characters and counts. From the field notes of @slack/types 3.2.0 and the block pages of
 * docs.slack.dev; where the two differ or say nothing, the line says what was chosen.
 */
export const limits = {
  /** Longer text is cut by Slack itself: docs.slack.dev/reference/methods/chat.postMessage. */
  text: 40_000,
  blocks: { message: 50, modal: 100, home: 100 },
  /**
   * Of all texts in the blocks of a message. Not documented: `msg_blocks_too_long` was met at 13 297 characters in markdown
   * blocks alone, and earlier with blocks that hold many parts (slackapi/bolt-js#2509, #2867).
   */
  textInBlocks: 13_000,
  id: 255,
  textObject: 3000,
  section: { text: 3000, fields: 10, field: 2000 },
  header: 150,
  contextElements: 10,
  contextActions: 5,
  actions: 25,
  button: { text: 75, value: 2000, url: 3000, accessibilityLabel: 75 },
  /** The page of the option object says 150 for the value, the types still 75: the page is what the server does. */
  option: { text: 75, description: 75, value: 150, url: 3000 },
  select: { options: 100, groups: 100, groupLabel: 75 },
  /** What an app answers to a search in an external select. */
  suggestions: 100,
  overflow: 5,
  radioOrCheckboxes: 10,
  placeholder: 150,
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  input: { label: 2000, hint: 2000, typed: 3000 },
  image: { alt: 2000, title: 2000, url: 3000 },
  /** All markdown blocks of a message together. */
  markdown: 12_000,
  /** Rows with the heading; characters over all tables of a message. */
  table: { rows: 100, dataRows: 101, columns: 20, characters: 10_000, pageSize: 100, settings: 20 },
  card: { title: 150, subtitle: 150, body: 200, actions: 2 },
  carousel: 10,
  container: { title: 150, subtitle: 150, children: 10 },
  video: { title: 199, author: 49 },
  view: { title: 24, submit: 24, close: 24, privateMetadata: 3000, callbackId: 255, externalId: 255 },
  /** After that Slack has closed the door. */
  time: { acknowledge: 3_000, trigger: 3_000, responseUrl: 30 * 60_000 },
  responseUrlUses: 5,
} as const;

export type Surface = 'message' | 'modal' | 'home';

const everywhere: readonly Surface[] = ['message', 'modal', 'home'];
const messages: readonly Surface[] = ['message'];

/**
 * Where a block may stand: docs.slack.dev/blocks.json. Cards are listed for modals and were seen to fail there. Where a
 * page says nothing of a surface, the block is kept out of it.
 */
export const surfaces: Readonly<Record<string, readonly Surface[]>> = {
  actions: everywhere,
  alert: ['modal'],
  card: ['message', 'home'],
  carousel: ['message', 'home'],
  container: ['message', 'home'],
  context: everywhere,
  context_actions: messages,
  data_table: messages,
  divider: everywhere,
  // Only Slack itself puts it into messages that it hands out.
  file: [],
  header: everywhere,
  image: everywhere,
  input: everywhere,
  markdown: messages,
  plan: messages,
  rich_text: everywhere,
  section: everywhere,
  table: messages,
  task_card: messages,
  video: everywhere,
};
