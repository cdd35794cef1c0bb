import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who speaks. */
export const people: readonly string[] = Array.from({ length: 50 }, (_, at) => `U0BENCH${at}`);

export interface Target {
  /** Where Slack sends what people do. */
  readonly url: string;
  readonly signingSecret: string;
  /** Below it each command has an address where it is answered. */
  readonly answers: string;
}

export interface Load {
  /** Commands a second, redeliveries among them. */
  readonly rate: number;
  readonly seconds: number;
}

export interface Heard {
  /** Of each request, milliseconds from when it was due to the end of its acknowledgement. */
  readonly took: readonly number[];
  /** Different ones among them. */
  readonly commands: number;
}

let rounds = 0;

/**
 * Signed commands at an even pace that waits for nobody: what comes late counts from when it was due, not from when it
 * could be sent. One in ten is one that was sent before, half of them the very one before, which may not be through yet.
 */
export async function sayEvenly({ url, signingSecret, answers }: Target, { rate, seconds }: Load): Promise<Heard> {
  // In turns, so that no connection rests until the other side closes it.
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  const round = rounds++;
  const all: Promise<number>[] = [];
  const said = new Set<number>();
  await sleep(50);
  const began = performance.now();
  for (let nth = 0; nth < rate * seconds; nth++) {
    const due = began + (nth * 1000) / rate;
    const which = nth % 20 === 9 ? nth - 1 : nth % 20 === 19 && nth > rate ? nth - rate : nth;
    said.add(which);
    const body = commandOf(`${round}.${which}`, people[which % people.length] ?? '', answers);
    await until(due);
    const since = Math.min(due, performance.now());
    const taken = acknowledged(agent, url, signed(body, signingSecret), body).then((at) => at - since);
    // One that fails is heard of below.
    taken.catch(() => undefined);
    all.push(taken);
  }
  const took = await Promise.all(all).finally(() => agent.destroy());
  return { took, commands: said.size };
}

function commandOf(id: string, user: string, answers: string): string {
  return new URLSearchParams({
    token: 'verification-token',
    team_id: 'T0HOISTTEAM',
    team_domain: 'bench',
    channel_id: 'C0GENERAL01',
    channel_name: 'general',
    user_id: user,
    user_name: user.toLowerCase(),
    command: '/gpu',
    text: 'list',
    api_app_id: 'A0HOISTAPP1',
    is_enterprise_install: 'false',
    response_url: `${answers}/${id}`,
    trigger_id: `trigger.${id}`,
  }).toString();
}

function signed(body: string, secret: string): Record<string, string | number> {
  const at = Math.floor(Date.now() / 1000);
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`,
  };
}

/** Resolves with the time at which the whole answer was there. */
function acknowledged(
  agent: Agent,
  url: string,
  headers: Record<string, string | number>,
  body: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const post = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve(performance.now());
        else reject(new Error(`a command was answered with HTTP ${response.statusCode}`));
      });
    });
    post.once('error', reject);
    post.end(body);
  });
}

/** Timers go by whole milliseconds, and so does the pace, which begins with one: waiting awake would take the time of others. */
async function until(due: number): Promise<void> {
  for (let left = due - performance.now(); left > 0.2; left = due - performance.now())
    await sleep(Math.max(1, Math.round(left)));
}
