import type { FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { VirtualClock } from '../engine/virtual-clock.ts';

/** A reply that is read by now was sent so many looks ago. */
const looks = 20;
const patience = 10_000;

/** Lets time pass until it holds, and only while nothing is on its way between the chat and Slack. */
export async function calm(
  { slack, clock }: { readonly slack: FakeSlack; readonly clock: VirtualClock },
  there: () => boolean,
): Promise<void> {
  const since = performance.now();
  for (let quiet = 0; !there(); ) {
    if (performance.now() - since > patience) throw new Error('it never came to that');
    await clock.settle();
    quiet = slack.busy ? 0 : quiet + 1;
    if (quiet < looks || there()) continue;
    await clock.next();
    quiet = 0;
  }
}
