import type { Json } from './json.ts';
import type { Volume } from './model.ts';
import type { Call } from './routes.ts';
import { micros } from './times.ts';
import type { World } from './world.ts';

export const briefVolume = ({ world }: Call, volume: Volume): Json => ({
  id: volume.id,
  name: volume.name,
  links: volumeLinks(world, volume.id),
});

/** As the answer to a create shows it: no owner yet, and time to the microsecond. */
export function freshVolume(call: Call, volume: Volume): Json {
  const { 'os-vol-tenant-attr:tenant_id': _, volume_image_metadata: __, ...rest } = shownVolume(call, volume);
  return { ...rest, bootable: 'false', updated_at: null };
}

export function shownVolume({ world, minor }: Call, volume: Volume): { [name: string]: Json } {
  return {
    id: volume.id,
    status: volume.status,
    size: volume.size,
    availability_zone: volume.zone,
    created_at: micros(volume.createdAt),
    updated_at: micros(volume.updatedAt),
    // Nobody named it: Cinder says so, unless Nova made it.
    name: volume.name === '' && volume.description === null ? null : volume.name,
    description: volume.description,
    volume_type: volume.type,
    snapshot_id: volume.snapshot,
    source_volid: volume.source,
    metadata: volume.metadata,
    links: volumeLinks(world, volume.id),
    user_id: world.me.user,
    bootable: String(volume.bootable),
    encrypted: false,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: false,
    attachments: volume.attachments.map((one) => ({
      id: volume.id,
      attachment_id: one.id,
      volume_id: volume.id,
      server_id: one.server,
      host_name: null,
      device: one.device,
      attached_at: micros(one.at),
    })),
    ...(minor >= 13 ? { group_id: null } : {}),
    ...(minor >= 48 ? { shared_targets: false, service_uuid: null } : {}),
    ...(minor >= 61 ? { cluster_name: null } : {}),
    ...(minor >= 63 ? { volume_type_id: world.types.first(({ name }) => name === volume.type)?.id ?? null } : {}),
    ...(minor >= 65 ? { consumes_quota: true } : {}),
    'os-vol-tenant-attr:tenant_id': world.me.project,
    ...(volume.imageMetadata ? { volume_image_metadata: volume.imageMetadata } : {}),
  };
}

const volumeLinks = ({ base, me }: World, id: string): Json => [
  { rel: 'self', href: `${base}/volume/v3/${me.project}/volumes/${id}` },
  { rel: 'bookmark', href: `${base}/volume/${me.project}/volumes/${id}` },
];
