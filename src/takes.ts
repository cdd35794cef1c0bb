import { z } from 'zod';

/**
 * What an operation is going to hold of something that is limited: from when it is begun until it has ended, and for
 * whoever began to count before that end.
 */
export const takeShape = z.object({
  /** What is limited, by a name that is the same for everybody. */
  of: z.string(),
  amount: z.number(),
  /** The thing it is for, where that is there already: whoever has counted the thing does not count this. */
  as: z.string().exactOptional(),
});
export type Take = z.infer<typeof takeShape>;

/** How much there may be of something, and what was found of it outside the store. */
export interface Limit {
  readonly of: string;
  readonly most: number;
  readonly counted: number;
  /** What is in `counted`: the operations that made it, and the things themselves. */
  readonly seen: readonly string[];
  /** `Store.endings` from before it was counted. */
  readonly since: number;
}

/** A limit that would be exceeded. */
export interface Exceeded {
  readonly of: string;
  /** What operations take of it that was not counted outside. */
  readonly taken: number;
  readonly by: readonly string[];
}

/** Beginning it would be more than there may be. */
export class Full extends Error {
  override readonly name = 'Full';
  readonly exceeded: readonly Exceeded[];
  constructor(exceeded: readonly Exceeded[]) {
    super(`no room in ${exceeded.map(({ of }) => of).join(', ')}`);
    this.exceeded = exceeded;
  }
}
