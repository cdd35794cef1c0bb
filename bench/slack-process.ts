import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFakeSlack } from '../adapters/chat/slack/fake/fake-slack.ts';
import { people } from './slash-commands.ts';

// Slack in a process of its own: its Web API, and beside it the addresses at which commands are answered, which only count.
const slack = await startFakeSlack({ rates: 'off' });
for (const id of people) slack.person(id);

const answers = new Map<string, number>();
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://slack');
  if (pathname === '/counted') {
    const counts = [...answers.values()];
    return response.end(JSON.stringify({ once: counts.length, again: counts.filter((count) => count > 1).length }));
  }
  answers.set(pathname, (answers.get(pathname) ?? 0) + 1);
  request.resume().once('end', () => response.end('ok'));
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
// A TCP server, so its address is never a path.
const { port } = server.address() as AddressInfo;
const { apiUrl, botToken, signingSecret } = slack;
console.log(JSON.stringify({ apiUrl, botToken, signingSecret, answers: `http://127.0.0.1:${port}` }));

// Whoever started it holds the line.
process.stdin.resume().on('close', () => process.exit(0));
