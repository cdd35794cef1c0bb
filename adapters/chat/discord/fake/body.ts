import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Json } from './world.ts';

export interface Sent {
  /** The JSON where it is an object. */
  readonly body: Json;
  /** The JSON where it is a list of objects. */
  readonly list: readonly Json[];
  readonly files: readonly Json[];
}

const json = z.record(z.string(), z.unknown());

/** The JSON of a call, alone or in a form beside files. */
export async function bodyOf(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { ...parsed(bytes.toString()), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const files = [...form.values()].flatMap((value, at) =>
    typeof value === 'string'
      ? []
      : [{ id: String(at), filename: value.name, size: value.size, url: '', proxy_url: '' }],
  );
  return { ...parsed(typeof payload === 'string' ? payload : '{}'), files };
}

function parsed(text: string): Pick<Sent, 'body' | 'list'> {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (Array.isArray(value)) return { body: {}, list: value.map((each) => json.parse(each)) };
  return { body: json.parse(value), list: [] };
}
