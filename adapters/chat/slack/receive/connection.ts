import type { Clock, Log } from '#kit';

/** One websocket to Slack, from its hello to its end. */
export interface Link {
  /** Resolves when Slack has said hello. */
  start(): Promise<unknown>;
  /** Resolves when it is over, for whatever reason. */
  readonly over: Promise<void>;
  stop(): Promise<void>;
  /** When it was last heard of, as far as it knows better than we do. */
  heardAt(): number | undefined;
}

/** A websocket that is there again whenever it was lost. */
export interface Connection {
  /** Since when Slack is connected. */
  since(): number | undefined;
  heardAt(): number | undefined;
  close(): Promise<void>;
}

/** Slack says hello within a moment, or not at all. */
const helloWithin = 20_000;
const first = 500;
const longest = 30_000;
/** A link that held so long was a good one. */
const goodFor = 60_000;

interface Options {
  readonly clock: Clock;
  readonly log: Log;
  open(): Link;
  /** How long Slack asked to be left alone, where it did. */
  pauseOf(error: unknown): number | undefined;
}

/**
 * Bolt waits five seconds before every new connection, and gives up for good when Slack is down at that moment
 * (slackapi/node-slack-sdk#2656). So it never connects again by itself here: this does, at once and for ever.
 */
export function keepConnected({ clock, log, open, pauseOf }: Options): Connection {
  let closed = false;
  let link: Link | undefined;
  let since: number | undefined;
  let wake = () => {};

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const stop = clock.after(ms, resolve);
      wake = () => {
        stop();
        resolve();
      };
    });

  async function hello(of: Link): Promise<void> {
    const late = Promise.withResolvers<never>();
    const stop = clock.after(helloWithin, () => late.reject(new Error('Slack did not say hello')));
    try {
      await Promise.race([of.start(), late.promise]);
    } finally {
      stop();
    }
  }

  async function keep(): Promise<void> {
    for (let failures = 0; !closed; ) {
      const began = clock.now();
      const current = open();
      link = current;
      let asked: number | undefined;
      try {
        await hello(current);
        since = clock.now();
        log.debug({}, 'connected to Slack');
        await current.over;
        if (clock.now() - began >= goodFor) failures = 0;
      } catch (error) {
        asked = pauseOf(error);
        log.warn({ err: error, failures }, 'no connection to Slack');
        await current.stop();
        failures += 1;
      }
      since = undefined;
      if (closed) return;
      // One that Slack moves elsewhere comes back at once; one that never came is waited for longer each time.
      const wait = failures === 0 ? 0 : Math.min(first * 2 ** (failures - 1), longest);
      if (wait > 0 || asked !== undefined) await pause(Math.max(wait, asked ?? 0));
    }
  }

  const kept = keep();

  return {
    since: () => since,
    heardAt: () => link?.heardAt(),
    async close() {
      closed = true;
      wake();
      await link?.stop();
      await kept;
    },
  };
}
