import { defineCommand, need, phrases } from '#kit';
import { setupNetwork } from '#operations/setup-network.ts';

const say = phrases({
  en: { about: 'Make the network, subnet, router and firewall of the machines, once' },
  ru: { about: 'Создать сеть, подсеть, роутер и правила доступа для машин, один раз' },
  ko: { about: '머신용 네트워크, 서브넷, 라우터, 방화벽을 한 번 만들기' },
});

export default defineCommand({
  name: 'net setup',
  about: (l) => say(l).about,
  permission: 'net:setup',
  danger: 'changes',
  examples: ['net setup', 'net setup --plan'],
  args: {},
  async run(_, turn) {
    const { parts } = need(turn.cloud, 'networks');
    return turn.start(setupNetwork, { cloud: turn.cloud.name, parts: [...parts] });
  },
});
