import { fits } from './capacity.ts';
import type { Server } from './model.ts';
import { dropPort } from './ports.ts';
import { finish } from './server-acts.ts';
import { freeVolume } from './volume-happenings.ts';
import type { World } from './world.ts';

/** What becomes of servers by themselves. */
export const serverHappenings = {
  'server-built': (world: World, id: string) => {
    const server = world.servers.get(id);
    if (!server) return;
    attachAll(world, server);
    finish(world, id, { status: 'ACTIVE', state: 'active', power: 1, launchedAt: world.now() });
  },
  'server-failed': (world: World, id: string) => {
    // Nova ends it so: with the dot and the space, and without a reason.
    const fault = { message: 'No valid host was found. ', code: 500, created: world.now() };
    finish(world, id, { status: 'ERROR', state: 'error', power: 0, placed: false, fault }, 'Error');
  },
  'server-gone': (world: World, id: string) => {
    const server = world.servers.get(id);
    if (!server) return;
    // First the server: its ports and disks must not find it any more.
    world.servers.remove(id);
    for (const portId of server.ports) unplug(world, portId);
    for (const volume of server.volumes) {
      freeVolume(world, volume.id);
      if (volume.deleteToo)
        world.volumes.set(volume.id, {
          status: 'deleting',
          due: { at: world.now() + world.timings.remove, to: 'volume-gone' },
        });
    }
  },
  'server-powered': (world: World, id: string) => {
    const on = world.servers.get(id)?.powerTo !== 'off';
    finish(world, id, {
      status: on ? 'ACTIVE' : 'SHUTOFF',
      state: on ? 'active' : 'stopped',
      power: on ? 1 : 4,
      powerTo: undefined,
    });
  },
  'server-shelved': (world: World, id: string) => {
    const server = world.servers.get(id);
    if (!server) return;
    for (const volume of server.volumes) world.volumes.set(volume.id, { status: 'reserved', attachments: [] });
    finish(world, id, { status: 'SHELVED_OFFLOADED', state: 'shelved_offloaded', power: 4, placed: false });
  },
  'server-unshelved': (world: World, id: string) => {
    const server = world.servers.get(id);
    if (!server) return;
    attachAll(world, server);
    finish(world, id, { status: 'ACTIVE', state: 'active', power: 1, launchedAt: world.now() });
  },
  'server-unshelve-failed': (world: World, id: string) => finish(world, id, {}, 'Error'),
};

/** May it be taken out of the shelf where it was? */
export const fitsBack = (world: World, server: Server): boolean => fits(world, server.flavor, server.zone);

function attachAll(world: World, server: Server): void {
  const at = world.now();
  for (const { id, attachment, device } of server.volumes)
    world.volumes.set(id, {
      status: 'in-use',
      holder: server.id,
      updatedAt: at,
      due: undefined,
      attachments: [{ id: attachment, server: server.id, device, at }],
      ...(world.volumes.get(id)?.imageMetadata ? { bootable: true } : {}),
    });
  for (const id of server.ports) {
    const port = world.ports.get(id);
    if (port && port.status !== 'ACTIVE')
      world.ports.set(id, { status: 'ACTIVE', updatedAt: at, revision: port.revision + 1 });
  }
}

/** What Nova made goes with the server; what was given to it is given back. */
function unplug(world: World, id: string): void {
  const port = world.ports.get(id);
  if (!port) return;
  if (port.novas) {
    dropPort(world, id);
    return;
  }
  world.ports.set(id, {
    device: '',
    owner: '',
    status: 'DOWN',
    updatedAt: world.now(),
    revision: port.revision + 1,
  });
}
