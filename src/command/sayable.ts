import type { Sayable } from '../chat.ts';
import type { Catalogue } from './command.ts';
import { plainField } from './form.ts';
import { globalsOf } from './globals.ts';

/** Every command as a chat may offer it, with those of the flags for all commands that make sense in one. */
export const sayables = (commands: Catalogue): Promise<readonly Sayable[]> =>
  Promise.all(
    commands.names.map(async (name) => {
      const { about, args, danger } = await commands.load(name);
      const { plan, cloud } = globalsOf({ danger });
      return {
        name,
        about,
        fields: (locale) =>
          Object.entries({ ...args, ...(plan ? { plan } : {}), ...(cloud ? { cloud } : {}) }).map(([name, arg]) => ({
            ...plainField(name, arg, locale),
            required: arg.required,
            ...(arg.choices ? { choices: arg.choices.map((value) => ({ value })) } : {}),
          })),
      };
    }),
  );
