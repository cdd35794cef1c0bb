/** What Discord takes at least and at most. Characters are UTF-16 units, of which there are never fewer than Discord counts. */
export interface Limit {
  readonly least: number;
  readonly most: number;
  /** The page of docs.discord.com/developers that says so, or who else. */
  readonly source: string;
}

const from =
  (source: string) =>
  (least: number, most: number): Limit => ({ least, most, source });

const components = from('components/reference');
const messages = from('resources/message');
const commands = from('interactions/application-commands');
// Not in Discord's own pages; discord.js's guide, JDA and docs.discord.food say the same.
const displays = from('discordjs.guide/display-components');

/** Every number that Discord sets for what a bot sends, in one place. */
export const limits = {
  content: messages(0, 2000),
  nonce: messages(0, 25),
  mentions: messages(0, 100),
  embeds: messages(0, 10),
  embedText: messages(0, 6000),
  embedTitle: messages(0, 256),
  embedDescription: messages(0, 4096),
  embedFields: messages(0, 25),
  embedFieldName: messages(1, 256),
  embedFieldValue: messages(1, 1024),
  embedFooter: messages(1, 2048),
  embedAuthor: messages(1, 256),

  components: components(0, 40),
  /** Rows of a message without the flag of Components V2. */
  rows: components(0, 5),
  displayedText: displays(0, 4000),
  textDisplay: displays(1, 4000),
  customId: components(1, 100),
  rowButtons: components(1, 5),
  buttonLabel: components(1, 80),
  buttonUrl: components(1, 512),
  sectionTexts: components(1, 3),
  galleryItems: components(1, 10),
  mediaDescription: components(1, 1024),
  accent: components(0, 0xffffff),
  containerChildren: components(1, 39),
  selectOptions: components(1, 25),
  selectValues: components(0, 25),
  selectPlaceholder: components(0, 150),
  option: components(1, 100),
  optionDescription: components(0, 100),

  modalTitle: from('interactions/receiving-and-responding')(1, 45),
  modalComponents: from('interactions/receiving-and-responding')(1, 5),
  label: components(1, 45),
  labelDescription: components(1, 100),
  input: components(0, 4000),
  inputPlaceholder: components(0, 100),
  radioOptions: components(2, 10),
  checkboxes: components(1, 10),
  uploads: components(0, 10),

  commands: commands(0, 100),
  commandName: commands(1, 32),
  commandDescription: commands(1, 100),
  commandOptions: commands(0, 25),
  /** Name, description and values of a command and everything in it, the longest language of each. */
  commandText: commands(0, 8000),
  choices: commands(0, 25),
  choiceName: commands(1, 100),
  choiceValue: commands(0, 100),
  optionLength: commands(0, 6000),
} as const satisfies Record<string, Limit>;

/** `1 << 15`: a message of components alone; once sent with it, a message keeps it. */
export const componentsV2 = 1 << 15;

export const component = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radios: 21,
  checkboxes: 22,
  checkbox: 23,
} as const;

export const buttonStyle = { primary: 1, secondary: 2, success: 3, danger: 4, link: 5, premium: 6 } as const;

export const option = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

/** The languages that Discord's own client speaks; a localisation in another one is refused. */
export const languages = [
  ...['id', 'en-US', 'en-GB', 'bg', 'zh-CN', 'zh-TW', 'hr', 'cs', 'da', 'nl', 'fi', 'fr', 'de', 'el', 'hi', 'hu'],
  ...['it', 'ja', 'ko', 'lt', 'no', 'pl', 'pt-BR', 'ro', 'ru', 'es-ES', 'es-419', 'sv-SE', 'th', 'tr', 'uk', 'vi'],
] as const;
