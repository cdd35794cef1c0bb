import { defineCommand, phrases } from '#kit';

const say = phrases({
  en: { about: 'Show the version', node: 'Node', clouds: 'Clouds' },
  ru: { about: 'Показать версию', node: 'Node', clouds: 'Облака' },
  ko: { about: '버전 보기', node: 'Node', clouds: '클라우드' },
});

export default defineCommand({
  name: 'hoist version',
  about: (l) => say(l).about,
  permission: 'hoist:version',
  danger: 'reads',
  examples: ['hoist version'],
  args: {},
  async run(_, { version, clouds, locale, say: answer }) {
    const kinds = clouds.map(({ name, about }) => ({ name, kind: about.kind }));
    const node = process.versions.node;
    return answer(
      {
        title: `Hoist ${version}`,
        tone: 'plain',
        blocks: [
          {
            kind: 'facts',
            facts: [
              [say(locale).node, node],
              [
                say(locale).clouds,
                kinds.map(({ name, kind }) => (name === kind ? name : `${name} (${kind})`)).join(', '),
              ],
            ],
          },
        ],
      },
      { version, node, clouds: kinds },
    );
  },
});
