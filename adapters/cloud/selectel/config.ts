import { z } from 'zod';
import { hidden } from '#kit';
import { complete, openstackVariables } from '../openstack/config.ts';

const own = {
  SELECTEL_TOKEN: hidden().optional().meta({ description: 'Static key of a panel user, for the price list of today' }),
  SELECTEL_API_URL: z
    .url()
    .default('https://api.selectel.ru')
    .meta({ description: 'Where the price list is', examples: ['https://api.selectel.ru'] }),
};

export const selectelNames: readonly string[] = Object.keys(own);

// The names of disk types carry their zone here, and the default of the cloud is wrong in every zone but the first.
export const selectelVariables = openstackVariables.extend({
  ...own,
  DISK_TYPE: openstackVariables.shape.DISK_TYPE.unwrap()
    .default('universal')
    .meta({
      description: 'Type of a new disk: universal, fast or basic, with or without its zone',
      examples: ['universal'],
    }),
});
export const selectelConfig = selectelVariables.superRefine(complete);
export type SelectelConfig = z.infer<typeof selectelConfig>;
