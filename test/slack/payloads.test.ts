import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Envelope } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { asks, good, scripted } from './scripted.ts';
import { general } from './stage.ts';

/** One of each thing that a person can do. */
async function oneOfEach() {
  const on = await scripted({ by: 'http' });
  const { chat, ann, answers } = on;
  const button = { label: 'Stop', press: { command: 'gpu stop', args: { machine: 'id-1' } } };
  const ref = await chat.post(
    { chat: 'slack', channel: general },
    { title: 'A card', tone: 'plain', blocks: [], buttons: [button] },
    'op-1',
  );
  const ts = ref.split('/')[1]!;
  const done = [
    await ann.slash('/gpu', 'list'),
    await ann.mention('gpu list'),
    await ann.dm('gpu list'),
    await ann.press(ts, 'Stop'),
    await ann.openHome(),
  ];
  answers(asks);
  done.push(await ann.shortcutOn(ts, 'gpu start'), await ann.shortcut('gpu start'));
  await chat.idle();
  answers(good('Heard'));
  done.push(await ann.suggest('form', 'Image', 'base-image'), await ann.submit({ Image: 'base-image' }));
  await chat.idle();
  return { ...on, acts: done.map(({ envelope }) => envelope) };
}

it('understands each payload with whatever Slack may add to it', async () => {
  const { slack, chat, acts, heard } = await oneOfEach();
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
});

it('acknowledges every payload, however broken, and stays well', async () => {
  const { slack, chat, acts, ann, heard } = await oneOfEach();
  const broken = fc
    .tuple(
      fc.constantFrom(...acts),
      fc.array(fc.tuple(fc.nat(), fc.option(fc.jsonValue(), { nil: undefined })), { minLength: 1, maxLength: 3 }),
    )
    .map(([act, changes]) => ({ ...act, payload: changes.reduce(changed, act.payload) }));

  await fc.assert(
    fc.asyncProperty(broken, async (envelope) => {
      const delivered = await slack.deliver(envelope);
      await chat.idle();
      expect(delivered).toMatchObject({ acked: true });
    }),
    { numRuns: 150 },
  );
  const count = heard.length;
  await ann.slash('/gpu', 'list');
  await chat.idle();
  expect(heard.length).toBe(count + 1);
}, 30_000);

/** The nth thing in it is another, or is not there. */
function changed(payload: Envelope['payload'], [nth, value]: readonly [number, unknown]): Envelope['payload'] {
  const places = placesIn(payload);
  const place = places[nth % places.length] ?? [];
  const copy = structuredClone(payload);
  let at: Record<string, unknown> = copy;
  for (const key of place.slice(0, -1)) at = at[key] as Record<string, unknown>; // the path was found there
  const last = place.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((rest) => [key, ...rest])]);
}
