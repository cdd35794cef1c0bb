import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Envelope, FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { calm } from './calm.ts';
import { asks, good, scripted } from './scripted.ts';
import { general } from './stage.ts';

const seed = Number(process.env.HOIST_SEED ?? Date.now() % 1_000_000);
const runs = Number(process.env.HOIST_RUNS ?? 150);

/** One of everything that Slack sends. */
async function oneOfEach(by: 'socket' | 'http') {
  const on = await scripted({ by, slack: { rates: 'off' } });
  const { slack, chat, ann, answers } = on;
  const button = { label: 'Stop', press: { command: 'gpu stop', args: { machine: 'id-1' } } };
  answers(good('Heard', { buttons: [button] }));
  const acts = [await ann.slash('/gpu', 'list'), await ann.mention('gpu list'), await ann.dm('gpu list')];
  await chat.idle();
  acts.push(await ann.press(slack.messages(general)[1]!.ts, 'Stop'), await ann.openHome());
  await chat.idle();
  answers(asks);
  acts.push(await ann.shortcut('gpu start'), await ann.shortcutOn(slack.messages(general)[0]!.ts, 'gpu start'));
  await chat.idle();
  acts.push(await ann.suggest('form', 'Image', 'base-image'));
  answers(good('Heard'));
  acts.push(await ann.submit({ Image: 'base-image' }));
  await chat.idle();
  return { ...on, acts: acts.map(({ envelope }) => envelope) };
}

it.each(['socket', 'http'] as const)(
  'understands each payload over %s with whatever Slack may add to it',
  async (by) => {
    const { slack, chat, acts, heard } = await oneOfEach(by);
    const before = heard.map(({ body }) => body);
    const more = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(more);
      if (typeof value !== 'object' || value === null) return value;
      const inner = Object.entries(value).map(([key, each]) => [key, more(each)]);
      return { ...Object.fromEntries(inner), added_later: { type: 'new', list: [1, null] } };
    };
    const again = (text: string) => text.replaceAll(/"(trigger_id|event_id|action_ts|hash)":"/g, '"$1":"again-');

    for (const act of acts) {
      const payload: Envelope['payload'] = JSON.parse(again(JSON.stringify(more(act.payload))));
      expect(await slack.deliver({ ...act, payload })).toMatchObject({ acked: true });
      await chat.idle();
    }

    expect(heard.slice(before.length).map(({ body }) => body)).toEqual(before);
  },
);

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(null, '', 'x'.repeat(100_000), 'T0OTHER', 'U0NOBODY', 'C0NOWHERE', -1, 1e300, [], {}, true),
  fc.constantFrom('__proto__', 'error', '\u0000', '\ud800', '<!channel>', 'view_submission', 'block_actions'),
);

/** The nth thing in it is another, or is not there at all when there is nothing to put there. */
const change = fc.record({ nth: fc.nat(), value: fc.option(strange, { nil: undefined }) });

// The form that Slack sends over HTTP holds words alone, so there a value of another kind is another word.
it.each(['socket', 'http'] as const)(
  `answers every payload over %s, however strange (HOIST_SEED=${seed})`,
  async (by) => {
    const { slack, chat, clock, acts, ann, heard } = await oneOfEach(by);
    const odd = fc
      .tuple(fc.constantFrom(...acts), fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([act, changes]) => ({ ...act, payload: changes.reduce(changed, act.payload) }));

    await fc.assert(
      fc.asyncProperty(odd, async (envelope) => {
        const { acked, took } = await inTime(slack, envelope);
        await calm({ slack, clock }, () => !chat.busy());

        expect(acked).toBe(true);
        expect(took).toBeLessThan(3_000);
      }),
      { seed, numRuns: runs },
    );
    const before = heard.length;
    const after = await ann.slash('/gpu', 'list');
    await chat.idle();
    expect([after.acked, heard.length]).toEqual([true, before + 1]);
  },
  60_000,
);

/** Real time, as the other side has no other. */
async function inTime(slack: FakeSlack, envelope: Envelope) {
  const since = performance.now();
  const late = Promise.withResolvers<{ acked: boolean }>();
  const timer = setTimeout(() => late.resolve({ acked: false }), 3_000);
  const { acked } = await Promise.race([slack.deliver(envelope), late.promise]);
  clearTimeout(timer);
  return { acked, took: performance.now() - since };
}

function changed(
  payload: Envelope['payload'],
  { nth, value }: { readonly nth: number; readonly value: unknown },
): Envelope['payload'] {
  const places = placesIn(payload);
  const place = places[nth % places.length] ?? [];
  const copy = structuredClone(payload);
  let at: Record<string, unknown> = copy;
  for (const key of place.slice(0, -1)) at = at[key] as Record<string, unknown>; // the place was found there
  const last = place.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((rest) => [key, ...rest])]);
}
