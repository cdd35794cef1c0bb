import { openWeb } from '../../adapters/chat/web/chat.ts';
import { personOf } from '../../adapters/chat/web/people.ts';
import { silent } from '../../src/log.ts';
import { chatContract } from '../contract/chat.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { drawn } from './drawn.ts';
import { visitor } from './visitor.ts';

chatContract('web', async (desk) => {
  const chat = await openWeb({ WEB_HOST: '127.0.0.1', WEB_PORT: 0, WEB_REAL_CLOUDS: [] }, mapMemory(), silent);
  await chat.listen(desk);
  const page = visitor(chat.address?.() ?? '');
  const refused: string[] = [];
  const send = async (body: unknown, more: object) => {
    const response = await page.hear(body, more);
    if (!response.ok) refused.push(`${response.status} ${await response.text()}`);
  };
  const forms = async () => (await page.messages()).filter(({ body }) => 'form' in body);

  return {
    chat,
    place: { chat: 'web', channel: 'general' },
    person: personOf('requester'),
    refused: () => refused,
    async shown() {
      const messages = await page.messages();
      return Promise.all(
        messages.map(async ({ body }) => {
          if ('words' in body) return body.words;
          return 'view' in body ? (await drawn(body.view)).text() : body.form.title;
        }),
      );
    },
    say: (words, id) => send({ words }, { id }),
    async press(label, id) {
      const message = (await page.messages()).at(-1);
      const view = message && 'view' in message.body ? message.body.view : undefined;
      const button = view?.buttons?.find((one) => one.label === label);
      await send({ press: button?.press }, { id, under: message?.id });
    },
    async form() {
      const [message] = await forms();
      return message && 'form' in message.body ? message.body.form.fields.map(({ label }) => label) : [];
    },
    async fill(values, id) {
      const [message] = await forms();
      if (!message || !('form' in message.body)) throw new Error('no form is open');
      const { command, fields } = message.body.form;
      const args = fields.flatMap(({ name, label }) => (values[label] === undefined ? [] : [[name, values[label]]]));
      await send({ filled: { command, args: Object.fromEntries(args) } }, { id, under: message.id });
    },
    close: () => chat.close(),
  };
});
