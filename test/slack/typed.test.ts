import { expect, it } from 'vitest';
import { calledWith, typed } from '../../adapters/chat/slack/receive/typed.ts';

it.each([
  ['gpu start base-image', 'gpu start base-image'],
  ['image from-url <https://example.com/a.qcow2?x=1&amp;y=2>', 'image from-url https://example.com/a.qcow2?x=1&y=2'],
  ['gpu start <http://my.image|my.image>', 'gpu start my.image'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['for <@U0BOB|bob> in <#C0OPS|ops>', 'for @bob in #ops'],
  ['for <@U0BOB> in <#C0OPS|>', 'for @U0BOB in #C0OPS'],
  ['<!here> <!subteam^S01|@gpu-admins>', '@here @gpu-admins'],
  ['<mailto:ann@example.com|ann@example.com>', 'ann@example.com'],
])('reads %s', (text, words) => expect(typed(text)).toBe(words));

it.each([
  ['<@U0HOISTBOT1> gpu list', 'gpu list'],
  ['  <@U0HOISTBOT1|hoist>: gpu list', 'gpu list'],
  ['<@U0HOISTBOT1>', ''],
  ['gpu list', 'gpu list'],
])('knows what the bot was called with in %s', (text, words) => expect(calledWith(text)).toBe(words));
