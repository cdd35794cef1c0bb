import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { App, HTTPReceiver } from '@slack/bolt';

// Bolt as its own first page shows it, with a command that is acknowledged and nothing else. With a file given, each command
// is written there before, once and with full durability: the least that a bot has to do that loses and doubles nothing.
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B', botUserId: 'U' }) });
const keep = process.argv[2] === undefined ? undefined : keeper(process.argv[2]);
app.command('/gpu', async ({ ack, body }) => {
  keep?.(body.trigger_id, JSON.stringify(body));
  await ack();
});
const server = await receiver.start(0);
// A TCP server, so its address is never a path.
const { port } = server.address() as AddressInfo;
console.log(`ready: http://127.0.0.1:${port}/slack/events`);

function keeper(file: string): (key: string, value: string) => unknown {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('CREATE TABLE kept(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID');
  const insert = db.prepare('INSERT OR IGNORE INTO kept(key, value) VALUES (?, ?)');
  return (key, value) => insert.run(key, value);
}
