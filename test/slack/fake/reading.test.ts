import { expect, it } from 'vitest';
import { slackHere } from './stage.ts';

const mrkdwn = (text: string) => ({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

it.each([
  ['*bold*, _slanted_ and ~gone~', 'bold, slanted and gone'],
  ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
  ['`10.0.0.7`\n```ssh me\nnow```', '10.0.0.7\nssh me\nnow'],
  ['<@U0ANN> <!channel> <https://x.example|here> <https://x.example>', '@ann @channel here https://x.example'],
  ['<!date^1700000000^{time}|at ten>', 'at ten'],
  ['&lt;!channel&gt; &amp;amp;', '<!channel> &amp;'],
  ['*\u2060x\u2060*', 'x'],
])('reads %j', async (written, read) => {
  const slack = await slackHere();
  slack.person('U0ANN', { name: 'ann' });

  expect(slack.text(mrkdwn(written))).toBe(read);
});

it('reads plan, table and fields as they are seen, and the bare text when there are no blocks', async () => {
  const slack = await slackHere();
  const plan = {
    type: 'plan',
    title: 'base-image',
    tasks: [
      { type: 'task_card', task_id: '1', title: 'Disk', status: 'complete', output: rich('10.0.0.7') },
      { type: 'task_card', task_id: '2', title: 'Machine', status: 'in_progress' },
    ],
  };
  const cell = (text: string) => ({ type: 'raw_text', text });
  const table = {
    type: 'data_table',
    caption: 'Machines',
    rows: [
      [cell('name'), cell('state')],
      [cell('web-1'), cell('on')],
    ],
  };
  const section = { type: 'section', fields: [{ type: 'plain_text', text: '*as is*' }] };

  expect(slack.text({ text: 'fallback', blocks: [plan, table, section] })).toBe(
    'base-image\nDisk\n10.0.0.7\nMachine\nMachines\nname | state\nweb-1 | on\n*as is*',
  );
  expect(slack.text({ text: 'only *words*' })).toBe('only words');
});
