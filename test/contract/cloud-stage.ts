import {
  type Cloud,
  type Disk,
  type FlavorId,
  type Image,
  type Machine,
  type MachineSpec,
  need,
  type Stamp,
} from '../../src/kit.ts';

/** One cloud to be held against the contract, and what the suite may do to it from outside. */
export interface CloudUnderTest {
  readonly cloud: Cloud;
  /** The same cloud with names for its network under which nothing is set up yet. */
  readonly bare?: Cloud;
  readonly flavor: FlavorId;
  /** Begins every name and key the suite makes up. */
  readonly prefix: string;
  /** Something a new machine can start from; each call gives another one. */
  boot(): Promise<MachineSpec['boot']>;
  /** Machines of that name as the platform itself counts them. */
  count(name: string): Promise<number>;
  /** Between two looks at something that takes time. Practice clouds need none. */
  pause(): Promise<void>;
  /** Where they cannot be caused, the cases that need them are skipped. */
  readonly faults?: Faults;
  close(): Promise<void>;
}

/** Each is in force until `clear`. */
export interface Faults {
  /** Making a machine is refused: the quota is used up. */
  quota(): void;
  /** The cloud has no room for a machine: refused at once, or accepted and failed later. */
  full(): void;
  /** Every credential is refused; answers what must never be read in an error. */
  lockout(): readonly string[];
  /** Every answer takes that long. */
  slow(ms: number): void;
  /** The next machine is made, but the answer is lost. */
  loseReply(): void;
  clear(): void;
}

/** What the cases share: the cloud, names nobody else uses, and waiting. */
export interface Stage {
  readonly lab: CloudUnderTest;
  readonly cloud: Cloud;
  readonly stamp: Omit<Stamp, 'key'>;
  fresh(word: string): string;
  signal(): AbortSignal;
  until<T>(look: () => Promise<T | undefined | false>): Promise<T>;
  specFor(name: string): Promise<MachineSpec>;
  /** A machine that is on. */
  machineOn(name: string, key: string): Promise<Machine>;
  away(machine: Machine): Promise<void>;
  diskThat(id: string, fits: (disk: Disk) => boolean): () => Promise<Disk | undefined | false>;
  imageThat(id: string, fits: (image: Image) => boolean): () => Promise<Image | undefined | false>;
}

/** `lab` is asked for when a case runs, not when the suite is read. */
export function stageOn(lab: () => CloudUnderTest): Stage {
  let count = 0;
  const stage: Stage = {
    get lab() {
      return lab();
    },
    get cloud() {
      return lab().cloud;
    },
    stamp: { owner: 'web:local:ann', operation: 'op-contract', channel: 'general' },
    fresh: (word) => `${lab().prefix}-${word}-${++count}`,
    signal: () => AbortSignal.timeout(120_000),
    async until(look) {
      for (let looks = 0; looks < 400; looks += 1) {
        const found = await look();
        if (found) return found;
        await lab().pause();
      }
      throw new Error('it never came about');
    },
    async specFor(name) {
      const { boot, flavor } = lab();
      return { name, boot: await boot(), flavor, publicKeys: [], spot: false, stamp: stage.stamp };
    },
    async machineOn(name, key) {
      const made = await stage.cloud.create(await stage.specFor(name), key, stage.signal());
      return stage.until(async () => {
        const machine = await stage.cloud.get(made.id, stage.signal());
        return machine?.state === 'on' && machine;
      });
    },
    async away(machine) {
      await stage.cloud.remove(machine.id, stage.signal());
      await stage.until(async () => (await stage.cloud.get(machine.id, stage.signal())) === undefined);
    },
    diskThat: (id, fits) => async () => {
      const disk = await need(stage.cloud, 'disks').get(id, stage.signal());
      return disk && fits(disk) && disk;
    },
    imageThat: (id, fits) => async () => {
      const image = await need(stage.cloud, 'imageStore').get(id, stage.signal());
      return image && fits(image) && image;
    },
  };
  return stage;
}
