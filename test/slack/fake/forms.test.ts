import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { expect, it } from 'vitest';
import { boltOver, clientOf, slackHere } from './stage.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const modal = (title: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Start'),
  callback_id: 'form',
  blocks: [
    {
      type: 'input',
      block_id: 'image',
      label: plain('Image'),
      element: { type: 'external_select', action_id: 'image', min_query_length: 0 },
    },
    {
      type: 'input',
      block_id: 'hours',
      label: plain('Hours'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'hours', initial_value: '8' },
    },
    {
      type: 'input',
      block_id: 'keep',
      label: plain('Keep'),
      optional: true,
      element: { type: 'checkboxes', action_id: 'keep', options: [{ text: plain('Disk'), value: 'disk' }] },
    },
  ],
  ...more,
});

/** `/gpu` opens the form; images are offered while typing. */
function opensForm(app: App): void {
  app.command('/gpu', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal('A machine') });
  });
  app.options('image', async ({ ack, payload }) => {
    await ack({
      options: ['base-image', 'other'].map((value) => ({ text: plain(`${payload.value} ${value}`), value })),
    });
  });
}

it('opens a form, offers, and brings what was filled in', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  opensForm(app);
  const sent: unknown[] = [];
  app.view('form', async ({ ack, view }) => {
    await ack();
    sent.push(view.state.values);
  });
  const ann = slack.person('U0ANN');
  await ann.slash('/gpu');
  await expect.poll(() => slack.views('U0ANN').length).toBe(1);

  const { options } = await ann.suggest('form', 'Image', 'ba');
  const fields = ann.fields();
  await expect(ann.submit()).rejects.toThrow('Image');
  await ann.submit({ Image: 'base-image', Keep: ['disk'] });

  expect(options).toHaveLength(2);
  expect(fields).toEqual(['Image', 'Hours', 'Keep']);
  expect(sent).toEqual([
    {
      image: {
        image: { type: 'external_select', selected_option: { text: plain('ba base-image'), value: 'base-image' } },
      },
      hours: { hours: { type: 'plain_text_input', value: '8' } },
      keep: { keep: { type: 'checkboxes', selected_options: [{ text: plain('Disk'), value: 'disk' }] } },
    },
  ]);
  expect(slack.views('U0ANN')).toEqual([]);
});

it('keeps the form with what was written when the app finds mistakes or changes it', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  opensForm(app);
  const answers = [
    { response_action: 'errors', errors: { hours: 'too many' } },
    { response_action: 'update', view: modal('Sure?') },
    { response_action: 'push', view: modal('On top') },
    { response_action: 'clear' },
  ] as const;
  let nth = 0;
  app.view('form', async ({ ack }) => ack(answers[nth++]));
  const ann = slack.person('U0ANN');
  await ann.slash('/gpu');
  await expect.poll(() => slack.views('U0ANN').length).toBe(1);
  await ann.suggest('form', 'Image', '');

  const errors = await ann.submit({ Image: 'other', Hours: '900' });
  const afterErrors = slack.views('U0ANN');
  await ann.submit();
  const afterUpdate = slack.views('U0ANN');
  await ann.submit();
  const afterPush = slack.views('U0ANN');
  ann.fill({ Hours: undefined });
  await ann.suggest('form', 'Image', '');
  await ann.submit({ Image: 'other' });

  expect(errors.body).toEqual(answers[0]);
  expect(afterErrors.map(({ state }) => state)).toMatchObject([{ values: { hours: { hours: { value: '900' } } } }]);
  expect(afterUpdate).toMatchObject([
    { title: { text: 'Sure?' }, state: { values: { hours: { hours: { value: '900' } } } } },
  ]);
  expect(afterUpdate[0]?.hash).not.toBe(afterErrors[0]?.hash);
  expect(afterPush.map(({ title }) => title)).toMatchObject([{ text: 'Sure?' }, { text: 'On top' }]);
  expect(afterPush[1]?.previous_view_id).toBe(afterPush[0]?.id);
  expect(slack.views('U0ANN')).toEqual([]);
});

it('lets a trigger open one form, and only for three seconds', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const triggers: string[] = [];
  app.command('/gpu', async ({ ack, body }) => {
    await ack();
    triggers.push(body.trigger_id);
  });
  const client = clientOf(slack);
  const open = (trigger_id = '') => client.views.open({ trigger_id, view: modal('A machine') });
  await slack.person('U0ANN').slash('/gpu');
  await slack.person('U0ANN').slash('/gpu');

  await slack.clock.pass(2_999);
  await open(triggers[0]);
  await slack.clock.pass(1);

  await expect(open(triggers[0])).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
  await expect(open(triggers[1])).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
  await expect(open('1.2.3')).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
});

it('refuses a form beyond the limits and an update of one that has changed or gone', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  opensForm(app);
  const client = clientOf(slack);
  const ann = slack.person('U0ANN');
  await ann.slash('/gpu');
  await expect.poll(() => slack.views('U0ANN').length).toBe(1);
  const [{ id: view_id, hash } = { id: '', hash: '' }] = slack.views('U0ANN');
  const update = (view: ModalView, more: { hash?: string } = {}) => client.views.update({ view_id, view, ...more });

  await expect(update(modal('x'.repeat(25)))).rejects.toMatchObject({ data: { error: 'invalid_arguments' } });
  await update(modal('Second'), { hash });
  await expect(update(modal('Third'), { hash })).rejects.toMatchObject({ data: { error: 'hash_conflict' } });
  await ann.cancel();
  await expect(update(modal('Third'))).rejects.toMatchObject({ data: { error: 'not_found' } });
});

it('tells the app that a form was closed when it asked for that', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const closed: string[] = [];
  app.command('/gpu', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal('A machine', { notify_on_close: true }) });
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, view }) => {
    await ack();
    closed.push(view.id);
  });
  const ann = slack.person('U0ANN');
  await ann.slash('/gpu');
  await expect.poll(() => slack.views('U0ANN').length).toBe(1);
  const [shown] = slack.views('U0ANN');

  const delivered = await ann.cancel();

  expect(delivered).toMatchObject({ acked: true });
  expect(closed).toEqual([shown?.id]);
});

it('shows a home, brings its buttons, and keeps a lost update from winning', async () => {
  const slack = await slackHere();
  const app = await boltOver(slack);
  const client = clientOf(slack);
  const home = (text: string) => ({
    type: 'home' as const,
    blocks: [
      { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `*${text}*` } },
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, text: plain('Refresh'), action_id: 'refresh', value: 'now' }],
      },
    ],
  });
  const pressed: unknown[] = [];
  app.event('app_home_opened', async ({ event, client: own }) => {
    await own.views.publish({ user_id: event.user, view: home('First') });
  });
  app.action('refresh', async ({ ack, body }) => {
    await ack();
    pressed.push('container' in body ? body.container : undefined);
  });
  const ann = slack.person('U0ANN');

  await ann.openHome();
  await expect.poll(() => slack.text(slack.home('U0ANN') ?? {})).toBe('First\n[Refresh]');
  const { hash = '', id = '' } = slack.home('U0ANN') ?? {};
  await client.views.publish({ user_id: 'U0ANN', view: home('Second'), hash });
  await expect(client.views.publish({ user_id: 'U0ANN', view: home('Third'), hash })).rejects.toMatchObject({
    data: { error: 'hash_conflict' },
  });
  await ann.press('home', 'Refresh');

  expect(slack.text(slack.home('U0ANN') ?? {})).toBe('Second\n[Refresh]');
  expect(pressed).toEqual([{ type: 'view', view_id: id }]);
});
