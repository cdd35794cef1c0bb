import type { Person } from '../chat.ts';
import { has, need } from '../cloud.ts';
import type { Lock, Machine } from '../cloud-things.ts';
import { quote } from '../command/tokens.ts';
import { Failure } from '../failure.ts';
import { type Locale, phrases, said } from '../phrases.ts';
import type { Head } from '../store.ts';
import { moment } from '../view/quantities.ts';
import type { Course } from './course.ts';
import type { AnyOperation, Disturbed, World } from './operation.ts';

const say = phrases({
  en: {
    locked: (name: string, words: string, line: string) => `${name} is locked ${words}; "${line}" takes the lock off.`,
    who: (who: string) => `by ${who}`,
    since: (time: string) => `since ${time}`,
    until: (time: string) => `until ${time}`,
    why: (reason: string) => `"${reason}"`,
    may: 'Whoever locked it may, whose machine it is, and whom the policy lets unlock for others (vm:unlock-others).',
    unlock: 'Unlock',
    someone: 'somebody in the cloud itself',
  },
  ru: {
    locked: (name, words, line) => `${name} под замком ${words}; снять его: «${line}».`,
    who: (who) => `(${who})`,
    since: (time) => `с ${time}`,
    until: (time) => `до ${time}`,
    why: (reason) => `«${reason}»`,
    may: 'Снять может тот, кто его поставил, владелец машины и те, кому правила разрешают vm:unlock-others.',
    unlock: 'Снять замок',
    someone: 'кто-то в самом облаке',
  },
  ko: {
    locked: (name, words, line) => `${name} 머신은 잠겨 있습니다. ${words} 해제: "${line}".`,
    who: (who) => `잠근 사람: ${who}.`,
    since: (time) => `시작: ${time}.`,
    until: (time) => `기한: ${time}.`,
    why: (reason) => `이유: "${reason}".`,
    may: '잠근 사람, 머신 소유자, 정책에서 vm:unlock-others 권한을 받은 사람이 해제할 수 있습니다.',
    unlock: '잠금 해제',
    someone: '클라우드에서 직접 잠근 사람',
  },
});

/** The lock that holds now, if one does. */
export function lockOn({ lock }: Pick<Machine, 'lock'>, now: number): Lock | undefined {
  const until = Date.parse(lock?.until ?? '');
  return until <= now ? undefined : lock;
}

/** Who, since when, until when, and why: within a sentence. */
export function lockWords({ by, name, reason, at, until }: Lock, locale: Locale): string {
  const words = say(locale);
  return [
    words.who(name || by || words.someone),
    ...(at === undefined ? [] : [words.since(moment(Date.parse(at)))]),
    ...(until === undefined ? [] : [words.until(moment(Date.parse(until)))]),
    ...(reason === '' ? [] : [words.why(reason)]),
  ].join(' ');
}

export const lockedFailure = ({ id, name }: Pick<Machine, 'id' | 'name'>, lock: Lock, cloud: string): Failure =>
  new Failure('denied', (l) => say(l).locked(name, lockWords(lock, l), `vm unlock ${quote(name)}`), {
    hint: (l) => say(l).may,
    next: [{ label: said((l) => say(l).unlock), press: { command: 'vm unlock', args: { machine: id, cloud } } }],
  });

export interface LockAsking {
  /** Who wants it done. */
  readonly who: Pick<Person, 'id'>;
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Fails where one of these is locked. The one place that looks: before something is planned or begun, when somebody agrees
 * to it, and again right before each step of it that changes anything.
 */
export async function refuseLocked(...of: Parameters<typeof lockAmong>): Promise<void> {
  const locked = await lockAmong(...of);
  if (locked) throw locked;
}

/** What would be said of the first of these that is locked. */
export async function lockAmong(
  world: Pick<World, 'cloud'>,
  disturbed: readonly Disturbed[],
  { who, now, signal }: LockAsking,
): Promise<Failure | undefined> {
  for (const one of disturbed) {
    const cloud = world.cloud(one.cloud);
    for (const id of 'machine' in one ? [one.machine] : await holdersOf(cloud, one.disk, signal)) {
      const machine = await cloud.get(id, signal);
      const lock = machine && lockOn(machine, now);
      if (lock && !theirRest(machine, lock, who)) return lockedFailure(machine, lock, cloud.name);
    }
  }
  return undefined;
}

/**
 * Nobody works on a machine that rests, and there are clouds that let nobody unlock it then: one that was taken away
 * could never go again. So those whom its lock obeys need not take it off.
 */
const theirRest = ({ state, stamp }: Machine, { by }: Lock, { id }: LockAsking['who']): boolean =>
  (state === 'parked' || state === 'interrupted') && (by === id || stamp?.owner === id);

/** What is disturbed when something that was done is taken back; what never was done is in nobody's hands yet. */
export function disturbedBack(
  operation: AnyOperation | undefined,
  { input }: Pick<Head, 'input'>,
  { done }: Pick<Course, 'done'>,
): readonly Disturbed[] {
  if (!operation?.disturbs || !done) return [];
  const parsed = operation.input.safeParse(input);
  return parsed.success ? operation.disturbs(parsed.data, done.value) : [];
}

async function holdersOf(cloud: ReturnType<World['cloud']>, disk: string, signal: AbortSignal) {
  if (!has(cloud, 'disks')) return [];
  return (await need(cloud, 'disks').get(disk, signal))?.usedBy ?? [];
}
