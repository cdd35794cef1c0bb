import { z } from 'zod';
import type { Entry, Kept } from '../../src/kit.ts';
import type { Lives } from './lives.ts';
import type { Town } from './town.ts';

const named = z.object({ id: z.string(), name: z.string() });
const inventory = z.object({
  servers: z.array(named),
  volumes: z.array(named),
  ports: z.array(z.object({ id: z.string(), device: z.string().nullable() })),
  floatingips: z.array(z.object({ port: z.string().nullish() })),
});

/** What stands in the cloud, one line a thing, told by names. */
export async function inventoryOf({ cloud }: Pick<Town, 'cloud'>): Promise<readonly string[]> {
  const all = inventory.parse(await (await fetch(`${cloud.origin}/practice/inventory`)).json());
  const machines = new Map(all.servers.map(({ id, name }) => [id, name]));
  const ports = all.ports.map(({ id, device }) => [id, machines.get(device ?? '')] as const);
  const ofMachines = new Map(ports);
  return [
    ...all.servers.map(({ name }) => `machine ${name}`),
    ...all.volumes.map(({ name }) => `disk ${name}`),
    // The router has ports too, and they belong to nobody's machine.
    ...ports.flatMap(([, machine]) => (machine === undefined ? [] : [`port of ${machine}`])),
    ...all.floatingips.map(({ port }) => `address of ${ofMachines.get(port ?? '') ?? 'nobody'}`),
  ];
}

export interface Ending {
  /** Everything that is not as it should be; empty when all is well. */
  readonly wrong: readonly string[];
  readonly done: number;
  readonly undone: number;
  /** How often a worker took over what another had lost. */
  readonly takeovers: number;
  readonly steps: number;
}

/** Compares what was wanted with what the journals, the cloud and the chat have at the end. */
export async function endingOf(town: Town, { begun, left }: Lives, before: readonly string[]): Promise<Ending> {
  const kept: Kept[] = [];
  const wrong: string[] = [];
  for (const id of begun) {
    const one = await town.store.read(id);
    if (one) kept.push(one);
    else wrong.push(`${id} is lost`);
  }
  const known = await town.store.heads({ limit: begun.length + 100 });
  if (new Set(begun).size !== begun.length) wrong.push('two events began one operation');
  if (known.length !== begun.length) wrong.push(`${known.length} operations for ${begun.length} events`);
  wrong.push(...compared([...before, ...left], await inventoryOf(town)));
  for (const one of kept) wrong.push(...journal(one).map((what) => `${one.head.id}: ${what}`));
  wrong.push(...(await messages(town, kept)));
  const count = (state: string) => kept.filter(({ head }) => head.state === state).length;
  const entries = (kind: Entry['kind']) => kept.flatMap((one) => one.entries).filter((entry) => entry.kind === kind);
  return {
    wrong,
    done: count('done'),
    undone: count('undone'),
    takeovers: entries('resumed').length,
    steps: entries('did').length,
  };
}

function compared(wanted: readonly string[], there: readonly string[]): readonly string[] {
  const missing = [...wanted];
  const extra = there.filter((line) => {
    const at = missing.indexOf(line);
    if (at >= 0) missing.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((line) => `not in the cloud: ${line}`),
    ...extra.map((line) => `too much in the cloud: ${line}`),
  ];
}

/** Each step was done once, what was begun was not begun again, and the end is the last word. */
function journal({ head, entries }: Kept): readonly string[] {
  const wrong: string[] = [];
  const last = entries.at(-1);
  if (last?.kind !== 'ended' || last.outcome !== head.state) wrong.push(`is ${head.state} and says ${last?.kind}`);
  if (head.state === 'stuck') wrong.push('is stuck');
  for (const kind of ['began', 'did', 'undid'] as const) {
    const steps = entries.flatMap((entry) => (entry.kind === kind ? [entry.step] : []));
    if (new Set(steps).size !== steps.length) wrong.push(`${kind} a step twice: ${steps.join(', ')}`);
  }
  if (entries.filter(({ kind }) => kind === 'ended').length > 1) wrong.push('ended twice');
  return wrong;
}

/** One card for each operation that shows its end as its journal tells it, one call for each start, and nothing else. */
async function messages({ chat, engine }: Town, kept: readonly Kept[]): Promise<readonly string[]> {
  const wrong: string[] = [];
  const known = new Set<string>();
  for (const one of kept) {
    const { id, operation, state } = one.head;
    known.add(`${id}.card`);
    const [wanted, card] = [await engine.view(one, 'en'), chat.shown.get(`${id}.card`)];
    if (card?.title !== wanted.title || card.tone !== wanted.tone)
      wrong.push(`${id} is ${state}, its card "${card?.title}"`);
    const pings = [...chat.shown.keys()].filter((key) => key.startsWith(`${id}.ping.`));
    for (const ping of pings) known.add(ping);
    const wants = operation === 'machine.create' && state === 'done' ? 1 : 0;
    if (pings.length > 1 || pings.length < wants) wrong.push(`${id} called ${pings.length} times`);
  }
  for (const key of chat.shown.keys()) if (!known.has(key)) wrong.push(`nobody wanted ${key}`);
  return wrong;
}
