import { z } from 'zod';

/**
 * What a service has to say, out of what it wraps that in: Nova, Cinder and Neutron put {message} under one key of any
 * name, Keystone under "error", Glance answers HTML or plain text.
 */
export function readEnvelope(text: string): { readonly message: string; readonly type?: string | undefined } {
  try {
    const body = enveloped.parse(JSON.parse(text));
    for (const candidate of [...Object.values(body), body]) {
      const found = said.safeParse(candidate);
      if (found.success) return { ...found.data, message: plainText(found.data.message) };
    }
    const plain = Object.values(body).find((value) => typeof value === 'string');
    return { message: plainText(plain ?? '') };
  } catch {
    return { message: plainText(text) };
  }
}

const said = z.looseObject({ message: z.string(), type: z.string().optional() });
const enveloped = z.record(z.string(), z.unknown());

/** Without the markup that some services put into their words, JSON or not; what only looks like a tag stays. */
const plainText = (words: string) =>
  words
    // Glance begins a plain answer with its status, on a line of its own.
    .replace(/^\d{3} [A-Z][^\n<]*\n+/, '')
    .replace(/<(head|script|style|h1)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<!--[\s\S]*?-->|<!doctype[^>]*>/gi, ' ')
    .replace(tags, ' ')
    .replace(/&(lt|gt|amp|quot|nbsp|#39|#x27);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
const tags =
  /<\/?(?:html|head|body|title|meta|link|h[1-6]|p|br|hr|b|i|u|em|strong|small|tt|code|pre|a|div|span|center|font|address|[uo]l|li|table|t[rdh]|img)\b[^>]*>/gi;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#x27': "'" };
