import type { Compared } from './run.ts';

/** The comparison as a page for docs/. */
export function page(
  all: readonly Compared[],
  about: { readonly date: string; readonly client: string; readonly real: string },
): string {
  const wrong = all.filter((one) => one.wrong.length > 0);
  const exact = all.filter(({ wrong: odd, meant }) => odd.length + meant.length === 0).length;
  const failing = all.filter(({ practice }) => practice.code !== 0).length;
  return `# The openstack client on the practice cloud

${all.length} commands of the unmodified client, ${failing} of them meant to fail, on the practice cloud and on a real OpenStack:
exit code, every field and its value, and the words of every error. ${exact} are the same to the letter,
${all.length - wrong.length - exact} but for what is meant to differ, ${wrong.length} differ.

- ${about.date}, ${about.client}, against ${about.real}.
- Again: \`npm run test:real -- openstack-client\` with the \`OS_*\` variables of an OpenStack set. Without them the commands run
  on the practice cloud alone.
- Ids, dates, tokens, hosts, MAC addresses and addresses that a cloud chooses are compared as such, not by value; lists
  without an order of their own are compared without one. What else is meant to differ says why.

| exit | command | |
|---|---|---|
${all.map(row).join('\n')}
`;
}

const row = ({ said, practice, real, wrong, meant }: Compared): string => {
  const same =
    real === undefined
      ? 'not compared'
      : wrong.length === 0
        ? 'same'
        : `differs: ${wrong.map(({ where }) => where).join(', ')}`;
  return `| ${practice.code} | \`${shorter(said)}\` | ${[same, ...meant.map((why) => `but ${why}`)].join('; ')} |`;
};

const shorter = (said: string): string =>
  said
    .replaceAll('|', '\\|')
    .replaceAll(/\/tmp\/\S+\//g, '')
    .replace(/ -f json/, '');
