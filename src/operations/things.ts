import type { Thing } from '#kit';

type Kind = 'machine' | 'disk' | 'image';
interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Something that is there, by its id and by its name: what makes one knows only the name so far. Of two that share a
 * name only one can be worked on at once.
 */
export const there = (cloud: string, kind: Kind, { id, name }: Named): readonly Thing[] => [
  { key: `${cloud}/${kind}/${id}`, name },
  ...toBe(cloud, kind, name),
];

/** Something that is to be made under this name. */
export const toBe = (cloud: string, kind: Kind, name: string): readonly Thing[] => [
  { key: `${cloud}/${kind}-named/${name}`, name },
];

/** The lock on a machine: whoever works on the machine does not keep anybody from it. */
export const lockOf = (cloud: string, { id, name }: Named): readonly Thing[] => [{ key: `${cloud}/lock/${id}`, name }];

export const networkOf = (cloud: string): readonly Thing[] => [{ key: `${cloud}/network`, name: cloud }];

/** A file on the bot's host. */
export const fileAt = (path: string | undefined): readonly Thing[] =>
  path === undefined ? [] : [{ key: `file/${path}`, name: path }];
