import { afterAll, expect, it } from 'vitest';
import { processes } from '../../composition/processes.ts';
import { lab } from './lab.ts';

const here = lab('process');
const shell = processes();
afterAll(() => shell.close());

it.concurrent('prints the steps and the address, says that nobody answers on SSH yet, and ends with 0', async ({
  expect,
}) => {
  const { prefix, image } = here;
  const name = `${prefix}-whole`;

  const { status, out, err } = await shell.hoist(['gpu', 'start', image, '--name', name], here.env);

  expect({ status, err }).toEqual({ status: 0, err: '' });
  for (const step of ['Disk', 'Machine', 'Address']) expect(out).toContain(step);
  expect(out).toMatch(/^172\.24\.4\.\d+$/m);
  expect(out).toContain('does not answer on SSH yet');
  const [operation] = JSON.parse((await shell.hoist(['op', 'list', '--json'], here.env)).out).filter(
    (each: { title: string }) => each.title.includes(name),
  );
  expect(operation).toMatchObject({ operation: 'machine.create', state: 'done' });
  await shell.hoist(['op', 'undo', operation.id, '--sure'], here.env);
  expect(here.seen('-whole')).toMatchObject({ servers: [], volumes: [] });
});

it.concurrent('is killed in the middle of a start, and the next command sees to it that there is one machine', async ({
  expect,
}) => {
  const { prefix, image } = here;
  const name = `${prefix}-killed`;
  const env = here.env;
  const words = ['gpu', 'start', image, '--name', name, '--no-floating-ip', '--flavor', 'SL1.1-1024'];
  const { child, ended } = shell.begin('cli.ts', words, env);
  child.stdout.on('data', (chunk) => {
    if (String(chunk).includes('● Running')) child.kill('SIGKILL');
  });

  const { status } = await ended;
  const operation = async (): Promise<{ id: string; state: string }> =>
    JSON.parse((await shell.hoist(['op', 'list', '--json'], env)).out).find((each: { title: string }) =>
      each.title.includes(name),
    );

  expect(status).toBeNull();
  await expect.poll(async () => (await operation()).state, { timeout: 120_000, interval: 3_000 }).toBe('done');
  const { id } = await operation();
  const { servers, volumes } = here.seen('-killed');
  expect(servers).toMatchObject([{ name, status: 'ACTIVE' }]);
  expect(volumes).toMatchObject([{ name: `${name}-boot`, status: 'in-use' }]);
  expect((await shell.hoist(['gpu', 'stop', name], env)).status).toBe(0);
  await shell.hoist(['op', 'undo', id, '--sure'], env);
  expect(here.seen('-killed')).toMatchObject({ servers: [], volumes: [] });
});

it.concurrent.each([
  [['gpu', 'start', '--disk', 'x', '--image', 'y'], 2, /^✗ Either --disk or --image, not both/],
  [['gpu', 'start', 'no-such-image'], 1, /^✗ No image "no-such-image"/],
  [['gpu', 'strat', 'x'], 2, /gpu start/],
])('answers %j with status %i', async (words, expected, sentence) => {
  const { status, out, err } = await shell.hoist(words, here.env);

  expect({ status, out }).toEqual({ status: expected, out: '' });
  expect(err).toMatch(sentence);
});
