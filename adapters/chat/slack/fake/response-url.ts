import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { limits } from '../limits/table.ts';
import { argsOf, bodyOf, draft, flag, read } from './args.ts';
import { asBot, change, check, type Draft, post, remove } from './messages.ts';
import type { Fields, World } from './model.ts';
import { Refusal, refuse } from './refusal.ts';
import { ids } from './world.ts';

/** An address to answer one thing a person did: five times within half an hour. */
export function responseUrl(world: World, at: { channel: string; user: string; source?: string }): string {
  const id = world.id('answer-');
  world.responses.set(id, { ...at, until: world.clock.now() + limits.time.responseUrl, left: limits.responseUrlUses });
  return `${world.base}/response/${id}`;
}

export async function serveResponse(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const body = await bodyOf(request);
  try {
    respondTo(world, id, argsOf(body, request.headers['content-type'] ?? '', new URLSearchParams()));
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.writeHead(gone.has(error.word) ? 404 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: error.word, ...error.more }));
  }
}

const gone = new Set(['used_url', 'expired_url']);

const answering = z.object({
  ...draft,
  thread_ts: z.string().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag.default(false),
  delete_original: flag.default(false),
});

function respondTo(world: World, id: string, args: Fields): void {
  const url = world.responses.get(id);
  if (!url) refuse('used_url');
  if (world.clock.now() >= url.until) refuse('expired_url');
  if (url.left <= 0) refuse('used_url');
  const { response_type, replace_original, delete_original, ...said } = read(answering, args);
  if (!delete_original) check(world, said);
  url.left -= 1;
  const source = url.source;
  if (source !== undefined && delete_original) takeAway(world, url.channel, source);
  else if (source !== undefined && replace_original) rewrite(world, url.channel, source, said);
  else place(world, { ...url, kind: response_type }, said);
}

/** Shows what an app answers: to everybody in the channel, or to one person only. */
export function place(
  world: World,
  at: { readonly channel: string; readonly user: string; readonly kind: 'ephemeral' | 'in_channel' },
  said: Draft,
): void {
  const message = asBot(world, said);
  if (at.kind === 'ephemeral') return void world.ephemerals.push({ channel: at.channel, user: at.user, message });
  const channel = world.channels.get(at.channel);
  if (channel) post(world, channel, message);
}

function takeAway(world: World, id: string, ts: string): void {
  const at = world.ephemerals.findIndex(({ message }) => message.ts === ts);
  if (at >= 0) return void world.ephemerals.splice(at, 1);
  const channel = world.channels.get(id);
  if (channel) remove(channel, ts);
}

function rewrite(world: World, id: string, ts: string, said: Draft): void {
  const ephemeral = world.ephemerals.find(({ message }) => message.ts === ts);
  if (ephemeral) {
    ephemeral.message = { ...asBot(world, said), ts };
    return;
  }
  const channel = world.channels.get(id);
  // Unlike chat.update this replaces: what is not given again is gone.
  if (channel) change(world, channel, ts, { text: '', blocks: [], ...said }, ids.botUser);
}
