import type { Sayable } from '../chat.ts';
import type { Catalogue } from './command.ts';
import { plainField } from './form.ts';

/** Every command as a chat may offer it. */
export const sayables = (commands: Catalogue): Promise<readonly Sayable[]> =>
  Promise.all(
    commands.names.map(async (name) => {
      const { about, args } = await commands.load(name);
      return {
        name,
        about,
        fields: (locale) =>
          Object.entries(args).map(([name, arg]) => ({
            ...plainField(name, arg, locale),
            required: arg.required,
            ...(arg.choices ? { choices: arg.choices.map((value) => ({ value })) } : {}),
          })),
      };
    }),
  );
