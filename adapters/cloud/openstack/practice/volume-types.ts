import { ok, refuse } from './answer.ts';
import type { Json } from './json.ts';
import type { VolumeType } from './model.ts';
import { routes } from './routes.ts';
import type { World } from './world.ts';

export const typeRoutes = routes('volume', {
  'GET /v3/:project/types': ({ world }) => ok({ volume_types: world.types.all().map(shown) }),
  'GET /v3/:project/types/default': ({ world }) => {
    const { [access]: _, ...rest } = shown(defaultType(world));
    return ok({ volume_type: rest });
  },
  'GET /v3/:project/types/:id': ({ world, params }) => {
    const type = world.types.get(params.id ?? '');
    if (!type) throw refuse(404, `Volume type ${params.id} could not be found.`);
    return ok({ volume_type: shown(type) });
  },
  'GET /v3/:project/types/:id/extra_specs': ({ world, params }) =>
    ok({ extra_specs: specs(typeNamed(world, params.id ?? '')) }),
  'GET /v3/:project/qos-specs': () => {
    throw refuse(403, "Policy doesn't allow volume_extension:qos_specs_manage:get_all to be performed.");
  },
  'GET /v3/:project/group_types': () => ok({ group_types: [] }),
});

/** The first zone's fast disks, as Selectel has it: a trap for who forgets to name the type in another zone. */
export function defaultType(world: World): VolumeType {
  const type = world.types.first(({ name }) => name.startsWith('fast.')) ?? world.types.all()[0];
  if (!type) throw refuse(404, 'Default volume type can not be found.');
  return type;
}

export function typeNamed(world: World, name: string): VolumeType {
  const type = world.types.first((one) => one.name === name || one.id === name);
  if (!type) throw refuse(404, `Volume type with name ${name} could not be found.`);
  return type;
}

const specs = ({ zone }: VolumeType) => ({ 'RESKEY:availability_zones': zone });

const access = 'os-volume-type-access:is_public';

const shown = (type: VolumeType): { [name: string]: Json } => ({
  id: type.id,
  name: type.name,
  is_public: true,
  description: null,
  extra_specs: specs(type),
  [access]: true,
});
