import type { Access } from '../access/access.ts';
import type { Approval } from '../approval.ts';
import type { Person, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import type { Failure } from '../failure.ts';
import type { Phrase } from '../phrases.ts';
import { type Head, laneOf } from '../store.ts';
import type { Command } from './command.ts';
import type { Asked } from './parse.ts';
import { whichCloud } from './which-cloud.ts';

/** What somebody may reach with the command they say, where they say it. */
export interface Reach {
  readonly clouds: readonly Cloud[];
  /** The cloud that is meant, or the rule that keeps them out of it. */
  cloud(preferred?: string): Cloud;
  /** Why this operation is not for them to act on with it. */
  refusal(head: Pick<Head, 'input'>): Failure | undefined;
  /** Why its question is not theirs to answer. */
  answering(head: Head): Failure | undefined;
  /** Why nothing in its plan is theirs to choose. */
  choosing(head: Head): Failure | undefined;
  /** Who else has to agree before something is done with this input. */
  approval(of: Pick<Head, 'input'>): Approval | undefined;
  may(command: Command): boolean;
  /** Why they may not do it to what is somebody else's in that cloud. */
  others(cloud: Cloud): Phrase | undefined;
  /** Why they may not say it at all. */
  whyNot(command: Command): Phrase | undefined;
}

interface By {
  readonly who: Person;
  readonly where: Place;
}

export function reachOf(
  { access, clouds }: { readonly access: Access; readonly clouds: readonly Cloud[] },
  asked: Asked,
  { who, where }: By,
): Reach {
  const wish = { who, where, command: asked.command };
  const inCloudOf = (head: Pick<Head, 'input'>) => {
    const cloud = clouds.find(({ name }) => name === laneOf(head.input));
    return { ...wish, ...(cloud ? { cloud: called(cloud) } : {}) };
  };
  const open = clouds.filter((cloud) => access.ruling({ ...wish, cloud: called(cloud) }).may);
  return {
    clouds: open,
    cloud(preferred) {
      // Whoever may use one of several need not say which; whoever named another reads why not.
      const cloud = whichCloud(asked, asked.given.cloud === undefined && open.length > 0 ? open : clouds, preferred);
      const refusal = access.refusal({ ...wish, cloud: called(cloud) });
      if (refusal) throw refusal;
      return cloud;
    },
    refusal: (head) => access.refusal(inCloudOf(head)),
    answering: (head) => access.answering(who, head),
    choosing: (head) => access.choosing(who, head),
    approval: (head) => access.approval(inCloudOf(head)),
    others(cloud) {
      const { others: permission } = asked.command;
      if (permission === undefined) return undefined;
      const ruling = access.ruling({ ...wish, command: { permission, danger: 'removes' }, cloud: called(cloud) });
      return ruling.may ? undefined : access.because(ruling);
    },
    may: (command) => access.ruling({ who, where, command }).may,
    whyNot(command) {
      const ruling = access.ruling({ who, where, command });
      return ruling.may ? undefined : access.because(ruling);
    },
  };
}

const called = ({ name, about }: Cloud) => ({ name, ...(about.project ? { project: about.project } : {}) });
