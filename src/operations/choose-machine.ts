import { choose, type Machine, said, type Turn, verbatim } from '#kit';
import { machinesOf } from './names.ts';
import { there } from './things.ts';

/**
 * Exactly the machine that was meant, with nothing going on with it, unless that is in the state `but`. `command` makes a
 * button of each near name.
 */
export async function chooseMachine(turn: Turn, typed: string, command: string, but?: 'waiting'): Promise<Machine> {
  const machine = choose('machine', await machinesOf(turn.cloud, turn.signal), typed, turn.cloud.name, (name) => ({
    label: said(verbatim(name)),
    press: { command, args: { machine: name, cloud: turn.cloud.name } },
  }));
  await turn.operations.refuseBusy(there(turn.cloud.name, 'machine', machine), but);
  return machine;
}
