import { startFakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { Town } from '../composition/takeover.ts';
import { annId } from './seat.ts';
import { general } from './stage.ts';

/** A small Slack in real time, for bots that are processes of their own. */
export async function slackTown(): Promise<Town> {
  const slack = await startFakeSlack();
  const ann = slack.person(annId, { name: 'ann' });
  slack.channel(general, { name: 'general', people: [annId] });
  const said = () => slack.messages(general).filter(({ bot_id }) => bot_id !== undefined);
  const isCard = (text: string) => text.includes('web-1') && !text.startsWith(`<@${annId}>`);
  const cards = () => said().filter((message) => isCard(slack.text(message)));
  const acked = ({ acked }: { readonly acked: boolean }) => {
    if (!acked) throw new Error('nobody heard it');
  };
  return {
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
    async heardBy(processes) {
      await slack.sockets.connected(2 * processes);
      while (slack.sockets.count > 2 * processes) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    ask: async () => acked(await ann.slash('/gpu', 'list')),
    answers: () =>
      slack.ephemerals.map(({ message }) => slack.text(message)).filter((text) => /achines in practice/.test(text)),
    start: async (name) => acked(await ann.mention(`gpu start base-image --name ${name}`)),
    press: async (button) => acked(await ann.press(cards()[0]?.ts ?? '', button)),
    cards: () => cards().map((message) => slack.text(message)),
    edits: () => slack.calls.filter(({ method, answer }) => method === 'chat.update' && answer === 'ok').length,
    close: () => slack.close(),
  };
}
