import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { redisConfig } from '../adapters/store/redis/index.ts';
import { ownVariables } from './config.ts';
import { chatAdapters, cloudAdapters } from './discover.ts';
import { observeVariables } from './observe/settings.ts';

/** Every variable there is, once, with what it means and what it could be; nothing is switched on. */
export async function envExample(): Promise<string> {
  const parts = [
    { title: 'Hoist', shape: ownVariables },
    { title: 'Observability', shape: observeVariables },
    { title: 'Store: redis', shape: redisConfig },
    ...(await chatAdapters()).map(({ name, config }) => ({ title: `Chat: ${name}`, shape: config })),
    ...(await cloudAdapters()).map(({ kind, config }) => ({ title: `Cloud: ${kind}`, shape: config })),
  ];
  const told = new Set<string>();
  const sections = parts.flatMap(({ title, shape }) => {
    const variables = variablesOf(shape).filter(({ name }) => !told.has(name));
    for (const { name } of variables) told.add(name);
    return variables.length === 0 ? [] : [`## ${title}\n\n${variables.map(linesOf).join('\n')}`];
  });
  return `${[head, ...sections].join('\n')}`;
}

const head = `# Copy this to .env and fill in what you need. Without any of it Hoist runs a practice cloud and its web page.
# The real environment wins over this file; an empty value counts as not set.
# Written by \`npm run env-example\` from the adapters: change it there.
`;

interface Variable {
  readonly name: string;
  readonly about: string | undefined;
  readonly example: string;
}

const described = z.object({
  properties: z.record(
    z.string(),
    z.object({
      description: z.string().optional(),
      examples: z.array(z.unknown()).optional(),
      default: z.unknown().optional(),
    }),
  ),
});

function variablesOf(shape: z.ZodType): readonly Variable[] {
  const schema = described.safeParse(
    z.toJSONSchema(shape, {
      io: 'input',
      unrepresentable: 'any',
      // Zod leaves out the examples of what is transformed, which here are still what a person would write.
      override({ zodSchema, jsonSchema }) {
        const { examples } = z.globalRegistry.get(zodSchema) ?? {};
        if (Array.isArray(examples)) jsonSchema.examples = examples;
      },
    }),
  );
  if (!schema.success) return [];
  return Object.entries(schema.data.properties).map(([name, { description, examples, default: usual }]) => ({
    name,
    about: description,
    example: shown(examples?.[0] ?? usual),
  }));
}

const shown = (value: unknown): string => (value === undefined ? '' : quoted(String(value)));
const quoted = (text: string): string => (/^[\w./:@~,=+-]*$/.test(text) ? text : `"${text}"`);

const linesOf = ({ name, about, example }: Variable): string => `${about ? `# ${about}\n` : ''}#${name}=${example}\n`;

// `npm run env-example` writes the file; a test says when it was forgotten.
if (import.meta.main) writeFileSync(join(import.meta.dirname, '../.env.example'), await envExample());
