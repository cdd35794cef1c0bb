import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isGone, processName } from '../../src/process-name.ts';

const file = new URL('../../src/process-name.ts', import.meta.url).href;

/** Another process on this host, which says its name and waits. */
async function another() {
  const program = `console.log((await import('${file}')).processName()); setInterval(() => {}, 1_000)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const [said] = await once(child.stdout, 'data');
  return {
    name: String(said).trim(),
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const seen = processName().split('.').at(-2) !== 'none';
if (!seen) console.warn('skipped: nobody says here which processes can be seen (/proc)');

it.skipIf(!seen)('sees beside itself who lives and who does not', async () => {
  const other = await another();

  expect(isGone(other.name)).toBe(false);
  await other.kill();
  expect(isGone(other.name)).toBe(true);
});

it('is itself, and not who had its number before', () => {
  const own = processName();
  const [home = '', rest = ''] = own.split('.').slice(-2);

  expect(own).toContain(`.${process.pid}.`);
  expect(isGone(own)).toBe(false);
  expect(isGone(own.replace(rest, 'ffffffff'))).toBe(home !== 'none');
});

it.each(['', 'somebody', 'host.1.01234567.89abcdef', 'host.999999.none.89abcdef'])(
  'knows nothing of %j, who is somewhere else',
  (name) => expect(isGone(name)).toBe(false),
);
