import { expect, it } from 'vitest';
import { Failure, locales } from '../../src/kit.ts';
import type { Stage } from './cloud-stage.ts';

/** Cases of the cloud contract: what it says and leaves when things go wrong. */
export function faultCases(stage: Stage): void {
  const { fresh, signal, until, specFor, away } = stage;

  it('says "quota" when the quota is used up, and leaves no machine', async ({ skip }) => {
    if (!stage.lab.faults) return skip('faults cannot be caused here');
    const name = fresh('quota');
    const spec = await specFor(name);
    stage.lab.faults.quota();

    const made = stage.cloud.create(spec, `${name}.machine`, signal());

    await expect(made).rejects.toMatchObject({ code: 'quota', again: false });
    stage.lab.faults.clear();
    expect(await stage.lab.count(name)).toBe(0);
  });

  it('says that there is no room, at once or as the fault of the machine', async ({ skip }) => {
    if (!stage.lab.faults) return skip('faults cannot be caused here');
    const name = fresh('full');
    const spec = await specFor(name);
    stage.lab.faults.full();

    const outcome = await stage.cloud.create(spec, `${name}.machine`, signal()).catch((error: unknown) => error);

    if (outcome instanceof Failure) expect(outcome.code).toBe('no-capacity');
    else {
      const failed = await until(async () => {
        const machine = await stage.cloud.find(`${name}.machine`, signal());
        return machine?.state === 'failed' && machine;
      });
      expect(failed.fault).toMatch(/no valid host|capacity/i);
      stage.lab.faults.clear();
      await away(failed);
    }
    stage.lab.faults.clear();
  });

  it('says "denied" without the credential when it is refused, and works again afterwards', async ({ skip }) => {
    if (!stage.lab.faults) return skip('faults cannot be caused here');
    const secrets = stage.lab.faults.lockout();

    const error: unknown = await stage.cloud.images(signal()).catch((each: unknown) => each);

    stage.lab.faults.clear();
    expect(error).toMatchObject({ code: 'denied', again: false });
    for (const secret of secrets) for (const text of textsOf(error)) expect(text).not.toContain(secret);
    expect(await stage.cloud.images(signal())).toEqual(expect.any(Array));
  });

  it('finds the machine whose answer was lost, and makes no second one', async ({ skip }) => {
    if (!stage.lab.faults) return skip('faults cannot be caused here');
    const name = fresh('lost');
    const spec = await specFor(name);
    stage.lab.faults.loseReply();

    await expect(stage.cloud.create(spec, `${name}.machine`, signal())).rejects.toMatchObject({
      code: 'unavailable',
      again: true,
    });
    stage.lab.faults.clear();
    const found = await stage.cloud.create(spec, `${name}.machine`, signal());

    expect(await stage.lab.count(name)).toBe(1);
    expect((await stage.cloud.find(`${name}.machine`, signal()))?.id).toBe(found.id);
    await away(found);
  });

  it('stops within a second when it is told to', async ({ skip }) => {
    if (!stage.lab.faults) return skip('faults cannot be caused here');
    const reason = new Error('cancelled by ann');
    const calls: readonly ((signal: AbortSignal) => Promise<unknown>)[] = [
      (each) => stage.cloud.images(each),
      (each) => stage.cloud.get('00000000-0000-4000-8000-000000000000', each),
      (each) => stage.cloud.find('nothing', each),
      (each) => stage.cloud.remove('00000000-0000-4000-8000-000000000000', each),
      async (each) => {
        for await (const machine of stage.cloud.list(each)) expect(machine).toBeDefined();
      },
    ];
    stage.lab.faults.slow(20_000);
    for (const call of calls) {
      const controller = new AbortController();
      const going = call(controller.signal);
      const began = performance.now();
      setImmediate(() => controller.abort(reason));
      await expect(going).rejects.toBe(reason);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
    stage.lab.faults.clear();
  });
}

/** Everything a log or a chat could print of an error. */
function textsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const phrases = error instanceof Failure ? locales.flatMap((l) => [error.phrase(l), error.hint?.(l) ?? '']) : [];
  return [error.message, error.stack ?? '', ...phrases, ...(error.cause ? textsOf(error.cause) : [])];
}
