import type { Json } from './json.ts';
import type { Image } from './model.ts';
import { seconds } from './times.ts';

/** An image as Glance shows it: its properties stand among its fields. */
export const shown = (image: Image): { [name: string]: Json } => ({
  ...image.properties,
  name: image.name === '' ? null : image.name,
  disk_format: image.diskFormat,
  container_format: image.containerFormat,
  visibility: image.visibility,
  size: image.size,
  virtual_size: image.virtualSize,
  status: image.status,
  checksum: image.checksum,
  protected: image.protected,
  min_ram: image.minRam,
  min_disk: image.minDisk,
  owner: image.owner,
  os_hidden: image.hidden,
  os_hash_algo: image.hash === null ? null : 'sha512',
  os_hash_value: image.hash,
  id: image.id,
  created_at: seconds(image.createdAt),
  updated_at: seconds(image.updatedAt),
  tags: image.tags,
  self: `/v2/images/${image.id}`,
  file: `/v2/images/${image.id}/file`,
  schema: '/v2/schemas/image',
  ...(image.status === 'active' ? { stores: 'file' } : {}),
});
