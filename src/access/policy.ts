import type { Approval } from '../approval.ts';
import type { Person, Place } from '../chat.ts';
import type { Command } from '../command/command.ts';
import { idsOf } from '../people.ts';
import type { Applied, Quota } from './quota.ts';

/** Who may do what. Rules are read from the top, and the first one that fits decides; where none fits, the answer is no. */
export interface Policy {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly Rule[];
  /** Of these too the first that fits decides; where none does, whoever asked answers for themselves. */
  readonly approvals: readonly ApprovalRule[];
  /** How much of the machines people may have; all that fit hold. */
  readonly quotas: readonly Quota[];
  /** Who can change it, in words for whoever was refused. */
  readonly changedBy?: string;
  /** The file it stands in; the one that is built in has none. */
  readonly file?: string;
}

/** Who and where; each of them anything where it is not said. */
export interface Scope {
  readonly rule: string;
  /** Groups and single people; everybody without it. */
  readonly who?: readonly string[];
  /** Only there; anywhere without it. */
  readonly clouds?: readonly string[];
  readonly projects?: readonly string[];
  readonly channels?: readonly string[];
}

/** And what. */
interface OfCommands extends Scope {
  /** Permissions as `gpu:start`, `gpu:*`, `*:list`, or all that `reads`, `changes` or `removes`. */
  readonly what: readonly string[];
}

export interface Rule extends OfCommands {
  readonly may: boolean;
}

/** What needs the yes of others, and whose. */
export interface ApprovalRule extends OfCommands {
  readonly approval: Approval;
}

/** Whom a rule may name: a person by each of their ids, and what their chat says they belong to; never by a name. */
export type Member = Pick<Person, 'id' | 'account' | 'belongs'>;

export interface Wish {
  readonly who: Member;
  readonly command: Pick<Command, 'permission' | 'danger'>;
  readonly where: Pick<Place, 'chat' | 'channel'>;
  /** Not known yet, or of no concern to the command: then rules for single clouds may still allow it. */
  readonly cloud?: { readonly name: string; readonly project?: string };
}

export interface Ruling {
  readonly may: boolean;
  /** The rule that decided; none fitted without it. */
  readonly rule?: string;
}

export const everybody = 'everybody';

/** Who somebody is and how to get help: nobody is kept from that. */
const open: ReadonlySet<string> = new Set(['hoist:help', 'hoist:whoami', 'hoist:lang', 'hoist:version']);

export function rulingOn(policy: Policy, wish: Wish): Ruling {
  if (open.has(wish.command.permission)) return { may: true };
  for (const rule of policy.rules) {
    const fit = fits(policy, rule, wish);
    // A cloud that is not chosen yet is no reason to refuse; once it is, this is asked again.
    if (fit === 'yes' || (fit === 'perhaps' && rule.may)) return { may: rule.may, rule: rule.rule };
  }
  return { may: false };
}

/** Who else has to agree to it, if anybody has to. */
export const approvalFor = (policy: Policy, wish: Wish): Approval | undefined =>
  policy.approvals.find((rule) => fits(policy, rule, wish) === 'yes')?.approval;

/** How much of the machines of that cloud they may have. */
export const quotasFor = (policy: Policy, { who, where, cloud }: Omit<Wish, 'command'>): readonly Applied[] =>
  policy.quotas.flatMap((quota): readonly Applied[] => {
    if (!isIn(quota.channels, placesOf(where)) || fitsCloud(quota, cloud) !== 'yes') return [];
    if (!quota.who || isOneOf(policy, quota.who, who)) return [{ quota, counts: 'and limits' }];
    return quota.of === 'all' ? [{ quota, counts: 'only' }] : [];
  });

/** Does what they have count for it? Of whom only the id is known, only what the policy says by id. */
export const countsFor = (policy: Policy, { of, who }: Quota, member: Member): boolean =>
  of === 'all' || !who || isOneOf(policy, who, member);

/** Is it one of these, by an id or by a group? */
export const isOneOf = (policy: Policy, names: readonly string[], who: Member): boolean =>
  names.some((name) => isMeant(policy, name, who));

function fits(policy: Policy, rule: OfCommands, { who, command, where, cloud }: Wish): 'yes' | 'no' | 'perhaps' {
  if (rule.who && !isOneOf(policy, rule.who, who)) return 'no';
  if (!rule.what.some((pattern) => covers(pattern, command))) return 'no';
  return isIn(rule.channels, placesOf(where)) ? fitsCloud(rule, cloud) : 'no';
}

/** What a rule may call a place. */
export const placesOf = ({ chat, channel }: Wish['where']): readonly string[] => [`${chat}:${channel}`, `${chat}:*`];

function fitsCloud(rule: Scope, cloud: Wish['cloud']): 'yes' | 'no' | 'perhaps' {
  if (!rule.clouds && !rule.projects) return 'yes';
  if (!cloud) return 'perhaps';
  if (rule.clouds && !rule.clouds.includes(cloud.name)) return 'no';
  return !rule.projects || (cloud.project !== undefined && rule.projects.includes(cloud.project)) ? 'yes' : 'no';
}

function isMeant({ groups }: Policy, name: string, who: Member): boolean {
  const ids = idsOf(who);
  return name === everybody || ids.includes(name) || (Object.hasOwn(groups, name) && isIn(groups[name] ?? [], ids));
}

/** Where nothing is named, everything is meant. */
export const isIn = (named: readonly string[] | undefined, ids: readonly string[]): boolean =>
  named?.some((id) => ids.includes(id)) ?? true;

function covers(pattern: string, { permission, danger }: Wish['command']): boolean {
  if (pattern === '*' || pattern === danger || pattern === permission) return true;
  const [noun, verb] = pattern.split(':');
  const [itsNoun, itsVerb] = permission.split(':');
  return (noun === '*' || noun === itsNoun) && (verb === '*' || verb === itsVerb);
}
