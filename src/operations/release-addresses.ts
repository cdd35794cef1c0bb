import { type Cloud, Failure, has, type MachineId, need, phrases } from '#kit';

const say = phrases({
  en: { still: (ip: string) => `The cloud still holds address ${ip} for the machine.` },
  ru: { still: (ip) => `Облако всё ещё держит адрес ${ip} за машиной.` },
  ko: { still: (ip) => `클라우드가 아직 ${ip} 주소를 머신에 할당하고 있습니다.` },
});

/** Gives every public address of the machine back; `known` are those it had, which an earlier try may have released. */
export async function releaseAddresses(
  cloud: Cloud,
  machine: MachineId,
  known: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!has(cloud, 'addresses')) return [];
  const addresses = need(cloud, 'addresses');
  const held = await addresses.of(machine, signal);
  for (const { id } of held) await addresses.release(id, signal);
  // "Not found" may also mean "not allowed": what is paid for by the hour is looked at again.
  const [left] = held.length > 0 ? await addresses.of(machine, signal) : [];
  if (left) throw new Failure('unavailable', (l) => say(l).still(left.ip));
  return [...new Set([...known, ...held.map(({ ip }) => ip)])];
}
