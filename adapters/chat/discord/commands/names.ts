import { flagOf } from '#kit';

/** What an argument is called as an option of a slash command: `diskType` is `disk-type`, as when it is typed. */
export const optionName = (field: string): string => flagOf(field).slice(2);

/** The argument that an option stands for. */
export const fieldOf = (option: string): string =>
  option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
