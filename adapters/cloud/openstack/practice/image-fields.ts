import { refuse } from './answer.ts';
import { type Fields, flag, text, texts, whole } from './json.ts';
import type { Image } from './model.ts';

/** The image with what a request sets, each field checked as the schema does. */
export function withFields(image: Image, set: Fields): Image {
  const properties: Record<string, string> = { ...image.properties };
  for (const [name, value] of Object.entries(set)) {
    if (own.has(name)) continue;
    if (typeof value !== 'string') throw schemaError(`${JSON.stringify(value)} is not of type 'string'`, `['${name}']`);
    properties[name] = value;
  }
  const visibility = oneOf(set, 'visibility', visibilities) ?? image.visibility;
  if (visibility === 'public' && image.visibility !== 'public')
    throw refuse(403, 'You are not authorized to complete publicize_image action.');
  return {
    ...image,
    name: text(set.name) ?? image.name,
    visibility,
    protected: set.protected === undefined ? image.protected : flag(set.protected),
    hidden: set.os_hidden === undefined ? image.hidden : flag(set.os_hidden),
    diskFormat: oneOf(set, 'disk_format', formats) ?? image.diskFormat,
    containerFormat: oneOf(set, 'container_format', containers) ?? image.containerFormat,
    minDisk: figure(set, 'min_disk') ?? image.minDisk,
    minRam: figure(set, 'min_ram') ?? image.minRam,
    tags: set.tags === undefined ? image.tags : [...new Set(texts(set.tags))],
    properties,
  };
}

function oneOf(set: Fields, name: string, allowed: readonly string[]): string | undefined {
  const value = set[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw schemaError(`'${value}' is not one of [${allowed.map((one) => `'${one}'`).join(', ')}]`, `['${name}']`);
}

function figure(set: Fields, name: string): number | undefined {
  const value = set[name];
  if (value === undefined || value === null) return undefined;
  const number = whole(value);
  if (number === undefined) throw schemaError(`'${value}' is not of type 'integer'`, `['${name}']`);
  return number;
}

export const schemaError = (what: string, where: string) =>
  refuse(400, `Provided object does not match schema 'image': ${what}\n\nOn instance${where}`);

export const formats = ['ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop'];
export const containers = ['ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed'];
export const visibilities = ['public', 'private', 'shared', 'community'];

/** Fields with a meaning of their own; any other is a property. */
export const own = new Set([
  'id',
  'name',
  'status',
  'visibility',
  'protected',
  'os_hidden',
  'checksum',
  'os_hash_algo',
  'os_hash_value',
  'owner',
  'size',
  'virtual_size',
  'container_format',
  'disk_format',
  'created_at',
  'updated_at',
  'tags',
  'min_ram',
  'min_disk',
  'self',
  'file',
  'schema',
  'stores',
  'locations',
  'direct_url',
]);
