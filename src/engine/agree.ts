import { sha256 } from '../sha256.ts';
import { attempt } from './attempt.ts';
import { calling, type Job, plain, refOf } from './job.ts';
import type { Plan } from './operation.ts';
import { type Arrived, begin, did, failedTry, tryAtMost } from './outcome.ts';
import { answerBy, parked, waitUntil, within } from './waiting.ts';
import type { Call } from './walk.ts';

type Agree = Extract<Call, { readonly kind: 'agree' }>;

/**
 * Asks, and finds the plan anew once everybody has agreed. Looking changes nothing, so it may be done again after a crash;
 * only its outcome is written: that it is the same, or the other plan, which is asked from the beginning. So it is once
 * somebody has chosen otherwise: whoever agreed did not agree to that.
 */
export async function agree(job: Job, { name, plan }: Agree, final: boolean): Promise<Arrived> {
  const passed = job.course.steps.get(name);
  const toggled = passed?.toggled !== undefined;
  const asked = passed ? passed.began.asked : plan.given ? undefined : plan.found;
  if (!passed) await begin(job, name, plan.given ? {} : askedOf(job, plan, plan.found));
  if (asked !== undefined && !passed?.answered && !toggled)
    return waitUntil(job, name, answerBy(job, name, plan.atMost), plan.atMost);

  const next = passed?.tries.at(-1)?.next;
  if (next !== undefined && next > job.clock.now()) return { stop: { kind: 'parked', until: next } };
  const tried = await attempt(
    async (signal) => plan.shape.parse(await calling(job, name, async () => plan.anew(refOf(job, name, signal)))),
    { signal: job.signal, atMost: tryAtMost, clock: job.clock },
  );
  if (tried.kind === 'interrupted') return { stop: { kind: 'interrupted' } };
  if (tried.kind === 'threw') return failedTry(job, name, tried.error, final);
  const before = asked ?? plain(plan.found);
  const same = printOf(plan, tried.value) === (passed?.began.print ?? printOf(plan, plan.found));
  if (same && !toggled) return did(job, name, { made: plain(tried.value) });
  const again = askedOf(job, plan, tried.value);
  await begin(job, name, { ...again, ...(same ? {} : { before }) });
  return parked(job, { since: job.clock.now(), reminded: passed?.reminded ?? [] }, again.until);
}

const askedOf = (job: Job, plan: Plan<unknown>, found: unknown) => ({
  asked: plain(found) ?? {},
  until: job.clock.now() + within(job, plan.atMost),
  print: printOf(plan, found),
});

const printOf = (plan: Plan<unknown>, found: unknown): string => sha256(plain(plan.counts(found)));
