import type { Key, Stamp } from '#kit';

/** Metadata of machines and disks, properties of images: `hoist_key`, `hoist_owner` and so on, 255 characters each. */
export function metadataOf(stamp: Omit<Stamp, 'key'>, key: Key): Readonly<Record<string, string>> {
  const all = { ...stamp, key };
  return Object.fromEntries(
    fields.flatMap((name) => (all[name] === undefined ? [] : [[`hoist_${name}`, all[name].slice(0, 255)]])),
  );
}

export function stampIn(metadata: Readonly<Record<string, unknown>> | undefined): Stamp | undefined {
  const read = (name: Field) => {
    const value = metadata?.[`hoist_${name}`];
    return typeof value === 'string' ? value : undefined;
  };
  return stamp(read);
}

/**
 * What Neutron makes has no metadata but a description of 255 characters: `hoist key=… operation=… owner=…`.
 * What does not fit is left out from the end; the key always fits.
 */
export function descriptionOf(about: Omit<Stamp, 'key'>, key: Key): string {
  const all = { ...about, key };
  return fields.reduce((line, name) => {
    const longer = all[name] === undefined ? line : `${line} ${name}=${encodeURIComponent(all[name])}`;
    return longer.length <= 255 ? longer : line;
  }, 'hoist');
}

export const markOf = (key: Key): string => `hoist key=${encodeURIComponent(key)}`;

export const marked = (description: string | null | undefined, key: Key): boolean =>
  description === markOf(key) || (description?.startsWith(`${markOf(key)} `) ?? false);

export function stampFrom(description: string | null | undefined): Stamp | undefined {
  if (!description?.startsWith('hoist key=')) return undefined;
  const values = new Map(description.split(' ').map((part) => [part.split('=')[0], part.slice(part.indexOf('=') + 1)]));
  return stamp((name) => decoded(values.get(name)));
}

const fields = ['key', 'operation', 'owner', 'channel', 'lease'] as const;
type Field = (typeof fields)[number];

function stamp(read: (name: Field) => string | undefined): Stamp | undefined {
  const key = read('key');
  if (key === undefined) return undefined;
  const channel = read('channel');
  const lease = read('lease');
  return {
    key,
    operation: read('operation') ?? '',
    owner: read('owner') ?? '',
    ...(channel === undefined ? {} : { channel }),
    ...(lease === undefined ? {} : { lease }),
  };
}

// Anybody may edit a description.
function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
