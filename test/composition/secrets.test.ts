import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { assemble } from '../../src/assemble.ts';
import { readConfig } from '../../src/config.ts';
import { allCommands } from '../../src/discover.ts';
import { openLog } from '../../src/log.ts';
import { fakeChat } from '../engine/fake-chat.ts';
import { startCollector } from '../observe/collector.ts';
import { echoingCloud } from './echoing-cloud.ts';
import { processes } from './processes.ts';

const who = { id: 'web:local:ann', name: 'ann' };
const planted = 'canary-selectel-4f1c';

/** A bot on a cloud that repeats what it is told, with all it can log in a file. */
async function bot() {
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
  });
  const chat = fakeChat();
  const log = await openLog({ level: 'debug', file: join(data, 'hoist.log') });
  const hoist = await assemble(config, { log, commands: await allCommands(), openChats: async () => [chat] });
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
  return {
    cloud,
    password: practice.env.OS_PASSWORD ?? '',
    async say(...lines: readonly string[]) {
      const signal = AbortSignal.timeout(20_000);
      for (const words of lines) {
        const where = { chat: 'web', channel: 'general' };
        const heard = { id: `event ${count++}`, who, where, locale: 'en', body: { words } } as const;
        const answer = await hoist.desk.hear(heard, signal);
        const kept = answer.kind === 'began' ? await hoist.engine.settled(answer.operation, signal) : undefined;
        said.push(answer, kept);
      }
    },
    /** Everything that was said, shown, kept, logged, counted or drawn. */
    async traces() {
      const counted = await (await fetch(`${watched}/metrics`)).text();
      await close();
      const drawn = collector.text();
      return [JSON.stringify(said), JSON.stringify([...chat.messages]), ...filesIn(data), counted, drawn].join('\n');
    },
  };
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(folder, name), 'latin1'));

/** Of each command the line that shows it; answers to questions among them, so that nothing goes on waiting. */
async function everyExample(): Promise<readonly string[]> {
  const { names, load } = await allCommands();
  const examples = await Promise.all(names.map(async (name) => (await load(name)).examples[0] ?? name));
  return examples.filter((line) => !line.startsWith('hoist lang')).flatMap((line) => [line, 'approve no', 'op list']);
}

/** The beginning is enough to know it by, also where it was cut; as it is, and as it looks in a link or a header. */
function forms(secret: string): readonly string[] {
  const beginning = secret.slice(0, 18);
  return [beginning, encodeURIComponent(beginning), Buffer.from(beginning).toString('base64')];
}

it('lets no password and no token out, whatever the cloud repeats of them', async () => {
  const { cloud, password, say, traces } = await bot();
  const looks = ['gpu list', 'gpu flavors', 'disk list', 'disk types', 'image list', 'net info', 'hoist doctor'];

  cloud.refuse(/billing/, 403);
  await say(...(await everyExample()));
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

  expect(cloud.echoes).toBeGreaterThan(50);
  expect(cloud.tokens.size).toBeGreaterThan(0);
  const found = await traces();
  expect(found.includes('•••')).toBe(true);
  expect(found).toContain('hoist_cloud_calls_total{');
  expect(found).toContain('"resourceSpans"');
  const secrets = [password, planted, ...cloud.tokens].flatMap(forms);
  expect(secrets.filter((secret) => found.includes(secret))).toEqual([]);
}, 60_000);

it('prints no secret of clouds.yaml, neither where the cloud refuses it nor where the file is broken', async () => {
  const here = processes();
  const practice = await startPractice({ timings: 'instant' });
  const cloud = await echoingCloud(practice);
  onTestFinished(async () => {
    await here.close();
    await cloud.close();
    await practice.close();
  });
  cloud.refuse(/./, 401);
  const file = join(here.data, 'clouds.yaml');
  const auth = `auth: {auth_url: "${cloud.url}", application_credential_id: a, application_credential_secret: canary-77d2}`;
  const env = { OS_CLOUD: 'mine', OS_CLIENT_CONFIG_FILE: file, HOIST_LOG: 'debug' };

  writeFileSync(file, `clouds:\n  mine:\n    ${auth}\n`);
  const refused = await here.hoist(['gpu', 'list'], env);
  writeFileSync(file, `clouds:\n  mine:\n    ${auth}\n   password: [canary-77d2\n`);
  const broken = await here.hoist(['gpu', 'list'], env);

  expect(cloud.echoes).toBeGreaterThan(0);
  expect([refused.status, broken.status]).toEqual([3, 78]);
  rmSync(file);
  const printed = [refused.out, refused.err, broken.out, broken.err];
  expect([...printed, ...filesIn(here.data)].join('\n')).not.toContain('canary-77d2');
}, 60_000);
