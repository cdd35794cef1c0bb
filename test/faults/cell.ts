import { isDeepStrictEqual } from 'node:util';
import type { Practice } from '../../adapters/cloud/openstack/practice/practice.ts';
import type { Kept, Locale } from '../../src/kit.ts';
import { changes, inventoryOf, openScene, type Scene } from '../crash/scene.ts';
import { cards, pings } from '../engine/fake-chat.ts';
import { leapingClock } from './clock.ts';
import { complaints } from './human.ts';
import { type CallKind, type FaultKind, kindOfCall, nameOfCall } from './kinds.ts';
import type { Play } from './plays.ts';
import { openStage, type Phase, type Stage, textOf } from './stage.ts';

/** One call of the clean run: the so-manieth of its kind in its phase. */
export interface Point {
  readonly phase: Phase;
  readonly call: CallKind;
  readonly nth: number;
}

export type Outcome = 'done' | 'undone' | 'refused' | 'stuck';

export interface Cell {
  readonly point: Point;
  readonly fault: FaultKind;
  readonly lasting: boolean;
}

const locales: readonly Locale[] = ['en', 'ru', 'ko'];

/** Hours of looking for what never comes pass in a few looks. */
const leap = 5 * 60_000;

/** Plays one play again and again, on a scene that is built anew only when the last play has changed it. */
export function player(play: Play) {
  let scene: Scene | undefined;
  let before: readonly string[] = [];
  let clean: unknown;
  let count = 0;

  async function fresh(): Promise<Scene> {
    if (!scene || !isDeepStrictEqual(inventoryOf(scene), before)) {
      await scene?.close();
      scene = await openScene(play, leapingClock());
      before = inventoryOf(scene);
    }
    scene.practice.faults.clear();
    for (const fault of play.faults ?? []) scene.practice.faults.add(fault);
    return scene;
  }

  return {
    close: async () => scene?.close(),

    /** The clean run: every call it makes. */
    async points(): Promise<readonly Point[]> {
      const at = await fresh();
      const stage = await openStage(at, { late: 0 });
      const points: Point[] = [];
      const forget = at.practice.onCall(({ phase: when, service, method, path }) => {
        if (when !== 'before') return;
        const [call, { phase }] = [kindOfCall(service, method, path), stage];
        const same = points.filter((one) => one.phase === phase && nameOfCall(one.call) === nameOfCall(call));
        points.push({ phase, call, nth: same.length + 1 });
      });
      const answer = await stage.hear(play.words, 'en');
      if (answer.kind !== 'began') throw new Error(`${play.words} began nothing`);
      clean = plain(await stage.kept(answer.operation), at);
      const ended = await stage.end(answer.operation);
      forget();
      await stage.close();
      const wrong = amiss(play, ended, changes(before, inventoryOf(at)));
      if (wrong) throw new Error(`${play.words}, nothing in its way: ${wrong}`);
      return points.filter(({ phase }) => (phase === 'back') === (play.back === true));
    },

    /** Throws where it did not end right. */
    async play(cell: Cell): Promise<Outcome> {
      const at = await fresh();
      const locale = locales[count++ % locales.length] ?? 'en';
      const stage = await openStage(at, { late: cell.lasting ? leap : 0 });
      const laid = lay(at.practice, stage, cell);
      const shown: string[] = [];
      const read = (text: string, as: Locale) => {
        shown.push(text);
        const found = complaints(text, as, at.practice.env.OS_PASSWORD ?? '');
        if (found.length > 0) throw new Error(`not for people: ${found.join(' | ')}`);
      };
      const now = () => changes(before, inventoryOf(at));
      try {
        const answer = await stage.hear(play.words, locale);
        if (answer.kind === 'form') throw new Error('asks for more');
        if (answer.kind === 'view') {
          read(textOf(answer.view, locale), locale);
          if (answer.outcome.ok || now().length > 0) throw new Error(`refused, yet ${now()}`);
          return 'refused';
        }
        const begun = await stage.kept(answer.operation);
        if (cell.point.phase === 'words' && isDeepStrictEqual(plain(begun, at), clean)) return 'done';
        const ended = await stage.end(answer.operation);
        for (const each of locales) read(textOf(await stage.view(ended, each), each), each);
        if (cards(stage.chat).length !== 1 || pings(stage.chat).length > 1) throw new Error('more than one message');
        const { state } = ended.head;
        if (state === 'stuck') await unstick(stage, ended, laid, shown.at(0) ?? '', now);
        else {
          const wrong = amiss(play, ended, now());
          if (wrong) throw new Error(wrong);
        }
        // An operation that rests is in one of these three states.
        return state as Outcome;
      } catch (error) {
        const { point, fault, lasting } = cell;
        const where = `${fault.name} ${lasting ? 'for ever' : 'once'} at ${nameOfCall(point.call)} #${point.nth} (${point.phase})`;
        throw new Error(`${play.words}: ${where}: ${String(error)}\n${shown.join('\n---\n')}`, { cause: error });
      } finally {
        laid.remove();
        await stage.close();
      }
    },
  };

  /** It may stand still only where nothing else is right, says what is left, and goes on once it can. */
  async function unstick(stage: Stage, ended: Kept, laid: Laid, text: string, now: () => readonly string[]) {
    const final = ended.entries.some((entry) => entry.kind === 'began' && entry.final === true);
    if (!final && laid.back === 0) throw new Error('stuck, although nothing was in the way back');
    if (final && play.safe !== undefined && !now().includes(play.safe)) throw new Error('removes before it is safe');
    if (!/Try again/.test(text)) throw new Error('stuck without a way on');
    if (!/Could not be taken back: \w|Stopped at "\w/.test(text)) throw new Error('does not say what is left');
    laid.remove();
    const after = await stage.retry(ended.head.id);
    const wrong = amiss(play, after, now());
    if (wrong) throw new Error(`tried again: ${wrong}`);
  }
}

interface Laid {
  /** How often it met a call on the way back. */
  readonly back: number;
  remove(): void;
}

function lay(practice: Practice, stage: Stage, { point, fault, lasting }: Cell): Laid {
  const { service, method, path } = point.call;
  const what = fault.what(point.call);
  const bytes = path.endsWith('/file');
  let [seen, back, met] = [0, 0, false];
  const meets = (to: string): boolean => {
    if (kindOfCall(service, method, to).path !== path) return false;
    if (seen === 0 && stage.phase !== point.phase) return false;
    seen += 1;
    met = lasting ? seen >= point.nth : seen === point.nth;
    if (met && stage.phase === 'back') back += 1;
    if (met && what === 'timeout' && !bytes) stage.silence(false);
    return met;
  };
  const undo = what && practice.faults.add({ service, method, path: Object.assign(/./, { test: meets }), what });
  // Bytes take their time: only when all of them have come is there silence.
  const forget = practice.onCall((call) => {
    const same = call.method === method && kindOfCall(call.service, method, call.path).path === path;
    if (what === 'timeout' && bytes && call.phase === 'after' && same && met) stage.silence(true);
  });
  const remove = () => {
    undo?.();
    forget();
  };
  return {
    get back() {
      return back;
    },
    remove,
  };
}

/** What is wrong with how it ended; undefined when nothing is. */
function amiss({ changes: wanted }: Play, { head, entries }: Kept, there: readonly string[]): string | undefined {
  const right = head.state === 'done' ? wanted : head.state === 'undone' ? [] : undefined;
  if (right && isDeepStrictEqual(there, right)) return undefined;
  const journal = entries.map((entry) => JSON.stringify(entry)).join('\n');
  return `${head.state} with ${JSON.stringify(there)}\n${journal}`;
}

/** What was begun, without what differs from run to run. */
const plain = ({ head }: Kept, { folder }: Scene): unknown =>
  JSON.parse(
    JSON.stringify([head.operation, head.input])
      .replaceAll(folder, 'folder')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id'),
  );
