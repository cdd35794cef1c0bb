import { z } from 'zod';
import { choiceNames } from '../openstack/config.ts';
import { selectelVariables } from '../selectel/config.ts';

const speed = z
  .string()
  .regex(/^(real|instant|\d+(\.\d+)?)$/)
  .transform((word): 'real' | 'instant' | number => (word === 'real' || word === 'instant' ? word : Number(word)));

const own = {
  HOIST_DATA: z.string().min(1).default('./data'),
  PRACTICE: z
    .stringbool()
    .optional()
    .meta({ description: 'true keeps the practice cloud beside real ones, false leaves it out', examples: ['true'] }),
  PRACTICE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(7576)
    .meta({ description: 'Loopback port of the practice cloud', examples: ['7576'] }),
  PRACTICE_SPEED: speed
    .default('real')
    .meta({ description: 'How fast its machines start: real, instant, or so many times faster', examples: ['real'] }),
};
export const ownNames: readonly string[] = Object.keys(own);

// What is chosen for a real cloud is chosen here too; where it lies and who comes in, the practice cloud says itself.
const { shape } = selectelVariables;
type Choice = Exclude<keyof typeof shape, `OS_${string}` | `SELECTEL_${string}`> | 'OS_AVAILABILITY_ZONE';
// `choiceNames` are keys of the shape they were taken from.
const names = choiceNames as readonly Choice[];

export const practiceConfig = z.object({ ...pick(), ...own });
export type PracticeConfig = z.infer<typeof practiceConfig>;

function pick(): Pick<typeof shape, Choice> {
  // Each name is there, by the list above.
  return Object.fromEntries(names.map((name) => [name, shape[name]])) as unknown as Pick<typeof shape, Choice>;
}
