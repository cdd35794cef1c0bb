import { z } from 'zod';
import {
  codes,
  defineCommand,
  defineOperation,
  Failure,
  flag,
  maybe,
  oneOf,
  secret,
  text,
  verbatim,
} from '../../src/kit.ts';

/** Commands and operations that need no cloud, and stop in the middle until the test lets them go on. */
export function boxes() {
  const gate = Promise.withResolvers<void>();

  const build = defineOperation({
    name: 'box.build',
    input: z.object({ name: z.string(), ends: z.enum(['well', 'badly', 'stuck']) }),
    outline: { wood: verbatim('Wood'), box: verbatim('Box'), label: verbatim('Label') },
    likeness: () => 'box.build',
    async run(op, { name, ends }) {
      await op.step('wood', {
        do: async () => 'oak',
        undo: async () => undefined,
        note: (wood) => verbatim(wood),
      });
      await op.step('box', {
        async do({ tell, signal }) {
          tell(verbatim('hammering'), 0.5);
          await Promise.race([gate.promise, aborted(signal)]);
          if (ends !== 'well') throw new Failure('no-capacity', verbatim('no nails are left'));
          return name;
        },
        // What has begun for good and fails leaves the operation stuck.
        ...(ends === 'stuck' ? { final: true as const } : { undo: async () => undefined }),
      });
      return op.step('label', { do: async () => `${name}.example` });
    },
    tell: {
      title: ({ name }) => `Building ${name}`,
      done: (address, { name }) => ({
        title: `${name} is ready`,
        blocks: [{ kind: 'code', code: address }],
        buttons: [{ label: 'Remove', press: { command: 'box remove', args: { name } } }],
        ping: `${name} is ready`,
      }),
      failed: ({ name }) => `${name} was not built`,
    },
  });

  const remove = defineOperation({
    name: 'box.remove',
    input: z.object({ name: z.string() }),
    outline: { confirm: verbatim('Confirmed'), gone: verbatim('Removed') },
    likeness: () => 'box.remove',
    async run(op, { name }) {
      await op.answer('confirm', { shape: z.object({ yes: z.boolean() }), about: { name }, atMost: 60_000 });
      return op.step('gone', { do: async () => name, final: true });
    },
    tell: {
      title: ({ name }) => `Removing ${name}`,
      done: (_, { name }) => ({ title: `${name} is gone`, blocks: [] }),
      failed: ({ name }) => `${name} stays`,
      question: (_, __, { name }) => ({
        blocks: [{ kind: 'facts', facts: [['Goes', `box ${name}`]] }],
        yes: 'Remove',
        no: 'Keep it',
        word: name,
      }),
    },
  });

  const scrap = defineOperation({
    name: 'box.scrap',
    input: z.object({ name: z.string(), nails: z.boolean() }),
    outline: { confirm: verbatim('Confirmed'), gone: verbatim('Removed') },
    likeness: () => 'box.scrap',
    toggles: {
      // The flags of "approve change" are those of real operations.
      keepIp: {
        ...{ about: verbatim('Keep its nails'), label: verbatim('Keep the nails') },
        is: ({ nails }) => nails,
        set: (input, nails) => ({ ...input, nails }),
      },
    },
    async run(op, { name, nails }) {
      const goes = nails ? [name] : [name, 'nails'];
      const plan = {
        shape: z.array(z.string()),
        found: goes,
        anew: async () => goes,
        counts: (it: readonly string[]) => it,
      };
      const gone = await op.agree('confirm', { ...plan, atMost: 60_000 });
      return op.step('gone', { do: async () => gone.join(', '), final: true });
    },
    tell: {
      title: ({ name }) => `Scrapping ${name}`,
      done: (gone: string) => ({ title: `${gone}: gone`, blocks: [] }),
      failed: ({ name }) => `${name} stays`,
      question: (_, asked, { name }) => ({
        blocks: [{ kind: 'facts', facts: [['Goes', z.array(z.string()).parse(asked).join(', ')]] }],
        ...{ yes: 'Scrap', no: 'Keep it', word: name },
      }),
    },
  });

  const commands = [
    defineCommand({
      name: 'box scrap',
      about: verbatim('Scrap a box'),
      permission: 'box:scrap',
      danger: 'removes',
      examples: [],
      args: { name: text(verbatim('Name'), { bare: true }) },
      run: ({ name }, turn) => turn.start(scrap, { name, nails: false }),
    }),
    defineCommand({
      name: 'box build',
      about: verbatim('Build a box'),
      permission: 'box:build',
      danger: 'changes',
      examples: [],
      args: {
        name: text(verbatim('Name'), {
          bare: true,
          suggest: async (typed) =>
            ['red box', 'blue box', 'green']
              .filter((name) => name.includes(typed))
              .map((value) => ({ value, about: 'new' })),
        }),
        ends: oneOf(verbatim('How it ends'), ['well', 'badly', 'stuck'], { or: 'well' }),
      },
      run: ({ name, ends }, turn) => turn.start(build, { name, ends }),
    }),
    defineCommand({
      name: 'box remove',
      about: verbatim('Remove a box'),
      permission: 'box:remove',
      danger: 'removes',
      examples: [],
      args: { name: text(verbatim('Name'), { bare: true }) },
      run: ({ name }, turn) => turn.start(remove, { name }),
    }),
    defineCommand({
      name: 'box list',
      about: verbatim('Boxes'),
      permission: 'box:list',
      danger: 'reads',
      examples: [],
      args: { wide: flag(verbatim('More')), like: maybe(verbatim('Like'), { bare: true }) },
      run: async ({ like }, turn) =>
        turn.say(
          {
            title: 'Boxes',
            tone: 'plain',
            blocks: [{ kind: 'table', columns: [{ name: 'Name' }], rows: [{ cells: [like ?? 'red box'] }] }],
          },
          { boxes: [{ name: like ?? 'red box' }] },
        ),
    }),
    defineCommand({
      name: 'box pick',
      about: verbatim('Pick one of two'),
      permission: 'box:pick',
      danger: 'reads',
      examples: [],
      args: {
        wood: maybe(verbatim('Wood'), { suggest: async () => [{ value: 'oak' }] }),
        paint: maybe(verbatim('Paint'), { suggest: async () => [{ value: 'red paint' }] }),
      },
      run: async ({ wood, paint }, turn) =>
        wood === undefined && paint === undefined
          ? turn.askFor(['wood', 'paint'])
          : turn.say({ title: `Picked ${wood ?? paint}`, tone: 'plain', blocks: [] }),
    }),
    defineCommand({
      name: 'box lock',
      about: verbatim('Lock a box'),
      permission: 'box:lock',
      danger: 'changes',
      examples: [],
      args: { name: text(verbatim('Name'), { bare: true }), pin: secret(verbatim('Pin')) },
      run: async ({ name }, turn) => turn.say({ title: `${name} is locked`, tone: 'good', blocks: [] }),
    }),
    defineCommand({
      name: 'box fail',
      about: verbatim('Fail'),
      permission: 'box:fail',
      danger: 'reads',
      examples: [],
      args: { code: oneOf(verbatim('How'), codes, { bare: true }) },
      run: async ({ code }) => {
        throw new Failure(code, verbatim(`it failed as ${code}`), { hint: verbatim('try another box') });
      },
    }),
  ];
  return { gate, commands, operations: [build, remove, scrap] };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
