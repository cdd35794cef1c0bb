import { type Cloud, Failure, type Machine, phrases, type Turn } from '#kit';
import { machinesInTheMaking } from './in-the-making.ts';

const say = phrases({
  en: {
    taken: (name: string, where: string) => `A machine named "${name}" is already in ${where}.`,
    other: 'Give another --name, or leave it out and one is made up.',
  },
  ru: {
    taken: (name, where) => `Машина с именем «${name}» в ${where} уже есть.`,
    other: 'Укажите другое --name или не указывайте вовсе: имя найдётся само.',
  },
  ko: {
    taken: (name, where) => `"${name}"이라는 머신이 ${where}에 이미 있습니다.`,
    other: '다른 --name을 지정하거나, 생략하면 이름이 자동으로 정해집니다.',
  },
});

/** The name said, when no machine has it; else one made of the time, that no machine has. */
export async function machineName(turn: Turn, said: string | undefined, prefix: string): Promise<string> {
  const taken = new Set([
    ...(await machinesOf(turn.cloud, turn.signal)).map((machine) => machine.name),
    ...(await machinesInTheMaking(turn)).map((machine) => machine.name),
  ]);
  if (said === undefined) return freshName(prefix, turn.now, taken);
  if (taken.has(said)) {
    throw new Failure('conflict', (l) => say(l).taken(said, turn.cloud.name), { hint: (l) => say(l).other });
  }
  return said;
}

/** "gpu-vm-20260131-143022", by the clock of the bot's host; numbered when two ask within one second. */
export function freshName(prefix: string, now: number, taken: ReadonlySet<string>): string {
  const date = new Date(now);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  const name = `${prefix}-${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) if (!taken.has(`${name}-${n}`)) return `${name}-${n}`;
}

export async function machinesOf(cloud: Cloud, signal: AbortSignal): Promise<readonly Machine[]> {
  return Array.fromAsync(cloud.list(signal));
}
