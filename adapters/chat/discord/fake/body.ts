import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { jsonOf } from './json.ts';
import type { Json } from './world.ts';

export interface Sent {
  /** The JSON where it is an object. */
  readonly body: Json;
  /** The JSON where it is a list of objects. */
  readonly list: readonly Json[];
  readonly files: readonly Json[];
}

const json = z.record(z.string(), z.unknown());
const either = z.union([json, z.array(json)]);

/** The JSON of a call, alone or in a form beside files; undefined where it is none. */
export async function bodyOf(request: IncomingMessage): Promise<Sent | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return parsed(bytes.toString(), []);
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const payload = form.get('payload_json');
  const files = [...form.values()].flatMap((value, at) =>
    typeof value === 'string'
      ? []
      : [{ id: String(at), filename: value.name, size: value.size, url: '', proxy_url: '' }],
  );
  return parsed(typeof payload === 'string' ? payload : '{}', files);
}

function parsed(text: string, files: readonly Json[]): Sent | undefined {
  const sent = either.safeParse(text === '' ? {} : jsonOf(text));
  if (!sent.success) return undefined;
  return Array.isArray(sent.data) ? { body: {}, list: sent.data, files } : { body: sent.data, list: [], files };
}
