import { basename, dirname, join } from 'node:path';
import { Failure, type Image, type Next, nearest, phrases, said, type Turn, verbatim } from '#kit';

const say = phrases({
  en: {
    none: (file: string) => `There is no file ${file} on the bot's host.`,
    near: (names: string) => `Nearest: ${names}.`,
    there: (names: string) => `There are: ${names}.`,
    nothing: (file: string) => `The file ${file} on the bot's host is empty.`,
    empty: (folder: string) => `The folder ${folder} on the bot's host is empty; put image files there.`,
    exists: (file: string) => `There already is a file ${file} on the bot's host.`,
    other: 'Give another --output, or --force to overwrite it.',
    overwrite: 'Overwrite',
  },
  ru: {
    none: (file) => `На хосте бота нет файла ${file}.`,
    near: (names) => `Ближайшее: ${names}.`,
    there: (names) => `Там есть: ${names}.`,
    nothing: (file) => `Файл ${file} на хосте бота пуст.`,
    empty: (folder) => `Папка ${folder} на хосте бота пуста; положите туда файлы образов.`,
    exists: (file) => `На хосте бота уже есть файл ${file}.`,
    other: 'Укажите другое --output или --force, чтобы его перезаписать.',
    overwrite: 'Перезаписать',
  },
  ko: {
    none: (file) => `봇 호스트에 ${file} 파일이 없습니다.`,
    near: (names) => `가장 비슷한 이름: ${names}.`,
    there: (names) => `있는 파일: ${names}.`,
    nothing: (file) => `봇 호스트의 ${file} 파일이 비어 있습니다.`,
    empty: (folder) => `봇 호스트의 ${folder} 폴더가 비어 있습니다. 이미지 파일을 그곳에 넣으세요.`,
    exists: (file) => `봇 호스트에 ${file} 파일이 이미 있습니다.`,
    other: '다른 --output을 지정하거나, 덮어쓰려면 --force를 쓰세요.',
    overwrite: '덮어쓰기',
  },
});

interface Asked {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
}

/** A file to be sent: where it is and how large. A failure names the nearest one in the same folder. */
export async function fileToSend(turn: Turn, typed: string, asked: Asked): Promise<{ file: string; bytes: number }> {
  const file = await turn.files.inside(typed);
  const bytes = await turn.files.size(file);
  if (bytes === 0) throw new Failure('usage', (l) => say(l).nothing(file));
  if (bytes !== undefined) return { file, bytes };
  const folder = (await turn.files.isFolder(file)) ? file : dirname(file);
  const names = await turn.files.names(folder);
  const near = folder === file ? [] : nearest(basename(file), names);
  throw new Failure('not-found', (l) => say(l).none(file), {
    hint: (l) => {
      if (near.length > 0) return say(l).near(near.join(', '));
      return names.length > 0 ? say(l).there(names.slice(0, 5).join(', ')) : say(l).empty(folder);
    },
    next: near.map(
      (name): Next => ({
        label: said(verbatim(name)),
        press: { command: asked.command, args: { ...asked.args, file: join(folder, name), cloud: turn.cloud.name } },
      }),
    ),
  });
}

/** Where the image goes: a file that was named, or one of the image's own name in a folder. */
export async function fileToWrite(
  turn: Turn,
  image: Pick<Image, 'name' | 'format'>,
  output: string | undefined,
  asked: Asked & { readonly force: boolean },
): Promise<{ readonly file: string; readonly over: boolean }> {
  const place = await turn.files.inside(output ?? '.');
  const folder = output === undefined || output.endsWith('/') || (await turn.files.isFolder(place));
  const file = folder ? await turn.files.inside(join(place, fileName(image))) : place;
  const over = (await turn.files.size(file)) !== undefined;
  if (!over || asked.force) return { file, over };
  const args = { ...asked.args, force: 'true', cloud: turn.cloud.name };
  throw new Failure('conflict', (l) => say(l).exists(file), {
    hint: (l) => say(l).other,
    next: [{ label: said((l) => say(l).overwrite), press: { command: asked.command, args } }],
  });
}

/** An image may be named anything; a file may not. */
export function fileName({ name, format = 'raw' }: Pick<Image, 'name' | 'format'>): string {
  const plain = name.replace(/[\p{Cc}\p{Cs}/\\]/gu, '_').replace(/^\.+/u, '_');
  return plain.toLowerCase().endsWith(`.${format}`) ? plain : `${plain}.${format}`;
}
