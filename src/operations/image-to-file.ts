import { bytes, type Cloud, type ImageId, type Steps, type World } from '#kit';
import { type Fetched, fetchImage, partOf } from './fetch-image.ts';
import { longest } from './image-making.ts';

interface Wanted {
  readonly image: ImageId;
  readonly name: string;
  /** The whole path on the bot's host. */
  readonly file: string;
  readonly over: boolean;
}

/** The image beside the file first, then in its place: a file of that name is there whole or not at all. */
export async function imageToFile(
  op: Steps<'fetch' | 'place'>,
  cloud: Cloud,
  world: World,
  { image, name, file, over }: Wanted,
): Promise<Fetched> {
  const { files } = world;
  const fetched = await op.step('fetch', {
    atMost: longest,
    do: (ref) => fetchImage(cloud, world, { id: image, name, part: partOf(file, ref.key) }, ref),
    undo: ({ key }) => files.remove(partOf(file, key)),
    note: (got) => (l) => bytes(got.bytes, l),
  });
  // Known once the step is done: by then somebody may have put a file of their own there.
  let mark: string | undefined;
  mark = await op.step('place', {
    do: ({ key }) => files.place(partOf(file, key), file, { over }),
    // What was overwritten cannot come back.
    ...(over ? { final: true } : { undo: ({ key }) => files.unplace(partOf(file, key), file, mark) }),
  });
  return fetched;
}
