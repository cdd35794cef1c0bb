import type { Row, View } from '../../src/view/view.ts';
import { aboutApprovals } from './approval-views.ts';

export interface Fixture {
  /** Names the golden files of every chat. */
  readonly name: string;
  readonly view: View;
}

const start = (args: Readonly<Record<string, string>>) => ({ command: 'gpu start', args });

/** Names that a person or a provider could give, each an attack on some way of drawing. */
export const hostileNames: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '*bold* _it_ ~no~ `code` ```fence```',
  '<!channel> <@U123> @everyone @here <https://example.com|click>',
  '||spoiler|| [link](javascript:alert(1)) # head',
  'left\u202Egnp.exe\u2066right',
  'bell\u0007esc\u001b[31mred\u001b[0m',
  'two\nlines\r\nand\ttab',
  "$(reboot) `id` '; drop table machines; --",
  '../../../etc/passwd',
  '👩‍💻 семь 일곱 ｆｕｌｌ ❄️',
  'x'.repeat(300),
];

const machines: readonly Row[] = Array.from({ length: 60 }, (_, n) => ({
  cells: [`gpu-work-${n + 1}`, n % 3 === 0 ? 'building' : 'on', `10.0.0.${n + 1}`, `${(n + 1) * 7} ₽`],
  ...(n % 2 === 0
    ? {
        buttons: [
          {
            label: 'Stop',
            press: { command: 'gpu stop', args: { machine: `id-${n + 1}` } },
            style: 'danger' as const,
          },
        ],
      }
    : {}),
}));

/** Every block, tone, step state and button style, as the product says them; and what it hopes never to have to say. */
export const fixtures: readonly Fixture[] = [
  { name: 'only-a-title', view: { title: 'Got it', tone: 'plain', blocks: [] } },
  {
    name: 'plan',
    view: {
      title: 'Would start gpu-vm-20261120-101502 · base-image · GL10 A100 · ru-7a',
      tone: 'plain',
      blocks: [
        { kind: 'note', text: '≈ 92 ₽/h spot (on demand 210 ₽/h) · stops in 8 h unless extended' },
        {
          kind: 'steps',
          steps: [
            { name: 'Image found', state: 'todo' },
            { name: 'Disk', state: 'todo', time: 'usually 6 s' },
            { name: 'Machine', state: 'todo', time: 'usually 25–40 s' },
            { name: 'Address', state: 'todo' },
          ],
        },
        { kind: 'text', text: 'If a step fails, everything made before it is taken back.' },
      ],
      buttons: [{ label: 'Start', press: start({ image: 'base-image' }), style: 'primary' }],
    },
  },
  {
    name: 'going',
    view: {
      title: 'Starting gpu-vm-20261120-101502 · base-image · GL10 A100 · ru-7a',
      tone: 'waiting',
      blocks: [
        { kind: 'note', text: '≈ 92 ₽/h spot (on demand 210 ₽/h) · stops in 8 h unless extended' },
        {
          kind: 'steps',
          steps: [
            { name: 'Image found', state: 'done', note: 'base-image, 12 GB' },
            { name: 'Disk', state: 'done', note: '20 GB universal.ru-7a', time: '6 s' },
            {
              name: 'Machine',
              state: 'doing',
              note: 'building',
              time: '14 s, usually 25–40 s',
              since: 1_795_169_702_000,
            },
            { name: 'Address', state: 'todo' },
            { name: 'Answering on SSH', state: 'todo' },
          ],
        },
      ],
      buttons: [
        { label: 'Cancel', press: { command: 'op cancel', args: { operation: 'op-7f3k2' } }, style: 'danger' },
        { label: 'Details', press: { command: 'op show', args: { operation: 'op-7f3k2' } } },
      ],
    },
  },
  {
    name: 'ready',
    view: {
      title: 'gpu-vm-20261120-101502 is ready · 58 s · started by @ann',
      tone: 'good',
      blocks: [
        { kind: 'code', code: '91.123.45.67' },
        { kind: 'code', code: 'ssh root@91.123.45.67' },
        { kind: 'note', text: '≈ 92 ₽/h spot · stops at 18:15 (in 8 h)' },
      ],
      buttons: [
        { label: 'Stop', press: { command: 'gpu stop', args: { machine: 'id-1' } }, style: 'danger' },
        { label: 'Details', press: { command: 'op show', args: { operation: 'op-7f3k2' } } },
      ],
    },
  },
  {
    name: 'ready-ru',
    view: {
      title: 'VM создана: gpu-vm-20260131-143022',
      tone: 'good',
      blocks: [
        { kind: 'text', text: 'IP: 91.123.45.67' },
        { kind: 'code', code: '91.123.45.67' },
        { kind: 'note', text: '≈ 92 ₽/ч · остановится в 18:15 (через 8 ч)' },
      ],
    },
  },
  {
    name: 'bytes',
    view: {
      title: 'Uploading base-image.qcow2',
      tone: 'waiting',
      blocks: [
        {
          kind: 'steps',
          steps: [
            { name: 'Checksum', state: 'done', note: 'sha256 3f9a…', time: '4 s' },
            { name: 'Upload', state: 'doing', note: '5.2 of 12 GB', time: '41 s left', share: 0.43 },
            { name: 'Active', state: 'todo', share: 0 },
          ],
        },
      ],
    },
  },
  {
    name: 'failed',
    view: {
      title: 'gpu-vm-20261120-101502 did not start: no A100 is free in ru-7a',
      tone: 'bad',
      blocks: [
        {
          kind: 'steps',
          steps: [
            { name: 'Disk', state: 'undone' },
            { name: 'Machine', state: 'failed', note: 'No valid host was found' },
            { name: 'Address', state: 'todo' },
          ],
        },
        { kind: 'text', text: 'Nothing is left behind; nothing is charged.' },
      ],
      buttons: [
        { label: 'Try ru-7b', press: start({ image: 'base-image', zone: 'ru-7b' }), style: 'primary' },
        { label: 'RTX 4090 instead · 67 ₽/h', press: start({ image: 'base-image', flavor: 'GL2' }) },
        { label: 'Details', press: { command: 'op show', args: { operation: 'op-7f3k2' } } },
      ],
    },
  },
  {
    name: 'question',
    view: {
      title: 'Delete disk train-data?',
      tone: 'waiting',
      blocks: [
        {
          kind: 'facts',
          facts: [
            ['Goes', 'disk train-data, 500 GB, last attached 3 days ago to gpu-work-1'],
            ['Stays', 'image train-base'],
            ['Saves', '≈ 12.7 ₽/h (9 250 ₽/month)'],
          ],
        },
        { kind: 'steps', steps: [{ name: 'Confirmed', state: 'waiting', note: 'by @ann', time: '30 min left' }] },
      ],
      buttons: [
        { label: 'Delete', press: { command: 'approve yes', args: { operation: 'op-9d' } }, style: 'danger' },
        { label: 'Keep it', press: { command: 'approve no', args: { operation: 'op-9d' } } },
        {
          label: '☐ Make an image first',
          press: { command: 'approve change', args: { operation: 'op-9d', imageFirst: 'true' } },
        },
      ],
    },
  },
  {
    name: 'list',
    view: {
      title: '60 machines',
      tone: 'plain',
      blocks: [
        {
          kind: 'table',
          columns: [{ name: 'Name' }, { name: 'State' }, { name: 'Address' }, { name: 'Cost', align: 'right' }],
          rows: machines,
        },
        { kind: 'note', text: 'In all ≈ 12 810 ₽ so far' },
      ],
    },
  },
  {
    name: 'empty-list',
    view: {
      title: 'No machines yet',
      tone: 'plain',
      blocks: [{ kind: 'table', columns: [{ name: 'Name' }, { name: 'State' }], rows: [] }],
      buttons: [{ label: 'Start one', press: start({}), style: 'primary' }],
    },
  },
  ...aboutApprovals,
  {
    name: 'code-of-many-lines',
    view: {
      title: 'Inventory',
      tone: 'plain',
      blocks: [
        { kind: 'text', text: 'Two paragraphs:\nthe second one.' },
        { kind: 'code', code: 'all:\n  hosts:\n    gpu-work-1:\n      ansible_host: 10.0.0.1\n      note: "``` <b>"' },
      ],
    },
  },
  {
    name: 'hostile-names',
    view: {
      title: `Machines: ${hostileNames[0]}`,
      tone: 'plain',
      blocks: [
        ...hostileNames.map((text) => ({ kind: 'text' as const, text })),
        { kind: 'facts', facts: hostileNames.map((name) => [name.slice(0, 20), name] as const) },
        { kind: 'code', code: hostileNames.join(' ') },
        {
          kind: 'steps',
          steps: hostileNames.map((name) => ({ name, state: 'done' as const, note: name, time: name })),
        },
        {
          kind: 'table',
          columns: [{ name: hostileNames[1] ?? '' }],
          rows: hostileNames.map((name) => ({
            cells: [name],
            buttons: [{ label: name, press: { command: 'gpu stop', args: { machine: name } } }],
          })),
        },
      ],
      buttons: hostileNames.map((name) => ({ label: name, press: { command: 'gpu stop', args: { machine: name } } })),
    },
  },
  {
    name: 'very-long',
    view: {
      title: `A title that never ends ${'and goes on '.repeat(60)}`,
      tone: 'bad',
      blocks: [
        { kind: 'text', text: 'A provider that explains itself at length. '.repeat(200) },
        { kind: 'note', text: 'n'.repeat(4000) },
        {
          kind: 'steps',
          steps: Array.from({ length: 60 }, (_, n) => ({
            name: `Step ${n + 1}`,
            state: n < 30 ? ('done' as const) : ('todo' as const),
          })),
        },
        { kind: 'code', code: 'ssh-rsa '.concat('A'.repeat(5000)) },
      ],
      buttons: Array.from({ length: 30 }, (_, n) => ({
        label: `Choice number ${n + 1}`,
        press: { command: 'op show', args: { operation: `op-${n + 1}` } },
      })),
    },
  },
];
