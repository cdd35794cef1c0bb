import { spawn } from 'node:child_process';

/** Everything that can be known of the code without running the product, all of it, and then what failed. */
const checks = [
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the web page', command: 'tsc', args: ['-p', 'adapters/chat/web/page'] },
  { name: 'lint and format', command: 'biome', args: ['ci', '--colors=off', '.'] },
  { name: 'architecture', command: 'vitest', args: ['run', 'test/architecture.test.ts'] },
] as const;

const root = new URL('..', import.meta.url).pathname;

function run(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(`${root}node_modules/.bin/${command}`, args, { cwd: root, stdio: 'inherit' });
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

const failed: string[] = [];
for (const { name, command, args } of checks) {
  console.log(`— ${name}`);
  if (!(await run(command, args))) failed.push(name);
}
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
