import { z } from 'zod';
import { Failure, type Head, phrases, said, type Turn } from '#kit';

const say = phrases({
  en: {
    busy: (name: string, id: string, by: string) => `${name} is busy with ${id}, started by ${by}.`,
    show: 'Show it',
  },
  ru: {
    busy: (name, id, by) => `${name} занята операцией ${id}, её начал(а) ${by}.`,
    show: 'Показать',
  },
  ko: {
    busy: (name, id, by) => `${name} 머신은 ${by} 님이 시작한 ${id} 작업 중입니다.`,
    show: '작업 보기',
  },
});

// Operations on machines keep the machine's id; the one that makes it knows only the name so far.
const touched = z.object({
  cloud: z.string(),
  machine: z.string().exactOptional(),
  name: z.string().exactOptional(),
});

const wished = z.object({
  cloud: z.string(),
  name: z.string(),
  source: z.object({ from: z.string(), id: z.string() }),
});

/** Refuses while another operation works on the machine. */
export async function refuseBusy(turn: Turn, machine: { readonly id: string; readonly name: string }): Promise<void> {
  const head = (await going(turn)).find((head) => {
    const { data } = touched.safeParse(head.input);
    if (data?.cloud !== turn.cloud.name) return false;
    return data.machine === machine.id || (makes(head) && data.name === machine.name);
  });
  if (!head) return;
  throw new Failure('conflict', (l) => say(l).busy(machine.name, head.id, head.who.name), {
    next: [{ label: said((l) => say(l).show), press: { command: 'op show', args: { operation: head.id } } }],
  });
}

/** Machines that operations are making right now, and the disks they will hold. */
export async function machinesInTheMaking(turn: Turn): Promise<readonly z.infer<typeof wished>[]> {
  return (await going(turn)).filter(makes).flatMap((head) => {
    const { data } = wished.safeParse(head.input);
    return data?.cloud === turn.cloud.name ? [data] : [];
  });
}

const going = (turn: Turn): Promise<readonly Head[]> =>
  turn.operations.list({ states: ['going', 'waiting'], limit: 1000 });

const makes = (head: Head): boolean => head.operation === 'machine.create';
