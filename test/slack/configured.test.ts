import { expect, it } from 'vitest';
import slack from '../../adapters/chat/slack/index.ts';
import { checked } from '../../src/config.ts';

const bot = { SLACK_BOT_TOKEN: 'xoxb-1-secret' };
const app = { SLACK_APP_TOKEN: 'xapp-1-secret' };
const signing = { SLACK_SIGNING_SECRET: 'signing-secret' };
const read = (values: object) => checked([{ of: 'slack', shape: slack.config, values }])[0];

it('is Socket Mode with an app token, and HTTP with a signing secret', () => {
  expect(read({ ...bot, ...app }).by).toMatchObject({ kind: 'socket' });
  expect(read({ ...bot, ...signing, SLACK_PORT: '8080' }).by).toMatchObject({ kind: 'http', port: 8080 });
  expect(read({ ...bot, ...app, SLACK_API_URL: 'https://slack-gov.com/api' }).apiUrl).toBe(
    'https://slack-gov.com/api/',
  );
});

it.each([
  ['nothing but the bot token', bot, /SLACK_APP_TOKEN \(slack\): is missing.*SLACK_SIGNING_SECRET/],
  ['nothing but the app token', app, /SLACK_BOT_TOKEN \(slack\): is missing.*xoxb/],
  ['nothing but the signing secret', signing, /SLACK_BOT_TOKEN \(slack\): is missing/],
  ['both ways at once', { ...bot, ...app, ...signing }, /SLACK_SIGNING_SECRET \(slack\):.*one of the two/],
  [
    'the tokens in each other’s place',
    { SLACK_BOT_TOKEN: 'xapp-1-secret', SLACK_APP_TOKEN: 'xoxb-1-secret' },
    /xoxb-[\s\S]*xapp-/,
  ],
  ['a port that is none', { ...bot, ...signing, SLACK_PORT: 'http' }, /SLACK_PORT/],
])('says in a sentence what is wrong with %s', (_, values, wrong) => {
  expect(slack.configured({ ...values } as Record<string, string>)).toBe(true); // every value above is text
  expect(() => read(values)).toThrow(wrong);
  expect(() => read(values)).not.toThrow(/1-secret|signing-secret/);
});

it('is not there without any of its secrets', () => {
  expect(slack.configured({ SLACK_PORT: '3000' })).toBe(false);
});
