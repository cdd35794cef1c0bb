import { z } from 'zod';

/** Who has to agree before an operation goes on, as the policy wanted it when the operation was begun. */
export const approvalShape = z.object({
  /** The rule that asks for it, for whoever reads why. */
  rule: z.string(),
  /** Groups and single people; everybody who may answer at all without it. */
  by: z.array(z.string()).exactOptional(),
  /** How many different people. */
  count: z.number(),
  /** May the one who asked be one of them? */
  self: z.boolean(),
  /** Milliseconds after which nobody has agreed. */
  within: z.number(),
  /** Milliseconds after which those who are asked are called once more; nobody is without it. */
  remind: z.number().exactOptional(),
});
export type Approval = z.infer<typeof approvalShape>;
