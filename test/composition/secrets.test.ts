import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { canaryBot, filesIn, sayEverything } from './canary.ts';
import { echoingCloud } from './echoing-cloud.ts';
import { processes } from './processes.ts';

it('lets no password, no token and nothing from a form out, whatever the cloud repeats of them', async () => {
  const bot = await canaryBot();

  await sayEverything(bot);

  expect(bot.cloud.echoes).toBeGreaterThan(50);
  expect(bot.cloud.tokens.size).toBeGreaterThan(0);
  const found = await bot.traces();
  expect(found.includes('•••')).toBe(true);
  expect(found).toContain('hoist_cloud_calls_total{');
  expect(found).toContain('"resourceSpans"');
  expect(bot.leaked(found)).toEqual([]);
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
