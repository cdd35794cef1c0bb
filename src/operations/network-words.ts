import { type NetworkPart, phrases } from '#kit';

const say = phrases({
  en: {
    network: 'Network',
    subnet: 'Subnet',
    router: 'Router',
    link: 'Subnet linked to the router',
    firewall: 'Firewall group',
    rules: 'SSH and ping let in',
  },
  ru: {
    network: 'Сеть',
    subnet: 'Подсеть',
    router: 'Роутер',
    link: 'Подсеть подключена к роутеру',
    firewall: 'Группа безопасности',
    rules: 'SSH и ping разрешены',
  },
  ko: {
    network: '네트워크',
    subnet: '서브넷',
    router: '라우터',
    link: '서브넷을 라우터에 연결',
    firewall: '보안 그룹',
    rules: 'SSH와 ping 허용',
  },
} satisfies Record<string, Record<NetworkPart, string>>);

/** What each part of the machines' network is called. */
export const partWords = say;
