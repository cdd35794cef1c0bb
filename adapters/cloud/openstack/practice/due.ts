/** The next thing that happens by itself, and when. Kept with the row, so a restart goes on from here. */
export interface Due {
  readonly at: number;
  readonly to: Transition;
}
export type Transition =
  | 'volume-ready'
  | 'volume-failed'
  | 'volume-gone'
  | 'volume-extended'
  | 'volume-uploaded'
  | 'volume-detached'
  | 'volume-attached'
  | 'snapshot-ready'
  | 'snapshot-gone'
  | 'server-built'
  | 'server-failed'
  | 'server-gone'
  | 'server-powered'
  | 'server-shelved'
  | 'server-unshelved'
  | 'server-unshelve-failed'
  | 'address-up';
