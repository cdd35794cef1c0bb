import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Fields } from './model.ts';
import { Refusal } from './refusal.ts';

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Arguments of a call: a form whose rich values are JSON inside, or JSON as a whole. */
export function argsOf(body: string, contentType: string, query: URLSearchParams): Fields {
  const asked = Object.fromEntries(query);
  if (contentType.startsWith('application/json')) return { ...asked, ...record.parse(parsed(body || '{}')) };
  return {
    ...asked,
    ...Object.fromEntries([...new URLSearchParams(body)].map(([key, value]) => [key, rich(key, value)])),
  };
}

/** The arguments a method knows; what else there is does no harm. */
export function read<Of>(shape: z.ZodType<Of>, args: Fields): Of {
  const result = shape.safeParse(args);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${message} [json-pointer:/${path.join('/')}]`);
  const first = result.error.issues[0]?.path[0];
  if (first === 'channel' && args.channel === undefined) throw new Refusal('channel_not_found');
  const word =
    first === 'blocks'
      ? 'invalid_blocks_format'
      : first === 'metadata'
        ? 'invalid_metadata_format'
        : 'invalid_arguments';
  throw new Refusal(word, { response_metadata: { messages: issues.map((issue) => `[ERROR] ${issue}`) } });
}

const record = z.record(z.string(), z.unknown());
export const block = z.looseObject({ type: z.string() });
export const flag = z
  .union([z.boolean(), z.string()])
  .transform((value) => value === true || value === 'true' || value === '1');

export const draft = {
  text: z.string().optional(),
  blocks: z.array(block).optional(),
  attachments: z.array(record).optional(),
  metadata: z.object({ event_type: z.string(), event_payload: record }).optional(),
};

function rich(key: string, value: string): unknown {
  if (!['blocks', 'attachments', 'metadata', 'view'].includes(key)) return value;
  return parsed(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('json_not_object');
  }
}
