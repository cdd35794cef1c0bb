import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { assemble } from '../../src/assemble.ts';
import type { Catalogue } from '../../src/command/command.ts';
import { readConfig } from '../../src/config.ts';
import { allCommands } from '../../src/discover.ts';
import { defineCommand, type Env, type Heard, type Kept, maybe, secret, text, verbatim } from '../../src/kit.ts';
import { openLog } from '../../src/log.ts';
import { fakeChat } from '../engine/fake-chat.ts';
import { startCollector } from '../observe/collector.ts';
import { echoingCloud } from './echoing-cloud.ts';

const ann = { id: 'web:local:ann', name: 'ann' };
/** Agrees to what she asks for, or does not. */
const bob = { id: 'web:local:bob', name: 'bob' };
const planted = 'canary-selectel-4f1c';
const written = 'canary-form-8d20-7e11';

/** No command of ours asks for a secret yet; this one does, and breaks with it in its hands. */
const sealBox = defineCommand({
  name: 'box seal',
  about: verbatim('Seal a box'),
  permission: 'box:seal',
  danger: 'changes',
  examples: ['box seal work'],
  args: { box: text(verbatim('Box'), { bare: true }), key: secret(verbatim('Key')), color: maybe(verbatim('Color')) },
  async run({ box, key, color }, turn) {
    if (color !== undefined) return turn.askFor(['color'], { note: box });
    if (box === 'broken') throw new Error(`no lock takes ${key}`);
    return turn.say({ title: box, tone: 'good', blocks: [] }, { length: key.length });
  },
});

/** A bot on a cloud that repeats what it is told, with all it can log in a file. */
export async function canaryBot(env: Env = {}) {
  const data = mkdtempSync(join(tmpdir(), 'hoist-secrets-'));
  const practice = await startPractice({ timings: 'instant' });
  const cloud = await echoingCloud(practice);
  const collector = await startCollector();
  const config = readConfig(data, {
    ...practice.env,
    OS_AUTH_URL: cloud.url,
    HOIST_CLOUD_PROFILE: 'selectel',
    SELECTEL_TOKEN: planted,
    SELECTEL_API_URL: new URL(cloud.url).origin,
    HOIST_DATA: data,
    ALLOCATE_FLOATING_IP: 'false',
    GPU_FLAVOR_ID: '3073',
    SETUP_FLAVOR_ID: '1011',
    HOIST_HTTP: '127.0.0.1:0',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${planted}`,
    ...env,
  });
  const chat = fakeChat();
  const log = await openLog({ level: 'debug', file: join(data, 'hoist.log') });
  const hoist = await assemble(config, { log, commands: await withSeal(), openChats: async () => [chat] });
  const watched = await hoist.observing.serve({ store: hoist.store, chats: [chat] });
  hoist.engine.start();
  let open = true;
  const close = async () => {
    if (open) await hoist.close();
    open = false;
  };
  onTestFinished(async () => {
    await close();
    await cloud.close();
    await practice.close();
    rmSync(data, { recursive: true, force: true });
  });
  const said: unknown[] = [];
  let count = 0;
  let latest = '';

  /** Until it has ended or asks somebody. */
  async function rest(id: string) {
    const there = Promise.withResolvers<Kept>();
    const look = async () => {
      const kept = await hoist.engine.read(id);
      if (kept.head.state !== 'going') there.resolve(kept);
    };
    const stop = hoist.engine.watch(id, look);
    await look();
    return there.promise.finally(stop);
  }

  async function hear(body: Heard['body'], who = ann) {
    const signal = AbortSignal.timeout(20_000);
    const where = { chat: 'web', channel: 'general' };
    const answer = await hoist.desk.hear({ id: `event ${count++}`, who, where, locale: 'en', body }, signal);
    said.push(answer);
    if (answer.kind !== 'began') return;
    latest = answer.operation;
    said.push(await rest(latest));
  }
  return {
    cloud,
    hear,
    /** Lines of ann, and answers of bob; the operation that examples name is the latest one. */
    async say(...lines: readonly string[]) {
      for (const line of lines)
        await hear({ words: line.replace('op-k3v9', latest) }, line.startsWith('approve') ? bob : ann);
    },
    /** Everything that was said, shown, kept, logged, counted or drawn. */
    async traces() {
      const counted = await (await fetch(`${watched}/metrics`)).text();
      await close();
      const drawn = collector.text();
      return [JSON.stringify(said), JSON.stringify([...chat.messages]), ...filesIn(data), counted, drawn].join('\n');
    },
    /** Which of what nobody may read stands there; what the test has planted itself among it. */
    leaked(traces: string, ...own: readonly string[]): readonly string[] {
      const secrets = [practice.env.OS_PASSWORD ?? '', planted, written, ...cloud.tokens, ...own];
      return secrets.flatMap(forms).filter((secret) => traces.includes(secret));
    },
  };
}

export type CanaryBot = Awaited<ReturnType<typeof canaryBot>>;

/** Every command, and then the cloud at its worst: it refuses all there is, and repeats what it was told. */
export async function sayEverything({ cloud, hear, say }: CanaryBot): Promise<void> {
  const looks = ['gpu list', 'gpu flavors', 'disk list', 'disk types', 'image list', 'net info', 'hoist doctor'];
  cloud.refuse(/billing/, 403);
  await say(...things, ...(await everyExample()));
  for (const box of ['work', 'broken']) await hear({ filled: { command: 'box seal', args: { box, key: written } } });
  await hear({ filled: { command: 'box seal', args: { box: 'work', key: written, color: 'red' } } });
  await hear({ press: { command: 'box seal', args: { box: 'work', key: written, more: 'x' } } });
  await say(`box seal work --key ${written}`, `box seal work --kye ${written}`);
  await say(...looks, 'hoist whoami', 'inventory export', 'gpu start base-image --name one', 'gpu stop one');
  cloud.refuse(/^POST .*\/servers$/, 400);
  await say('gpu start base-image --name two');
  cloud.refuse(/^POST .*\/volumes$/, 403);
  await say('gpu start base-image --name three', 'disk create --name four --size 10');
  for (const status of [400, 401, 403, 404, 409, 413, 500]) {
    cloud.refuse(/^GET (?!.*auth)/, status);
    await say(...looks, 'gpu start base-image');
  }
  cloud.refuse(/./, 401);
  await say(...looks, 'gpu start base-image', 'op list');
}

export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'latin1'));

async function withSeal(): Promise<Catalogue> {
  const { names, load } = await allCommands();
  return { names: [...names, sealBox.name], load: async (name) => (name === sealBox.name ? sealBox : load(name)) };
}

/** What examples speak of. */
const things = [
  ...['disk create my-disk --size 20', 'disk create setup-disk --size 20', 'image from-disk my-disk --name old-image'],
  'gpu start base-image --name gpu-work-1',
];

/** Of each command the line that shows it, and of one that asks first both answers: nothing goes on waiting. */
async function everyExample(): Promise<readonly string[]> {
  const { names, load } = await allCommands();
  const commands = await Promise.all(names.map(load));
  return commands
    .filter(({ name }) => name !== 'hoist lang')
    .flatMap(({ name, danger, examples: [line = name] }) => {
      const no = [line, 'approve no op-k3v9 --reason "not now"', 'op log op-k3v9'];
      return danger === 'removes' ? [...no, line, 'approve yes op-k3v9', 'op show op-k3v9'] : no;
    });
}

/** The beginning is enough to know it by, also where it was cut; as it is, and as it looks in a link or a header. */
function forms(secret: string): readonly string[] {
  const beginning = secret.slice(0, 18);
  return [beginning, encodeURIComponent(beginning), Buffer.from(beginning).toString('base64')];
}
