import { join } from 'node:path';
import { bytes, type Choice, type Suggest, type SuggestAsk } from '#kit';
import { fileName } from './image-file.ts';

/** Files on the bot's host, in the folder that was typed so far. */
export const hostFileNames: Suggest = async (typed, ask) => {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const names = await ask.files.names(await ask.files.inside(join('.', folder)));
  // What is still on its way is no file yet.
  const whole = names.filter((name) => name.toLowerCase().startsWith(typed.slice(folder.length).toLowerCase()));
  return Promise.all(whole.filter((name) => !name.endsWith('.part')).map((name) => choiceOf(folder + name, ask)));
};

/** Where an image could go: a file of its own name, or in place of one that is there. */
export const imageFileNames: Suggest = async (typed, ask) => {
  const there = await hostFileNames(typed, ask);
  const own = await ownName(ask);
  const fresh = own?.startsWith(typed) && there.every(({ value }) => value !== own) ? [{ value: own }] : [];
  return [...fresh, ...there];
};

async function choiceOf(value: string, { files, locale }: SuggestAsk): Promise<Choice> {
  const size = await files.size(await files.inside(value));
  return size === undefined ? { value } : { value, about: bytes(size, locale) };
}

async function ownName({ given, lately, cloud }: SuggestAsk): Promise<string | undefined> {
  if (given.image === undefined) return undefined;
  const { name, images } = await cloud();
  const found = await lately(`${name} all images`, (signal) => images(signal));
  const image = found.find((one) => one.name === given.image || one.id === given.image);
  return image && fileName(image);
}
