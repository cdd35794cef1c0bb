import { vi } from 'vitest';
import { processes } from './processes.ts';

/** A small Slack or Discord with one person in it, as far as these scenes need it. */
export interface Town {
  /** How a bot gets there. */
  readonly env: NodeJS.ProcessEnv;
  /** When so many processes hear. */
  heardBy(processes: number): Promise<void>;
  /** Asks for a list of machines; answers when the bot has said that it heard. */
  ask(): Promise<void>;
  /** What was said in answer to that. */
  answers(): readonly string[];
  start(name: string): Promise<void>;
  /** Presses a button of the card. */
  press(button: string): Promise<void>;
  /** Every message that is a card, as it reads now. */
  cards(): readonly string[];
  /** How often messages were changed so far. */
  edits(): number;
  close(): Promise<void>;
}

export interface Takeover {
  /** From the death of the one who spoke to the first word of the other. */
  readonly silence: number;
  /** From a press in that time to what came of it on the card. */
  readonly pressed: number;
  readonly cards: readonly string[];
  /** What was said to those who had asked the one who died, or the other, and had no answer yet. */
  readonly answers: readonly string[];
  readonly asked: number;
}

interface How {
  readonly env?: NodeJS.ProcessEnv;
  /** Runs the one that dies so that others cannot see whether it runs, as on another host. */
  readonly apart?: true;
  /** It is not killed but stands still, and wakes up when the other speaks. */
  readonly sleeps?: true;
}

/**
 * Two chat processes and a worker. The one who speaks is killed while it has answers to give and a card to keep; a
 * button is pressed before the other speaks.
 */
export async function takeover(town: Town, { env = {}, apart, sleeps }: How = {}): Promise<Takeover> {
  const here = processes();
  const own = { PRACTICE_SPEED: '2', WEB_PORT: 'off', HOIST_LOG: 'info', ...town.env, ...env };
  const begin = async (role: string, under: readonly string[] = []) => {
    const bot = here.begin('main.ts', ['--role', role], own, under);
    const ended = bot.ended.then(({ err }) => Promise.reject(new Error(`it ended: ${err}`)));
    await Promise.race([eventually(() => bot.out().includes(`ready as ${role}`)), ended]);
    ended.catch(() => undefined);
    return bot;
  };
  try {
    const cloud = here.begin('../test/composition/practice-host.ts', [], own);
    await eventually(() => cloud.out().includes('ready'));
    await begin('worker');
    const first = await begin('chat', apart ? ['unshare', '--pid', '--fork', '--kill-child=SIGKILL'] : []);
    await eventually(() => first.err().includes('leads the chat'));
    const second = await begin('chat');
    await town.heardBy(2);
    await town.start('web-1');
    await eventually(() => town.cards().length === 1 && town.edits() > 0);

    // Nobody can be answered what machines there are while the cloud stands still.
    cloud.child.kill('SIGSTOP');
    const asked = 4;
    await Promise.all(Array.from({ length: asked }, town.ask));
    first.child.kill(sleeps ? 'SIGSTOP' : 'SIGKILL');
    if (!sleeps) await first.ended;
    const since = performance.now();
    cloud.child.kill('SIGCONT');
    if (!sleeps) await town.heardBy(1);
    const before = town.edits();
    await pressUntilHeard(() => town.press('Cancel'));
    const pressedAt = performance.now();
    await eventually(() => town.edits() > before);
    const silence = performance.now() - since;
    if (!second.err().includes('leads the chat')) throw new Error('somebody spoke who does not lead');
    await eventually(() => town.cards()[0]?.includes('cancelled by') === true);
    const pressed = performance.now() - pressedAt;
    await eventually(() => town.answers().length >= asked);
    if (sleeps) {
      first.child.kill('SIGCONT');
      await eventually(() => first.err().includes('leads the chat no more'));
    }
    // What would come twice would come now.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return { silence, pressed, asked, cards: town.cards(), answers: town.answers() };
  } finally {
    await here.close();
  }
}

/** Slack brings a press to any connection, also to one behind which nobody moves; then the person presses again. */
async function pressUntilHeard(press: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await press();
    } catch (error) {
      if (tries === 4) throw error;
    }
  }
}

const eventually = (there: () => boolean) =>
  vi.waitFor(
    () => {
      if (!there()) throw new Error('it never came to that');
    },
    { timeout: 20_000, interval: 10 },
  );
