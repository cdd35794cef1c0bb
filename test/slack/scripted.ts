import type { SlackChat } from '../../adapters/chat/slack/chat.ts';
import type { FakeSlack, FakeSlackOptions, Person } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { Answer, Choice, Desk, Form, Heard, Log, Memory, Sayable, View } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { mapMemory } from '../contract/map-memory.ts';
import type { VirtualClock } from '../engine/virtual-clock.ts';
import { annId } from './seat.ts';
import { type By, chatOn, general, listening, slackHere } from './stage.ts';

/** A chat in a small Slack with a desk that answers what the test says. */
export interface Scripted {
  readonly slack: FakeSlack & { readonly clock: VirtualClock };
  readonly chat: SlackChat;
  readonly memory: Memory;
  readonly clock: VirtualClock;
  readonly ann: Person;
  readonly heard: readonly Heard[];
  readonly desk: Desk;
  answers(answer: Answer | ((heard: Heard, signal: AbortSignal) => Answer | Promise<Answer>)): void;
  offers(choices: readonly Choice[] | (() => Promise<readonly Choice[]>)): void;
}

export const good = (title: string, more: Partial<View> = {}): Answer => ({
  kind: 'view',
  view: { title, tone: 'plain', blocks: [], ...more },
  outcome: { ok: true },
});

export const bad = (title: string, more: Partial<View> = {}): Answer => ({
  kind: 'view',
  view: { title, tone: 'bad', blocks: [], ...more },
  outcome: { ok: false, reason: { code: 'usage', said: { en: title, ru: title, ko: title } } },
});

export const began = (title: string): Answer => ({
  kind: 'began',
  operation: 'op-1',
  view: { title, tone: 'plain', blocks: [] },
});

export const form: Form = {
  command: 'gpu start',
  title: 'Start a machine',
  fields: [
    {
      name: 'image',
      label: 'Image',
      kind: 'text',
      required: true,
      searchable: true,
      choices: [{ value: 'base-image' }],
    },
    { name: 'hours', label: 'Hours', kind: 'whole', required: false, searchable: false, value: '8' },
    { name: 'password', label: 'Password', kind: 'secret', required: false, searchable: false },
  ],
};
export const asks: Answer = { kind: 'form', form };

const start: Sayable = { name: 'gpu start', about: () => 'Start', fields: () => form.fields };
const list: Sayable = { name: 'gpu list', about: () => 'List', fields: () => [] };

export interface Scripting {
  readonly by?: By;
  readonly memory?: Memory;
  readonly slack?: FakeSlackOptions;
  readonly strict?: boolean;
  readonly log?: Log;
}

export async function scripted(on: Scripting = {}): Promise<Scripted> {
  const { by = 'socket', memory = mapMemory(), strict = true, log = silent } = on;
  const slack = await slackHere(on.slack);
  const { clock } = slack;
  const chat = await chatOn(slack, { clock, by, memory, strict, log });
  const heard: Heard[] = [];
  let answer: Parameters<Scripted['answers']>[0] = good('Heard');
  let choices: Parameters<Scripted['offers']>[0] = [];
  const desk: Desk = {
    async hear(said, signal) {
      heard.push(said);
      return typeof answer === 'function' ? answer(said, signal) : answer;
    },
    complete: async () => [],
    catalogue: async () => [start, list],
    choices: async () => (typeof choices === 'function' ? choices() : choices),
  };
  const ann = slack.person(annId, { name: 'ann' });
  slack.channel(general, { name: 'general', people: [annId] });
  await listening(slack, chat, desk, by);
  return {
    ...{ slack, chat, memory, clock, ann, heard, desk },
    answers(next) {
      answer = next;
    },
    offers(next) {
      choices = next;
    },
  };
}
