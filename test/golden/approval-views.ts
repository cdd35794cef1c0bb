import type { Called } from '../../src/view/view.ts';
import type { Fixture } from './views.ts';

export const role = '80351110224678912';

/** A group of a person and of groups in each chat, one whom only the page knows, and a name that is none. */
export const asked: readonly Called[] = [
  {
    name: 'gpu-admins',
    ids: [
      ...['slack:T024BE7LD:U061F7AUR', 'slack:T024BE7LD:S0614TZR7'],
      ...['discord:613425648685547541:100000000000000101', `discord:613425648685547541:${role}`],
    ],
  },
  { name: 'web:local:approver', ids: ['web:local:approver'] },
  { name: '<!channel> @everyone', ids: [] },
];

/** What is said around a card that waits for others. */
export const aboutApprovals: readonly Fixture[] = [
  {
    name: 'own-click',
    view: {
      title: 'You asked for this; someone else (gpu-admins) has to approve.',
      tone: 'bad',
      blocks: [{ kind: 'note', text: 'The rule is "deletes need an admin"; @root can change it.' }],
      buttons: [{ label: 'Ask them again', press: { command: 'approve remind', args: { operation: 'op-9d' } } }],
    },
  },
  {
    name: 'reminder',
    view: {
      title: 'ann asks again: Deleting disk train-data',
      tone: 'waiting',
      to: asked,
      blocks: [
        { kind: 'note', text: '15 min left, until 10:30. The buttons are on the card; to approve in words:' },
        { kind: 'code', code: '/approve yes op-9d' },
      ],
    },
  },
];
