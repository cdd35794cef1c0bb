import { choose, type Machine, said, type Turn, verbatim } from '#kit';
import { refuseBusy } from './busy.ts';
import { machinesOf } from './names.ts';

/** Exactly the machine that was meant, with nothing going on with it. `command` makes a button of each near name. */
export async function chooseMachine(turn: Turn, typed: string, command: string): Promise<Machine> {
  const machine = choose('machine', await machinesOf(turn.cloud, turn.signal), typed, turn.cloud.name, (name) => ({
    label: said(verbatim(name)),
    press: { command, args: { machine: name, cloud: turn.cloud.name } },
  }));
  await refuseBusy(turn, machine);
  return machine;
}
