import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../src/command/parse.ts';
import { print } from '../../src/command/print.ts';
import { type Catalogue, Failure } from '../../src/kit.ts';
import { smallCatalogue } from './small-bot.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await smallCatalogue();
});

const read = async (line: string) => {
  const { command, given } = await parse(line, catalogue);
  return [command.name, given] as const;
};

const refused = async (line: string): Promise<Failure> => {
  const failure = await parse(line, catalogue).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Failure)) throw new Error(`${line} was understood, or failed otherwise: ${failure}`);
  return failure;
};

describe('a line is understood', () => {
  it.each([
    ['box start base-image', { image: 'base-image' }],
    ['/box start base-image', { image: 'base-image' }],
    ['/hoist box start base-image', { image: 'base-image' }],
    ['BOX Start base-image', { image: 'base-image' }],
    ['ｂｏｘ start base-image', { image: 'base-image' }],
    ['box start --image base-image', { image: 'base-image' }],
    ['box start --image=base-image', { image: 'base-image' }],
    ['box start image:base-image', { image: 'base-image' }],
    ['box start image: base-image', { image: 'base-image' }],
    ['box start -image base-image', { image: 'base-image' }],
    ['box start --disk-type fast', { diskType: 'fast' }],
    ['box start --diskType fast', { diskType: 'fast' }],
    ['box start --DISK_TYPE fast', { diskType: 'fast' }],
    ['box start --type fast', { diskType: 'fast' }],
    ['box start --spot', { spot: 'true' }],
    ['box start --no-spot', { spot: 'false' }],
    ['box start --spot=no', { spot: 'no' }],
    ['box start x --plan', { image: 'x', plan: 'true' }],
    ['box start x --dry-run', { image: 'x', plan: 'true' }],
    ['box start x --no-wait --json', { image: 'x', wait: 'false', json: 'true' }],
    ['box start x --provider practice', { image: 'x', cloud: 'practice' }],
    ['box start —name “my box” x', { name: 'my box', image: 'x' }],
    ['box start ubuntu:22.04', { image: 'ubuntu:22.04' }],
    ['box start https://x.org/a', { image: 'https://x.org/a' }],
    ['box start image:https://x.org/a', { image: 'https://x.org/a' }],
    ['box start C:\\images\\x.raw', { image: 'C:\\images\\x.raw' }],
    ['box start "--plan"', { image: '--plan' }],
    ['box start -- --plan', { image: '--plan' }],
    ['box start --name ""', { name: '' }],
  ])('%s', async (line, given) => {
    expect(await read(line)).toEqual(['box start', given]);
  });

  it.each([
    ['hoist', {}],
    ['/hoist help', {}],
    ['help', {}],
    ['?', {}],
    ['box', { noun: 'box' }],
    ['box help', { noun: 'box' }],
    ['box --help', { noun: 'box' }],
    ['help box start', { noun: 'box', verb: 'start' }],
    ['box start --help', { noun: 'box', verb: 'start' }],
    ['box start x -h', { noun: 'box', verb: 'start' }],
  ])('%s asks for help', async (line, given) => {
    expect(await read(line)).toEqual(['hoist help', given]);
  });

  it.each([
    'box start base-image --name "my box" --size 20GB --spot',
    'box start --disk "a \\"b\\"" --no-spot',
    'box stop "--odd" --confirm "--odd"',
  ])('%s, and printed again it means the same', async (line) => {
    const asked = await parse(line, catalogue);

    expect(await read(print(asked.command, asked.given, '/'))).toEqual([asked.command.name, asked.given]);
  });
});

describe('a line that is wrong is refused with what to type instead', () => {
  it.each([
    ['box strat base-image', 'There is no "box strat". Did you mean: /box start base-image'],
    ['box st', 'There is no "box st". Did you mean: /box start'],
    ['boxx start x', 'There is no "boxx start". Did you mean: /box start x'],
    ['box-start x', 'There is no "box-start x". Did you mean: /box start x'],
    ['boxstart', 'There is no "boxstart". Did you mean: /box start'],
    ['start box x', 'There is no "start box". Did you mean: /box start x'],
    ['start', 'There is no "start". Did you mean: /box start'],
    ['stop work', 'There is no "stop work". Did you mean: /box stop work'],
    ['list', 'There is no "list". Did you mean: /box list'],
    ['op stop work', 'There is no "op stop". Did you mean: /box stop work'],
    ['boxs', 'There is no "boxs". Did you mean: /hoist help box'],
    ['hepl', 'There is no "hepl". Did you mean: /hoist help'],
    ['box strat --nmae x', 'There is no "box strat". Did you mean: /box start --name x'],
    ['box start --nmae x', '"box start" has no --nmae. Did you mean --name?'],
    ['box start nmae:x', '"box start" has no --nmae. Did you mean --name?'],
    ['box start my box', '"box" is one word too many; a name with spaces needs quotes: /box start "my box"'],
    ['box start x plan', '"plan" is one word too many. Did you mean: /box start x --plan'],
    ['box start "open', 'The quote " before "open" is never closed.'],
    ['box list --plan', '--plan is for commands that change something; "box list" only looks.'],
    ['box start x --confirm x', '--confirm is for commands that remove something; "box start" does not.'],
    ['box key work --key hunter2', '--key is a secret and never goes on a command line, where others could read it.'],
  ])('%s', async (line, said) => {
    const failure = await refused(line);

    expect(failure.code).toBe('usage');
    expect(failure.message).toBe(said);
    expect(failure.next.length).toBeGreaterThan(0);
  });

  it.each([
    ['box start --name', '--name needs a value: '],
    ['box start --name --plan', '--name needs a value, and "--plan" looks like another flag'],
    ['box start --name a --name b', '--name is said twice, "a" and "b"; say it once.'],
    ['box start a --image b', '--image is said twice, "b" and "a"; say it once.'],
    ['box list x', '"x" is one word too many. It goes like this: /box list'],
    ['box start --$(x)', '"box start" has no --$(x).'],
    ['rm -rf /', 'There is no "rm".'],
    ['approve show', 'There is no "approve show".'],
    ['box --plan', 'What to do with box: start, stop, key, list, break?'],
    ['', 'Say what to do, for example: '],
    ['x'.repeat(5000), 'That is too long for a command; 4000 characters are enough.'],
  ])('%.40s', async (line, said) => {
    const failure = await refused(line);

    expect(failure.code).toBe('usage');
    expect(failure.message).toContain(said);
  });

  it('offers a line that works as it stands', async () => {
    const [offer] = (await refused('box strat --nmae "my box"')).next;

    expect(offer?.press).toEqual({ command: 'box start', args: { name: 'my box' } });
  });

  it('never says a secret back', async () => {
    const failure = await refused('box key work --key hunter2');

    expect(JSON.stringify([failure.message, failure.next])).not.toContain('hunter2');
    expect(failure.next[0]?.press.args).toEqual({ box: 'work' });
  });

  it.each([
    ['box key work --key hunter2', true],
    ['box kye work --key hunter2', true],
    ['box key work --kee hunter2', true],
    ['box key --nmae work --key hunter2', true],
    ['box key work --nmae x', false],
    ['box strat', false],
  ])('tells whether a line holds a secret, also where something else is wrong with it: %s', async (line, held) => {
    expect((await refused(line)).secret).toBe(held);
  });

  it('says what was typed back short, and with everything visible', async () => {
    const failure = await refused(`\u0007no\u001b[31mthing${'x'.repeat(3000)}`);

    expect(failure.message.length).toBeLessThan(200);
    expect(failure.message).toContain('\\u{7}no\\u{1b}[31mthing');
  });
});
